import Analyses
import Diagnostics
import Foundation
import Learning
import Stages
import Tables

/// How files of new rows are read for a model: as the analysis reads those it was trained on.
struct RowSource {
  private let model: Model
  /// How the file of the training rows is written; nil where they came otherwise.
  private let file: (format: TableFormat, options: CSVOptions)?
  /// The stages between the file and the model that make tables of tables.
  let makers: [String]

  /// Follows a model's rows to the file that they came from.
  init(of reference: String, in analysis: Analysis, model: Model) {
    self.model = model
    let id = reference.split(separator: ".", maxSplits: 1).first.map(String.init) ?? reference
    var waiting = [id]
    var seen: Set<String> = []
    var found: ReadCSV.Settings?
    var makers: [String] = []
    while found == nil, let next = waiting.popLast() {
      guard seen.insert(next).inserted, let stage = analysis.stage(next) else { continue }
      found = stage.work.settings(of: ReadCSV.self)
      if [SQL.name, Command.name].contains(stage.kind.name) { makers.append(next) }
      waiting += stage.inputs.filter { $0.companionOf == nil }.map(\.stage).reversed()
    }
    file = found.map { ($0.format, $0.options) }
    self.makers = makers.reversed()
  }

  /// Takes how CSV is written, where there is no analysis any more.
  init(model: Model, csv: CSVOptions) {
    self.model = model
    file = (.csv, csv)
    makers = []
  }

  /// How CSV is written in the file that the training rows came from, or as it is everywhere.
  var csvOptions: CSVOptions {
    guard let file, file.format == .csv else { return CSVOptions() }
    return file.options
  }

  /// Reads the rows of a file; of a database with several tables one must be named.
  func rows(path: String, table: String?) throws(DiagnosticError) -> Table {
    let bytes = try DataFile.bytes(path: path)
    let isText = !OpenedTable.isDatabase(bytes)
    guard table == nil, isText, let file, TableFormat(path: path) == file.format else {
      return try OpenedTable(bytes: bytes, path: path, table: table).table
    }
    var options = file.options
    // What is declared of columns that only the training rows have asks nothing of this file.
    var plain = options
    plain.types = [:]
    plain.datePatterns = [:]
    let names = try TableFile.header(
      prefix: bytes, path: path, format: file.format, options: plain, isWhole: true
    ).names
    // A few rows cannot tell what a column holds, and the model knows.
    for input in model.recipe.inputs where options.datePatterns[input.name] == nil {
      options.types[input.name] = options.types[input.name] ?? declared(input.kind)
    }
    options.types = options.types.filter { names.contains($0.key) }
    options.datePatterns = options.datePatterns.filter { names.contains($0.key) }
    return try TableFile.content(
      bytes: bytes, path: path, format: file.format, options: options
    ).table
  }

  /// Flags are numbers to a model, so they are left to be inferred.
  private func declared(_ kind: ColumnKind) -> ColumnKind? {
    kind == .text ? .text : nil
  }
}
