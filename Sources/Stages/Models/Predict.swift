package import Analyses
import Diagnostics
import Documents
import Learning
import Tables

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
    Port("rows", [.table], "The rows to predict; a target among their columns is not needed."),
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
        """)
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(path: reader.path("path", "The file, in the folder of the report's files."))
  }

  package static func exports(_ settings: Settings) -> [Export] {
    [Export(output: "file", path: settings.path, base: .report, setting: "path")]
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
    let added =
      switch try explained({ try model.predictions(for: rows) }) {
      case .values(let values): [Column(columnName, numbers: values)]
      case .classes(let found): found.columns(prediction: columnName, avoiding: rows.names)
      }
    let table = Table(rows.columns + added)
    let bytes = CSVWriter.bytes(of: table, digits: .shortest)
    return StageResult([("rows", table), ("file", FileArtifact(bytes))])
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let table = try context.output("rows", as: Table.self)
    let shown = min(8, table.rowCount)
    let names = Array(table.names.suffix(8))
    let headings = names.map { name in
      DataTable.Heading(name, table[name]?.kind == .number ? .trailing : .leading)
    }
    let rows = (0..<shown).map { row in
      names.map { name -> Text in
        switch table[name]?.values {
        case .numbers(let numbers)?: Text(Wording.number(numbers[row], digits: 5))
        case .texts(let texts)?: Text(texts[row] ?? "")
        case .flags(let flags)?: Text(flags[row].map { "\($0)" } ?? "")
        case .dates(let dates)?: Text(dates.text(row) ?? "")
        case nil: ""
        }
      }
    }
    return StageView(blocks: [
      .paragraph(
        Text("\(Wording.count(table.rowCount, "row")) with their predictions, for the file ")
          + .code(settings.path) + " in the folder of this report's files."),
      .details(
        "The first rows",
        [
          .table(
            DataTable(
              caption: "The first \(shown) rows of \(settings.path)", headings: headings,
              rows: rows))
        ]),
    ])
  }
}
