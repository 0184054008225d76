/// The bin of each feature in each row, row after row, with the cells of a histogram over them.
///
///     codes        row 0: f0 f1 f2 | row 1: f0 f1 f2 | ...
///     histogram    cells of f0 | cells of f1 | cells of f2
///                  ^ offsets[0]  ^ offsets[1]  ^ offsets[2]
///
/// Every code is known to be below its feature's number of cells, so kernels need not look again.
package struct HistogramCodes: Sendable {
  package let rowCount: Int
  package let featureCount: Int
  /// Row-major codes, shape [rowCount, featureCount].
  package let codes: [UInt16]
  /// The first cell of each feature, and after the last one the number of cells.
  package let offsets: [Int]

  /// Takes a column of codes for each feature, each below that feature's number of cells.
  package init(columns: [[UInt16]], cellCounts: [Int], rowCount: Int) {
    precondition(columns.count == cellCounts.count, "every feature has a number of cells")
    var offsets = [0]
    var codes = [UInt16](repeating: 0, count: rowCount * columns.count)
    for (feature, column) in columns.enumerated() {
      precondition(column.count == rowCount, "every row has a code")
      precondition(
        column.allSatisfy { Int($0) < cellCounts[feature] }, "every code has a cell")
      for row in 0..<rowCount { codes[row * columns.count + feature] = column[row] }
      offsets.append(offsets[feature] + cellCounts[feature])
    }
    self.rowCount = rowCount
    featureCount = columns.count
    self.codes = codes
    self.offsets = offsets
  }

  /// The number of cells of a histogram over all features.
  package var cellCount: Int { offsets[featureCount] }

  /// Gives the code of a feature in a row.
  package func code(row: Int, feature: Int) -> UInt16 {
    codes[row * featureCount + feature]
  }
}
