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

  @Option(
    help: ArgumentHelp(
      "Takes a sample of at most so many rows of each source, kept apart from whole results.",
      valueName: "rows"))
  var draft: Int?

  func validate() throws {
    if let draft, draft < 2 {
      throw ValidationError("--draft takes a number of rows from 2; this is \(draft)")
    }
  }

  /// Reads and checks the file, and shows its warnings.
  func open() throws -> OpenedAnalysis {
    let parsed = try overrides.map { text in
      guard let override = SettingOverride(text) else {
        throw ValidationError("`--set \(text)` has another form than ID.SETTING=VALUE")
      }
      return override
    }
    let opened = try OpenedAnalysis(path: analysis, overrides: parsed, draftRowCount: draft)
    Terminal.show(opened.analysis.warnings)
    return opened
  }
}
