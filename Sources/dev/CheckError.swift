/// Why the check could not run.
enum CheckError: Error, CustomStringConvertible {
  case noRepository(from: String)
  case notARepository(String)
  case programFailed(String, status: Int32, message: String)
  case programMissing(String, reason: String)
  case unreadable(String, reason: String)

  var description: String {
    switch self {
    case .noRepository(let folder):
      "there is no Package.swift in \(folder) or above; name the repository with --root"
    case .notARepository(let folder):
      "there is no Package.swift in \(folder)"
    case .programFailed(let command, let status, let message):
      "'\(command)' ended with status \(status): \(message)"
    case .programMissing(let program, let reason):
      "'\(program)' cannot be started: \(reason)"
    case .unreadable(let path, let reason):
      "\(path) cannot be read: \(reason)"
    }
  }
}
