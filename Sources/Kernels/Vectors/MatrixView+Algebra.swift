// SAFETY: each function checks that the sizes of its views fit together before it hands their
// addresses on; a view lies within its block, which it keeps alive.

extension MatrixView {
  /// Sets every number to one value.
  package func fill(_ value: Number) {
    for row in 0..<rows {
      unsafe (pointer + row * rowStride).update(repeating: value, count: columns)
    }
  }

  /// Takes the numbers of a matrix of the same shape.
  package func copy(_ other: MatrixView) {
    precondition(other.rows == rows && other.columns == columns, "the shapes are equal")
    for row in 0..<rows {
      unsafe (pointer + row * rowStride).update(
        from: other.pointer + row * other.rowStride, count: columns)
    }
  }

  /// Writes a column.
  package func setColumn(_ column: Int, _ values: [Double]) {
    precondition(column >= 0 && column < columns && values.count == rows, "the column fits")
    guard rows > 0 else { return }
    unsafe values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      unsafe Number.write(rows, base, pointer + column, rowStride)
    }
  }

  /// Reads a column.
  package func column(_ column: Int) -> [Double] {
    precondition(column >= 0 && column < columns, "the column is there")
    guard rows > 0 else { return [] }
    return unsafe [Double](unsafeUninitializedCapacity: rows) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      unsafe Number.read(rows, pointer + column, rowStride, base)
      count = rows
    }
  }

  /// Writes all numbers, row by row without gaps.
  package func setNumbers(_ values: [Double]) {
    MatrixView(block, start: start, rows: count, columns: 1, rowStride: 1).setColumn(0, values)
  }

  /// All numbers, row by row without gaps.
  package var numbers: [Double] {
    MatrixView(block, start: start, rows: count, columns: 1, rowStride: 1).column(0)
  }

  /// Becomes the rows of another matrix with the numbers given.
  package func gather(_ order: ArraySlice<Int>, of other: MatrixView) {
    precondition(order.count == rows && other.columns == columns, "the rows fit")
    precondition(order.allSatisfy { $0 >= 0 && $0 < other.rows }, "the rows are there")
    unsafe order.withUnsafeBufferPointer { order in
      guard let base = order.baseAddress else { return }
      unsafe Number.gather(rows, columns, base, other.pointer, other.rowStride, pointer, rowStride)
    }
  }

  /// Becomes a start, or zeros, plus the product of two matrices; `a` may be transposed.
  ///
  /// - Parameters:
  ///   - a: in; shape [rows, depth], or [depth, rows] where it is transposed.
  ///   - isTransposed: whether `a` lies transposed.
  ///   - b: in; shape [depth, columns].
  ///   - start: in; shape [rows, columns], or [1, columns] for the same start in each row, or this
  ///     matrix itself; nil is zeros.
  /// - Complexity: O(rows x columns x depth), no allocation. Columns are a multiple of the lanes.
  ///   An element is summed in the order of depth, so it does not depend on the other rows.
  package func setProduct(
    _ a: MatrixView, isTransposed: Bool = false, _ b: MatrixView, plus start: MatrixView? = nil
  ) {
    let (aRows, depth) = isTransposed ? (a.columns, a.rows) : (a.rows, a.columns)
    precondition(aRows == rows && b.rows == depth && b.columns == columns, "the shapes fit")
    precondition(columns % Number.lanes == 0, "columns fill whole registers")
    precondition(start.map { $0.columns == columns } ?? true, "the start has the columns")
    precondition(start.map { $0.rows == 1 || $0.rows == rows } ?? true, "the start has the rows")
    let repeats = start.map { $0.rows == 1 } ?? true
    let startPointer = unsafe start.map { unsafe UnsafePointer($0.pointer) }
    unsafe Number.product(
      rows, columns, depth, a.pointer, isTransposed ? 1 : a.rowStride,
      isTransposed ? a.rowStride : 1, b.pointer, b.rowStride, startPointer,
      repeats ? 0 : start?.rowStride ?? 0, pointer, rowStride)
  }

  /// Becomes another matrix with rows and columns exchanged.
  package func setTransposed(_ other: MatrixView) {
    precondition(other.rows == columns && other.columns == rows, "the shapes fit")
    unsafe Number.transpose(
      other.rows, other.columns, other.pointer, other.rowStride, pointer, rowStride)
  }

  /// Becomes one row with the sum of each column; columns are a multiple of the lanes.
  package func setColumnSums(_ other: MatrixView) {
    precondition(rows == 1 && other.columns == columns, "there is a sum a column")
    precondition(columns % Number.lanes == 0, "columns fill whole registers")
    unsafe Number.columnSums(other.rows, columns, other.pointer, other.rowStride, pointer)
  }

  /// Multiplies each number by the other's.
  package func multiply(by other: MatrixView) {
    precondition(other.count == count, "the sizes are equal")
    unsafe Number.multiply(count, pointer, other.pointer)
  }

  /// Adds a multiple of the other's numbers.
  package func add(_ other: MatrixView, times factor: Number) {
    precondition(other.count == count, "the sizes are equal")
    unsafe Number.add(count, factor, other.pointer, pointer)
  }

  /// The sum of the squares of all numbers.
  package var sumOfSquares: Number { unsafe Number.sumOfSquares(count, pointer) }

  /// Becomes, row by row, the products of each number of one matrix with each of the other.
  package func setOuter(_ a: MatrixView, _ b: MatrixView) {
    precondition(a.rows == rows && b.rows == rows, "the rows are equal")
    precondition(columns == a.columns * b.columns, "there is a column a product")
    unsafe Number.outer(
      rows, a.columns, b.columns, a.pointer, a.rowStride, b.pointer, b.rowStride, pointer,
      rowStride)
  }
}
