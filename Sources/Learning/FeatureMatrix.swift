package import Tables

/// The numbers a learner sees: named columns of equal length, not-a-number where missing.
package struct FeatureMatrix: Sendable {
  package let names: [String]
  /// The values, one array a feature, each of the row count's length.
  package let columns: [[Double]]
  package let rowCount: Int
  /// The number of levels of each column that holds places of levels; nil for one of quantities.
  package let levelCounts: [Int?]

  /// Takes one name a column and columns of the row count's length.
  ///
  /// A column of levels holds whole numbers below their count, or not-a-number.
  package init(
    names: [String], columns: [[Double]], rowCount: Int, levelCounts: [Int?]? = nil
  ) {
    self.levelCounts = levelCounts ?? columns.map { _ in nil }
    precondition(names.count == columns.count, "every column has a name")
    precondition(self.levelCounts.count == columns.count, "every column is of one sort")
    precondition(columns.allSatisfy { $0.count == rowCount }, "columns have the row count's length")
    self.names = names
    self.columns = columns
    self.rowCount = rowCount
  }

  /// Takes the columns of a table that holds numbers only; some may be places of levels.
  package init(of table: Table, levels: [ColumnLevels] = []) {
    let counts = Dictionary(
      levels.map { ($0.column, $0.names.count) }, uniquingKeysWith: { first, _ in first })
    self.init(
      names: table.names, columns: table.columns.compactMap(\.numbers), rowCount: table.rowCount,
      levelCounts: table.names.map { counts[$0] })
  }

  /// Gives the matrix with the rows asked for, in that order.
  package func rows(_ rows: [Int]) -> FeatureMatrix {
    FeatureMatrix(
      names: names, columns: columns.map { column in rows.map { column[$0] } },
      rowCount: rows.count, levelCounts: levelCounts)
  }

  /// Finds the first value that is missing, column by column.
  package var firstMissing: (column: String, row: Int)? {
    first(where: \.isNaN)
  }

  /// Finds the first missing value of a column of quantities, column by column.
  package var firstMissingQuantity: (column: String, row: Int)? {
    for (place, column) in columns.enumerated() where levelCounts[place] == nil {
      if let row = column.firstIndex(where: \.isNaN) { return (names[place], row) }
    }
    return nil
  }

  /// Finds the first value that is infinite, column by column.
  package var firstInfinite: (column: String, row: Int)? {
    first(where: \.isInfinite)
  }

  private func first(where found: (Double) -> Bool) -> (column: String, row: Int)? {
    for (name, column) in zip(names, columns) {
      if let row = column.firstIndex(where: found) { return (name, row) }
    }
    return nil
  }
}
