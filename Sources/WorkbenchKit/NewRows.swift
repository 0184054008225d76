import Analyses
package import Diagnostics
import Foundation
import Learning
import Stages
import Tables

/// Rows of a file that a stored model predicts, outside the analysis.
package struct NewRows {
  /// What is written of the rows.
  package enum Content: Sendable {
    /// The rows, and behind them the predictions.
    case predictions
    /// What the recipe makes of the rows: the numbers that the learner sees.
    case features
  }

  /// The file as CSV, numbers in the fewest digits that read back the same.
  package let bytes: [UInt8]
  package let rowCount: Int
  /// What makes predictions doubtful: values that are unlike all of training.
  package let warnings: [Diagnostic]

  /// Reads a file in the form in which the model's rows were read, and predicts.
  ///
  /// Throws where there is no such model under the analysis as it stands, where the file cannot be
  /// read so, and where a column that the model needs is not there.
  package init(
    path: String, table name: String?, model reference: String, of opened: OpenedAnalysis,
    content: Content
  ) throws(DiagnosticError) {
    let model = try StoredModel(reference, of: opened).model
    try self.init(
      path: path, table: name, model: model,
      source: RowSource(of: reference, in: opened.analysis, model: model), content: content)
  }

  /// Does the same with a model of a bundle.
  package init(
    path: String, table name: String?, model reference: String, of served: ServedAnalysis,
    content: Content
  ) throws(DiagnosticError) {
    guard let part = served.parts.first(where: { $0.name == reference }) else {
      throw DiagnosticError(
        Diagnostic(
          .noResult, "the bundle has no model '\(reference)'",
          hints: ["it has \(served.parts.map(\.name).joined(separator: ", "))"]))
    }
    try self.init(
      path: path, table: name, model: part.model,
      source: RowSource(model: part.model, csv: part.csv), content: content)
  }

  private init(
    path: String, table name: String?, model: Model, source: RowSource, content: Content
  ) throws(DiagnosticError) {
    let rows = try source.rows(path: path, table: name)
    do throws(LearningError) {
      let features = try model.recipe.features(of: rows)
      let written =
        switch content {
        case .features:
          Table(zip(features.names, features.columns).map { Column($0, numbers: $1) })
        case .predictions: try Self.predicted(rows, by: model, path: path)
        }
      bytes = CSVWriter.bytes(of: written, digits: .shortest)
    } catch {
      throw DiagnosticError(Self.told(error, path: path, makers: source.makers))
    }
    rowCount = rows.rowCount
    warnings = model.schema.strangeValues(of: rows).map { found in
      Diagnostic(.valueRefused, StrangeValueWords.sentence(found, in: rows), severity: .warning)
    }
  }

  private static func predicted(
    _ rows: Table, by model: Model, path: String
  ) throws(LearningError) -> Table {
    guard rows[Predict.columnName] == nil else {
      throw .duplicateColumn(name: Predict.columnName)
    }
    return Table(rows.columns + Predict.columns(try model.predictions(for: rows), of: rows))
  }

  private static func told(
    _ problem: LearningError, path: String, makers: [String]
  ) -> Diagnostic {
    if case .duplicateColumn(let name) = problem, name == Predict.columnName {
      return Diagnostic(
        .duplicateColumn, "'\(path)' has a column '\(name)' already",
        hints: ["give it another name, or leave it out"])
    }
    if case .unknownColumn(let name, let known) = problem {
      return Diagnostic(
        .unknownColumn, "'\(path)' has no column '\(name)', which the model needs",
        hints: [
          Suggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
            ?? "it has \(known.joined(separator: ", "))"
        ] + Self.hints(makers))
    }
    return Diagnostic(
      .valueRefused, "'\(path)' cannot be predicted: \(problem.description)",
      hints: problem.hint.map { [$0] } ?? [])
  }

  /// What to do where stages make columns between the file and the model.
  private static func hints(_ makers: [String]) -> [String] {
    guard !makers.isEmpty else { return [] }
    let names = makers.map { "'\($0)'" }.joined(separator: " and ")
    return [
      "the analysis makes columns in \(names), which a file on its own does not go through: read the "
        + "new rows in the analysis, put them through the same, and use a stage of kind `predict`"
    ]
  }
}
