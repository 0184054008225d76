import ArgumentParser
import Cache
import Foundation
import WorkbenchKit

/// `workbench report`: the page again, from stored results only.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Writes the report from stored results, computing nothing.")

  @OptionGroup var options: AnalysisOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write it.", valueName: "file"))
  var output: String?

  @Flag(help: "Leave dates, durations and the machine out, so that equal results give equal bytes.")
  var withoutMeasurements = false

  func run() async throws {
    let opened = try options.open()
    guard let store = try opened.existingStore() else {
      Terminal.say("There are no results yet: `workbench run \(options.analysis)`")
      throw ExitStatus.failed
    }
    let writer = ReportWriter(
      opened, store, to: output.map { URL(filePath: $0) },
      showsMeasurements: !withoutMeasurements)
    let outcome = try writer.write()
    Terminal.show(outcome.problems)
    Terminal.print(Workspace.shown(outcome.url))
  }
}
