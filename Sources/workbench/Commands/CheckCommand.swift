import Analyses
import ArgumentParser
import Diagnostics
import WorkbenchKit

/// `workbench check`: everything that can be known without running.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks an analysis file without running anything.")

  @OptionGroup var options: AnalysisOptions

  @Flag(help: "Write problems as a JSON array.")
  var json = false

  func run() async throws {
    guard json else {
      let opened = try options.open()
      Terminal.print("\(options.analysis): \(opened.analysis.stages.count) stages, nothing wrong")
      return
    }
    do {
      let opened = try options.open()
      Terminal.print(JSONRenderer().text(opened.analysis.warnings))
    } catch let error as DiagnosticError {
      Terminal.print(JSONRenderer().text(error.diagnostics))
      throw ExitStatus(error.diagnostics)
    }
  }
}
