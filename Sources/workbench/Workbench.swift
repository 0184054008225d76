import ArgumentParser
import Diagnostics
import Processes
import WorkbenchKit

/// The command line: options in, one call, exit status out.
@main
struct Workbench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workbench",
    abstract:
      "Runs analyses of tables as ordered stages, remembers every result, and writes one report.",
    version: Version.text,
    subcommands: commands)

  private static let commands: [any ParsableCommand.Type] = {
    var commands: [any ParsableCommand.Type] = [
      NewCommand.self, LookCommand.self, RunCommand.self, WatchCommand.self, StatusCommand.self,
      WhyCommand.self, RunsCommand.self, DiffCommand.self, ShowCommand.self, SQLCommand.self,
      MetricsCommand.self, LooksCommand.self, DagCommand.self, PredictCommand.self,
      ExportCommand.self, BundleCommand.self, ReportCommand.self, ReproduceCommand.self,
      CheckCommand.self, KindsCommand.self, CacheCommand.self, DoctorCommand.self,
    ]
    #if Serving
      commands.insert(ServeCommand.self, at: 13)
    #endif
    return commands
  }()

  /// Names the nearest command where the first word is none.
  private static func requireKnownCommand() throws {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let word = CommandLine.arguments.dropFirst().first, !word.hasPrefix("-"),
      !names.contains(word)
    else { return }
    let nearest = Suggestion.nearest(to: word, among: names).map { "; did you mean `\($0)`?" }
    throw ValidationError(
      "there is no command '\(word)'"
        + (nearest ?? "; there are \(names.joined(separator: ", "))"))
  }

  /// Usage errors end with status 2, and everything that a command throws with its own.
  static func main() async {
    Signals.ignoreBrokenPipes()
    do {
      try requireKnownCommand()
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let status as ExitStatus {
      Terminal.exit(status)
    } catch {
      Terminal.exit(Failure.status(of: error))
    }
  }
}
