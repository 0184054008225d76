/// What can go wrong around another program, before what it says itself.
package enum ProcessError: Error, Hashable, Sendable {
  /// The work that asked for the program was called off.
  case cancelled(program: String)
  /// No such program in any of the folders.
  case missing(program: String, lookedIn: [String])
  /// The folder that it was to run in could not be made or filled.
  case noFolder(path: String, reason: String)
  /// The system refused to start it; the code is the system's error number.
  case notStarted(program: String, code: Int32, reason: String)
  /// It wrote more than was allowed, and was stopped.
  case outputTooLarge(program: String, limitBytes: Int)
  /// It ran for longer than was allowed, and was stopped.
  case timedOut(program: String, limitSeconds: Double)
}

extension ProcessError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .cancelled(let program):
      "'\(program)' was stopped, as the work was called off"
    case .missing(let program, let folders):
      "the program '\(program)' was not found in \(folders.joined(separator: ", "))"
    case .noFolder(let path, let reason):
      "the folder \(path) could not be made: \(reason)"
    case .notStarted(let program, let code, let reason):
      "'\(program)' could not be started: \(reason) (system error \(code))"
    case .outputTooLarge(let program, let limit):
      "'\(program)' wrote more than the \(limit) bytes allowed"
    case .timedOut(let program, let limit):
      "'\(program)' ran for longer than the \(limit) seconds allowed"
    }
  }
}
