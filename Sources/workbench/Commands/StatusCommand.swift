import ArgumentParser
import Engine
import WorkbenchKit

/// `workbench status`: how each stage stands, without computing anything.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Says which stages are up to date, and why others are not.")

  @OptionGroup var options: AnalysisOptions

  @Flag(help: "Write a JSON array.")
  var json = false

  @Flag(help: "End with status 10 when a stage is not up to date.")
  var exitCode = false

  func run() async throws {
    let opened = try options.open()
    let plan = try opened.plan(try opened.existingStore())
    if json {
      Terminal.print(try JSONText.array(plan.stages.map(JSONReporter.StageLine.init)))
    } else {
      var table = TextTable(["STAGE", "STATE", "WHY"])
      for planned in plan.stages {
        table.add([
          planned.id, planned.state.word, planned.reasons.map(\.text).joined(separator: "; "),
        ])
      }
      Terminal.print(table.text)
    }
    if exitCode, !plan.isFresh { throw ExitStatus.stale }
  }
}
