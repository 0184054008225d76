import Analyses
import Learning
import Tables

/// How much the errors of models grow as columns are shuffled.
struct ImportanceSummary: JSONArtifact, Hashable {
  static let format = "importance-summary"

  /// One model's figures.
  struct Entry: Codable, Hashable, Sendable {
    /// The id of the stage that made the model.
    let model: String
    let loss: RowLoss
    /// In the order of the model's columns.
    let columns: [ShuffleColumn.Growth]

    /// The mean error of the rows as they are.
    var error: Double { columns.first?.error ?? .nan }
  }

  let target: String
  let rowCount: Int
  let shuffles: Int
  /// Whether the rows are test rows.
  let isTest: Bool
  let entries: [Entry]

  /// The columns of all models, from the greatest growth as a share of a model's greatest.
  var order: [String] {
    var shares: [String: Double] = [:]
    var names: [String] = []
    for entry in entries {
      let greatest = entry.columns.map(\.mean).max() ?? 0
      for growth in entry.columns {
        if shares[growth.column] == nil { names.append(growth.column) }
        shares[growth.column, default: 0] += greatest > 0 ? growth.mean / greatest : 0
      }
    }
    return names.enumerated().sorted {
      (-(shares[$0.element] ?? 0), $0.offset) < (-(shares[$1.element] ?? 0), $1.offset)
    }.map(\.element)
  }

  /// One row for each model and column.
  var table: Table {
    let rows = entries.flatMap { entry in entry.columns.map { (entry.model, $0) } }
    return Table([
      Column("model", texts: rows.map(\.0)), Column("column", texts: rows.map(\.1.column)),
      Column("growth", numbers: rows.map(\.1.mean)),
      Column("low", numbers: rows.map(\.1.interval.low)),
      Column("high", numbers: rows.map(\.1.interval.high)),
    ])
  }
}
