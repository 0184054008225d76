import ArgumentParser
import WorkbenchKit

/// `workbench predict`: predictions for rows of another file.
struct PredictCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Predicts the rows of a file with a stored model.",
    discussion: """
      The file is read in the form in which the analysis reads the rows that the model was trained \
      on, and the recipe is carried by the model. The target is not needed. A folder that \
      `workbench bundle` wrote may stand in the place of the analysis.
      """)

  @OptionGroup var options: AnalysisOptions

  @Argument(help: "The file with the rows; a table as the analysis reads them.")
  var rows: String

  @Option(help: ArgumentHelp("The stage whose model predicts.", valueName: "stage"))
  var model: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The CSV file to write; without it, standard output.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("The table of a SQLite file.", valueName: "name"))
  var table: String?

  @Flag(help: "Write what the recipe makes of the rows, in place of the predictions.")
  var features = false

  func validate() throws {
    guard let output else { return }
    let ending = output.split(separator: ".").last.map { $0.lowercased() } ?? ""
    if ["json", "jsonl", "ndjson", "xlsx", "xls", "sqlite", "parquet", "gz"].contains(ending) {
      throw ValidationError("predictions are written as CSV; name a file such as predicted.csv")
    }
  }

  func run() async throws {
    let content = features ? NewRows.Content.features : .predictions
    let predicted =
      if ModelBundle.isBundle(options.analysis) {
        try NewRows(
          path: rows, table: table, model: model, of: try ModelBundle(options.analysis).read(),
          content: content)
      } else {
        try NewRows(
          path: rows, table: table, model: model, of: try options.open(), content: content)
      }
    Terminal.show(predicted.warnings)
    guard let output else { return Terminal.write(predicted.bytes) }
    try NewFile(output).write(predicted.bytes)
    Terminal.say(
      "wrote \(output): \(predicted.rowCount) \(predicted.rowCount == 1 ? "row" : "rows")")
  }
}
