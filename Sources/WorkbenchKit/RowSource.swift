import Analyses
import Diagnostics
import Foundation
import Learning
import Stages
import Tables

/// How files of new rows are read for a model: as the analysis reads those it was trained on.
struct RowSource {
  private let model: Model
  /// The settings of the CSV file that the training rows came from; nil where they came otherwise.
  private let settings: ReadCSV.Settings?
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
    settings = found
    self.makers = makers.reversed()
  }

  /// How CSV is written in the file that the training rows came from, or as it is everywhere.
  var csvOptions: CSVOptions {
    guard let settings, settings.format == .csv else { return CSVOptions() }
    return settings.options
  }

  /// Reads the rows of a file; of a database with several tables one must be named.
  func rows(path: String, table: String?) throws(DiagnosticError) -> Table {
    let file = try DataFile.bytes(path: path)
    let isText = !OpenedTable.isDatabase(file)
    guard table == nil, isText, let settings, TableFormat(path: path) == settings.format else {
      return try OpenedTable(bytes: file, path: path, table: table).table
    }
    var options = settings.options
    // What is declared of columns that only the training rows have asks nothing of this file.
    var plain = options
    plain.types = [:]
    plain.datePatterns = [:]
    let names = try TableFile.header(
      prefix: file, path: path, format: settings.format, options: plain, isWhole: true
    ).names
    // A few rows cannot tell what a column holds, and the model knows.
    for input in model.recipe.inputs where options.datePatterns[input.name] == nil {
      options.types[input.name] = options.types[input.name] ?? declared(input.kind)
    }
    options.types = options.types.filter { names.contains($0.key) }
    options.datePatterns = options.datePatterns.filter { names.contains($0.key) }
    return try TableFile.content(
      bytes: file, path: path, format: settings.format, options: options
    ).table
  }

  /// Flags are numbers to a model, so they are left to be inferred.
  private func declared(_ kind: ColumnKind) -> ColumnKind? {
    kind == .text ? .text : nil
  }
}
