// SAFETY: the C strings live as long as the call that reads them, and both lists end with a null.
import CProcesses
import Foundation

/// An error number of the system.
struct SystemError: Error {
  let code: Int32

  /// The system's words for it.
  var reason: String { unsafe String(cString: strerror(code)) }
}

/// Starts a program with the given ends as its standard three, and gives its number.
func spawn(
  _ subprocess: Subprocess, path: String, standard ends: (input: Int32, output: Int32, error: Int32)
) throws(SystemError) -> pid_t {
  let environment = subprocess.environment.sorted { $0.key < $1.key }
    .map { "\($0.key)=\($0.value)" }
  let folder = unsafe subprocess.folder.map { unsafe strdup($0) } ?? nil
  defer { unsafe free(folder) }
  var number = pid_t()
  let code = unsafe withCStrings([path]) { paths in
    unsafe withCStrings([subprocess.program] + subprocess.arguments) { arguments in
      unsafe withCStrings(environment) { variables in
        guard let path = unsafe paths[0] else { return ENOMEM }
        var start = unsafe cpr_start(
          path: path, arguments: arguments, environment: variables, folder: folder,
          input: ends.input, output: ends.output, error: ends.error)
        return unsafe cpr_spawn(&start, &number)
      }
    }
  }
  guard code == 0 else { throw SystemError(code: code) }
  return number
}

private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers = unsafe strings.map { unsafe strdup($0) }
  unsafe pointers.append(nil)
  defer { unsafe pointers.forEach { unsafe free($0) } }
  return unsafe pointers.withUnsafeMutableBufferPointer { buffer in
    guard let base = buffer.baseAddress else {
      preconditionFailure("the list ends with a null, so it is not empty")
    }
    return unsafe body(base)
  }
}
