package import Foundation
import Processes

/// The program `workbench` as it was built together with the tests.
package enum BuiltProgram {
  /// What came of a call.
  package struct Outcome: Sendable {
    /// The exit status, or minus the number of the signal that ended the program.
    package let status: Int32
    package let output: String
    package let errors: String
  }

  /// The program lies beside the test bundle that is running.
  private static var path: String {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "workbench").path
  }

  /// Runs the program in a folder and waits for its end, without colours and for at most a minute.
  ///
  /// Where limits are given, the system refuses the program more memory of its own than that, and
  /// ends it when it has used more processor time.
  package static func run(
    _ arguments: [String], in folder: URL, memoryMegabytes: Int? = nil, processorSeconds: Int? = nil
  ) throws -> Outcome {
    let inherited = ProcessInfo.processInfo.environment
    var environment = ["LANG": "C.UTF-8", "NO_COLOR": "1", "TERM": "dumb"]
    for name in ["HOME", "LD_LIBRARY_PATH", "PATH", "TMPDIR"] {
      environment[name] = inherited[name]
    }
    var call = [path] + arguments
    let limits =
      (memoryMegabytes.map { ["ulimit -d \($0 << 10)"] } ?? [])
      + (processorSeconds.map { ["ulimit -t \($0)"] } ?? [])
    if !limits.isEmpty {
      let script = (limits + ["exec \"$0\" \"$@\""]).joined(separator: " && ")
      call = ["/bin/sh", "-c", script] + call
    }
    let outcome = try Subprocess(
      program: call[0], arguments: Array(call.dropFirst()), environment: environment,
      folder: folder.path,
      limits: Subprocess.Limits(seconds: 60, outputBytes: 64 << 20)
    ).run()
    let status: Int32 =
      switch outcome.ending {
      case .exited(let status): status
      case .signalled(let signal): -signal
      }
    return Outcome(status: status, output: outcome.text, errors: outcome.errorText)
  }
}
