import ArgumentParser
import Cache
import Diagnostics
import Engine

/// What is said when a command ends by an error.
enum Failure {
  /// Says what went wrong and gives the status to end with.
  static func status(of error: any Error) -> ExitStatus {
    switch error {
    case let error as DiagnosticError:
      Terminal.show(error.diagnostics)
      return ExitStatus(error.diagnostics)
    case let error as CacheError:
      Terminal.show([error.diagnostic])
      return ExitStatus([error.diagnostic])
    case let error as EngineError:
      Terminal.say("error: \(error)")
      Terminal.say("hint: run again; what is damaged is computed anew")
      return .cacheFailed
    case is CancellationError:
      return .interrupted
    default:
      return usage(error)
    }
  }

  /// Help and version are answers and go to standard output; the rest is about how it was called.
  private static func usage(_ error: any Error) -> ExitStatus {
    let code = Workbench.exitCode(for: error)
    guard code != .success else {
      Terminal.print(Workbench.fullMessage(for: error))
      return .done
    }
    let message = Workbench.message(for: error)
    Terminal.say("error: \(message.prefix(1).lowercased() + message.dropFirst())")
    if code == .validationFailure { Terminal.say("hint: \(help) shows what it takes") }
    return code == .validationFailure ? .usage : .failed
  }

  /// What to type for the help on the command that was called.
  private static var help: String {
    let word = CommandLine.arguments.dropFirst().first ?? ""
    let names = Workbench.configuration.subcommands.compactMap { $0.configuration.commandName }
    return names.contains(word) ? "`workbench \(word) --help`" : "`workbench --help`"
  }
}
