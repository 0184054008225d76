package import Analyses
import Diagnostics
package import Learning
package import Tables

/// Adds a model's predictions to rows, and writes both to a file.
package enum Predict: StageKind {
  package struct Settings: Sendable {
    package let path: String
  }

  /// The name of the column with the predictions.
  package static let columnName = "prediction"

  package static let name = "predict"
  package static let revision = 1
  package static let summary = "Adds a model's predictions to rows, and writes both to a file."
  package static let section = "Predictions"
  package static let ports = [
    Port("model", [.model], "The model that predicts."),
    Port(
      "rows", [.table],
      "The rows to predict; a target among their columns is not needed, and of test rows waits for "
        + "the seal."),
  ]
  package static let outputs = [
    OutputDeclaration(
      "rows", .table,
      "The rows with the column `prediction` at the end; with classes their probabilities follow."),
    OutputDeclaration("file", .file, "The same as a CSV file."),
  ]
  package static let examples = [
    StageExample(
      "Predict new rows",
      analysis: """
        workbench: 1
        title: Predictions
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 60, columns: {x: {uniform: [0, 9]}, y: {normal: [0, 1]}}}
          - {id: new, kind: draw, with: {rows: 5, columns: {x: {uniform: [0, 9]}}}}
          - {id: plain, kind: recipe, from: drawn, with: {target: y}}
          - {id: line, kind: train, from: {rows: drawn, recipe: plain}, with: {learner: linear}}
          - id: predictions
            kind: predict
            from: {model: line, rows: new}
            with: {path: new.csv}
        """),
    StageExample(
      "Predict which class new rows are of, with the probability of each",
      analysis: """
        workbench: 1
        title: Predictions of classes
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 90, columns: {x: {uniform: [0, 9]}, n: {normal: [0, 2]}}}
          - {id: new, kind: draw, with: {rows: 5, columns: {x: {uniform: [0, 9]}, n: {normal: [0, 2]}}}}
          - id: known
            kind: sql
            from: drawn
            with: {query: "SELECT x, n, CASE WHEN x + n < 3 THEN 'low' WHEN x < 6 THEN 'middle' ELSE 'high' END AS y FROM drawn"}
          - {id: plain, kind: recipe, from: known, with: {target: y}}
          - {id: boosted, kind: train, from: {rows: known, recipe: plain}, with: {learner: trees, rounds: 10}}
          - id: predictions
            kind: predict
            from: {model: boosted, rows: new}
            with: {path: new.csv}
        """),
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      path: reader.path("path", "The file, in the folder `reports/NAME` of the analysis NAME."))
  }

  package static func exports(_ settings: Settings) -> [Export] {
    [Export(output: "file", path: settings.path, base: .report, setting: "path")]
  }

  /// The rows are handed on whole, and with them the targets of test rows that have some.
  package static func readsTestTargets(_ inputs: [String: [ArtifactType]]) -> Bool {
    guard let target = inputs["model"]?.first?.model?.target else { return false }
    return inputs["rows"]?.contains { type in
      type.isTest && type.table?.columns?.contains { $0.name == target } ?? true
    } ?? false
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    let rows = check.stages["rows"]?.first ?? ""
    let columns = check.input("rows")?.table?.columns
    if let model = check.input("model")?.model {
      ModelInputs.check(model, columns, of: rows, needsTarget: false, &check)
    }
    if columns?.contains(where: { $0.name == columnName }) == true {
      check.report(
        .duplicateColumn, "'\(rows)' already has a column '\(columnName)'", port: "rows",
        hints: ["leave it out with an `sql` stage, or give it another name"])
    }
    // The columns of probabilities are named by labels, which only the model knows.
    let known = check.input("model")?.model?.isClasses == false ? columns : nil
    let type = TableType(columns: known.map { $0 + [ColumnType(columnName, kind: "number")] })
    return ["rows": .table(type), "file": .file]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let model = try context.input("model", as: Model.self).value
    let rows = try context.input("rows", as: Table.self).value
    guard rows[columnName] == nil else {
      throw StageProblem("the rows already have a column '\(columnName)'")
    }
    let predictions = try explained { try model.predictions(for: rows) }
    for found in model.schema.strangeValues(of: rows) {
      context.log(StrangeValueWords.sentence(found, in: rows))
    }
    let table = Table(rows.columns + columns(predictions, of: rows))
    let bytes = CSVWriter.bytes(of: table, digits: .shortest)
    return StageResult([("rows", table), ("file", FileArtifact(bytes))])
  }

  /// Gives predictions as columns to stand behind the rows; names of classes avoid theirs.
  package static func columns(_ predictions: Predictions, of rows: Table) -> [Column] {
    switch predictions {
    case .values(let values): [Column(columnName, numbers: values)]
    case .classes(let found): found.columns(prediction: columnName, avoiding: rows.names)
    }
  }
}
