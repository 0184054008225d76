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
      Terminal.print("\(options.analysis): \(Self.summary(of: opened.analysis))")
      for line in Self.programs(of: opened.analysis) { Terminal.print(line) }
      return
    }
    do {
      let opened = try options.open()
      Terminal.print(array(of: opened.analysis.warnings))
    } catch let error as DiagnosticError {
      Terminal.print(array(of: error.diagnostics))
      throw ExitStatus(error.diagnostics)
    }
  }

  /// The programs that a run would start, as they may do whatever the user may.
  private static func programs(of analysis: Analysis) -> [String] {
    analysis.stages.flatMap { stage in
      stage.work.programs.map { "  '\(stage.id)' runs the program '\($0)' with your rights" }
    }
  }

  private static func summary(of analysis: Analysis) -> String {
    let (stages, warnings) = (analysis.stages.count, analysis.warnings.count)
    let found =
      switch warnings {
      case 0: "nothing wrong"
      case 1: "1 warning"
      default: "\(warnings) warnings"
      }
    return "\(stages) \(stages == 1 ? "stage" : "stages"), \(found)"
  }

  private func array(of diagnostics: [Diagnostic]) -> String {
    let lines = diagnostics.map { "  " + JSONRenderer().text($0).dropLast() }
    return lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n]"
  }
}
