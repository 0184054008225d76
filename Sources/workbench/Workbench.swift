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
    subcommands: [
      NewCommand.self, LookCommand.self, RunCommand.self, WatchCommand.self, StatusCommand.self,
      WhyCommand.self, ShowCommand.self, MetricsCommand.self,
      ReportCommand.self, CheckCommand.self, KindsCommand.self, DoctorCommand.self,
    ])

  /// Usage errors end with status 2, and everything that a command throws with its own.
  static func main() async {
    Signals.ignoreBrokenPipes()
    do {
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
