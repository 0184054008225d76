import Kernels
import Learning

/// Some rows laid out for tree programs: a line of numbers a feature, rows side by side.
struct RowBlock {
  /// How many rows a block has: their features and values stay in the nearer caches.
  static let rowCount = 256

  let features: MatrixView<Double>
  /// The table's rows in it.
  private(set) var rows = 0..<0
  /// The number of rows with those that fill up the lanes.
  var paddedCount: Int {
    (rows.count + TreeProgram.lanes - 1) / TreeProgram.lanes * TreeProgram.lanes
  }

  init(featureCount: Int) {
    let block = NumberBlock<Double>(count: featureCount * Self.rowCount)
    features = block.view(rows: featureCount, columns: Self.rowCount)
  }

  /// Takes in at most as many rows as a block has; numbers become floats where that is asked for.
  mutating func fill(_ matrix: FeatureMatrix, rows: Range<Int>, asFloats: Bool) {
    precondition(rows.count <= Self.rowCount, "the rows have room")
    self.rows = rows
    for (feature, column) in matrix.columns.enumerated() {
      for (place, row) in rows.enumerated() {
        let value = column[row]
        features[row: feature, column: place] = asFloats ? Double(Float(value)) : value
      }
    }
  }

  /// Gives as many blocks as some rows need.
  static func blocks(
    of matrix: FeatureMatrix, rows: Range<Int>, asFloats: Bool
  ) -> [RowBlock] {
    ranges(of: rows).map { range in
      var block = RowBlock(featureCount: matrix.columns.count)
      block.fill(matrix, rows: range, asFloats: asFloats)
      return block
    }
  }

  /// Gives the ranges of rows that blocks take in, one after the other.
  static func ranges(of rows: Range<Int>) -> [Range<Int>] {
    stride(from: rows.lowerBound, to: rows.upperBound, by: rowCount).map {
      $0..<min($0 + rowCount, rows.upperBound)
    }
  }
}
