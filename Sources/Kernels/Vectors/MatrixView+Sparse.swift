// SAFETY: places and blocks are checked to lie within the matrices before anything is called.

extension MatrixView {
  /// Some blocks become a start plus the product of listed columns of one matrix and rows of another.
  ///
  /// - Parameters:
  ///   - a: in; shape [rows, any].
  ///   - list: places of columns of a that are places of rows of b, ascending.
  ///   - b: in; shape [any, columns].
  ///   - start: in; shape [rows, columns], or [1, columns] for the same start in each row, or this
  ///     matrix itself.
  ///   - blocks: which groups of as many columns as there are lanes become it, ascending; others
  ///     keep what they hold.
  /// - Complexity: O(rows x blocks x list), no allocation. Columns are a multiple of the lanes.
  ///   Where the columns that are left out are zeros, the bits are those of the whole product.
  package func setProduct(
    _ a: MatrixView, listed list: [Int32], _ b: MatrixView, plus start: MatrixView,
    blocks: [Int32]
  ) {
    precondition(a.rows == rows && b.columns == columns, "the shapes fit")
    precondition(columns % Number.lanes == 0, "columns fill whole registers")
    precondition(
      start.columns == columns && (start.rows == 1 || start.rows == rows), "the start fits")
    precondition(
      list.allSatisfy { $0 >= 0 && $0 < min(a.columns, b.rows) }, "the places are there")
    checkBlocks(blocks)
    unsafe list.withUnsafeBufferPointer { list in
      unsafe blocks.withUnsafeBufferPointer { blocks in
        unsafe Number.listedProduct(
          rows, blocks.count, blocks.baseAddress, list.count, list.baseAddress, a.pointer,
          a.rowStride, b.pointer, b.rowStride, start.pointer, start.rows == 1 ? 0 : start.rowStride,
          pointer, rowStride)
      }
    }
  }

  /// Takes what is below 0 for 0 in some blocks of columns.
  ///
  /// Gives the columns that then have a number above 0, and through two rows the range of each.
  package func rectify(blocks: [Int32], least: MatrixView, most: MatrixView) -> [Int32] {
    precondition(rows > 0 && columns % Number.lanes == 0, "there are rows of whole registers")
    precondition(least.columns == columns && most.columns == columns, "there is room")
    checkBlocks(blocks)
    return unsafe blocks.withUnsafeBufferPointer { blocks in
      unsafe [Int32](unsafeUninitializedCapacity: columns + 1) { list, count in
        guard let base = list.baseAddress else { return }
        count = unsafe Number.rectify(
          rows, blocks.count, blocks.baseAddress, pointer, rowStride, least.pointer, most.pointer,
          base)
      }
    }
  }

  /// The blocks of columns of one row that hold a number above 0.
  package var blocksAboveZero: [Int32] {
    precondition(rows == 1 && columns % Number.lanes == 0, "there is a row of whole registers")
    return unsafe [Int32](unsafeUninitializedCapacity: columns / Number.lanes + 1) { list, count in
      guard let base = list.baseAddress else { return }
      count = unsafe Number.blocksAboveZero(columns, pointer, base)
    }
  }

  /// From its first row becomes all sums of that row and some of a few others.
  ///
  /// Row number n is the first row plus those rows whose bits n has; there are 2 to the power of
  /// their count rows.
  package func setDoubling(by others: MatrixView) {
    precondition(rows == 1 << others.rows && others.columns == columns, "the shapes fit")
    precondition(columns % Number.lanes == 0, "columns fill whole registers")
    for place in 0..<others.rows {
      let half = self[rows: 0..<1 << place]
      let next = self[rows: 1 << place..<2 << place]
      let row = others[rows: place..<place + 1]
      unsafe Number.addRow(
        half.rows, columns, half.pointer, rowStride, row.pointer, next.pointer, rowStride)
    }
  }

  private func checkBlocks(_ blocks: [Int32]) {
    precondition(
      blocks.allSatisfy { $0 >= 0 && Int($0) < columns / Number.lanes }, "the blocks are there")
  }
}
