import ArgumentParser
import Cache
import WorkbenchKit

/// `workbench runs`: what was run, and what became of it.
struct RunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "Lists the runs that computed something, newest first.",
    discussion: "A run with nothing to do leaves no trace. `workbench diff` compares two of them.")

  @Argument(help: "The analysis file; without it, all analyses of the workspace.")
  var analysis: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("At most this many.", valueName: "runs"))
  var head = 20

  @Flag(help: "Write a JSON array.")
  var json = false

  private struct Line: Encodable {
    let run: Int64
    let analysis: String
    let started: String
    let ended: String?
    /// Absent while it runs, and for ever when it was killed.
    let outcome: String?
    let stages: [String: Int]
    let command: String
    let version: String
    let machine: String
  }

  func validate() throws {
    guard head >= 0 else {
      throw ValidationError("--head takes a number of runs from 0; this is \(head)")
    }
  }

  func run() async throws {
    let entries = try RunList(analysis: analysis, limit: head).entries
    guard !json else {
      let lines = entries.map { entry in
        Line(
          run: entry.run.id, analysis: entry.run.analysis, started: entry.run.startedAt,
          ended: entry.run.endedAt, outcome: entry.run.outcome, stages: entry.counts,
          command: entry.run.command, version: entry.run.version, machine: entry.run.machine)
      }
      return Terminal.print(try JSONText.array(lines))
    }
    guard !entries.isEmpty else {
      Terminal.say("Nothing was run yet: `workbench run \(analysis ?? "ANALYSIS")`")
      throw ExitStatus.failed
    }
    var table = TextTable(
      ["RUN", "ANALYSIS", "STARTED", "SECONDS", "OUTCOME", "COMPUTED", "REUSED", "COMMAND"],
      trailing: [0, 3, 5, 6])
    for entry in entries {
      table.add([
        String(entry.run.id), entry.run.analysis, entry.started,
        entry.seconds.map(ProgressReporter.seconds) ?? "", entry.run.outcome ?? "not ended",
        String(entry.counts["computed"] ?? 0), String(entry.counts["reused"] ?? 0),
        entry.run.command,
      ])
    }
    Terminal.print(table.text)
  }
}
