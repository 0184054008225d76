import Analyses
import ArgumentParser
import Diagnostics
import WorkbenchKit

/// The analysis that a command is about.
struct AnalysisOptions: ParsableArguments {
  @Argument(help: "The analysis file.")
  var analysis: String

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Uses another value for a setting; not remembered.", valueName: "id.setting=value"))
  var overrides: [String] = []

  /// Reads and checks the file, and shows its warnings.
  func open() throws -> OpenedAnalysis {
    let parsed = try overrides.map { text in
      guard let override = SettingOverride(text) else {
        throw ValidationError("`--set \(text)` has another form than ID.SETTING=VALUE")
      }
      return override
    }
    let opened = try OpenedAnalysis(path: analysis, overrides: parsed)
    Terminal.show(opened.analysis.warnings)
    return opened
  }
}
