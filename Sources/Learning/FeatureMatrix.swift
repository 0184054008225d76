package import Tables

/// The numbers a learner sees: named columns of equal length, not-a-number where missing.
package struct FeatureMatrix: Sendable {
  package let names: [String]
  /// The values, one array a feature, each of the row count's length.
  package let columns: [[Double]]
  package let rowCount: Int

  /// Takes one name a column and columns of the row count's length.
  package init(names: [String], columns: [[Double]], rowCount: Int) {
    precondition(names.count == columns.count, "every column has a name")
    precondition(columns.allSatisfy { $0.count == rowCount }, "columns have the row count's length")
    self.names = names
    self.columns = columns
    self.rowCount = rowCount
  }

  /// Takes the columns of a table that holds numbers only.
  package init(of table: Table) {
    self.init(
      names: table.names, columns: table.columns.compactMap(\.numbers), rowCount: table.rowCount)
  }

  /// Gives the matrix with the rows asked for, in that order.
  package func rows(_ rows: [Int]) -> FeatureMatrix {
    FeatureMatrix(
      names: names, columns: columns.map { column in rows.map { column[$0] } },
      rowCount: rows.count)
  }

  /// Finds the first value that is missing, column by column.
  package var firstMissing: (column: String, row: Int)? {
    first(where: \.isNaN)
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
