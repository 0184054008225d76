/// Sums of gradient pairs by bin: the inner loop of histogram boosting.
package enum Histogram {
  /// Sets every cell to 0.
  package static func clear(_ histogram: inout MutableSpan<SIMD2<Int64>>) {
    histogram.update(repeating: .zero)
  }

  /// Adds the pairs of rows to the cells of their bins, for all features.
  ///
  /// - Parameters:
  ///   - rows: in; shape [m], each below the codes' row count.
  ///   - pairs: in; gradient and weight of each row, shape [rowCount].
  ///   - codes: in; every code is below its feature's number of cells.
  ///   - histogram: in and out; shape [cellCount], added to and not cleared.
  /// - Complexity: O(m x features), no allocation. The order of rows does not matter.
  package static func add(
    rows: Span<UInt32>, pairs: Span<SIMD2<Int64>>, codes: HistogramCodes,
    into histogram: inout MutableSpan<SIMD2<Int64>>
  ) {
    precondition(histogram.count == codes.cellCount, "the histogram has the codes' cells")
    precondition(pairs.count == codes.rowCount, "every row has a pair")
    let rowCount = UInt32(codes.rowCount)
    for index in rows.indices { precondition(rows[index] < rowCount, "every row has codes") }
    let featureCount = codes.featureCount
    // SAFETY: rows are below the row count (checked above); the codes hold rowCount x featureCount
    // values, each below its feature's number of cells (checked where they are made); offsets has
    // one value a feature; the histogram has all cells (checked above). Nothing escapes.
    unsafe rows.withUnsafeBufferPointer { rows in
      unsafe pairs.withUnsafeBufferPointer { pairs in
        unsafe codes.codes.withUnsafeBufferPointer { codeValues in
          unsafe codes.offsets.withUnsafeBufferPointer { offsets in
            unsafe histogram.withUnsafeMutableBufferPointer { cells in
              for index in 0..<rows.count {
                let row = unsafe Int(rows[index])
                let pair = unsafe pairs[row]
                let start = row &* featureCount
                for feature in 0..<featureCount {
                  let code = unsafe Int(codeValues[start &+ feature])
                  unsafe cells[offsets[feature] &+ code] &+= pair
                }
              }
            }
          }
        }
      }
    }
  }

  /// Does the same as the fast form with every access checked; the form that tests compare with.
  package static func addChecked(
    rows: Span<UInt32>, pairs: Span<SIMD2<Int64>>, codes: HistogramCodes,
    into histogram: inout MutableSpan<SIMD2<Int64>>
  ) {
    for index in rows.indices {
      let row = Int(rows[index])
      for feature in 0..<codes.featureCount {
        let cell = codes.offsets[feature] + Int(codes.code(row: row, feature: feature))
        histogram[cell] &+= pairs[row]
      }
    }
  }
}
