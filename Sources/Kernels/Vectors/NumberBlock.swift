/// Numbers in one piece of memory whose start is aligned for the widest registers.
///
/// It is a reference: views of it read and write the same numbers. It belongs to one task.
@safe package final class NumberBlock<Number: VectorNumber> {
  package let count: Int
  fileprivate let base: UnsafeMutablePointer<Number>

  /// Makes a block of so many zeros.
  package init(count: Int) {
    precondition(count >= 0, "a block has a size")
    let bytes = max(1, count) * MemoryLayout<Number>.stride
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    unsafe base = memory.bindMemory(to: Number.self, capacity: max(1, count))
    unsafe base.initialize(repeating: 0, count: max(1, count))
    self.count = count
  }

  // SAFETY: the memory was allocated in the initialiser and nobody else frees it; views keep the
  // block alive while they use it.
  deinit {
    unsafe base.deallocate()
  }

  /// The whole block as one row.
  package var row: MatrixView<Number> { view(rows: 1, columns: count) }

  /// Gives a part of the block as a matrix whose rows follow each other.
  package func view(at start: Int = 0, rows: Int, columns: Int) -> MatrixView<Number> {
    MatrixView(self, start: start, rows: rows, columns: columns, rowStride: columns)
  }
}

/// A matrix over a part of a block, row by row with a stride.
@safe package struct MatrixView<Number: VectorNumber> {
  package let block: NumberBlock<Number>
  package let start: Int
  package let rows: Int
  package let columns: Int
  package let rowStride: Int

  /// Takes a place that lies within the block.
  package init(
    _ block: NumberBlock<Number>, start: Int, rows: Int, columns: Int, rowStride: Int
  ) {
    precondition(start >= 0 && rows >= 0 && columns >= 0, "a matrix has a place and a size")
    precondition(rowStride >= columns, "rows do not overlap")
    let isEmpty = rows == 0 || columns == 0
    precondition(
      isEmpty || start + (rows - 1) * rowStride + columns <= block.count,
      "the matrix lies within its block")
    self.block = block
    self.start = start
    self.rows = rows
    self.columns = columns
    self.rowStride = rowStride
  }

  /// The first number's address; the initialiser checked that all others lie in the block.
  @unsafe var pointer: UnsafeMutablePointer<Number> { unsafe block.base + start }

  /// The number of numbers where rows follow each other without gaps.
  package var count: Int {
    precondition(rowStride == columns || rows <= 1, "rows follow each other")
    return rows * columns
  }

  /// Gives the first rows.
  package func first(_ rows: Int) -> MatrixView {
    self[rows: 0..<rows]
  }

  /// Gives some neighbouring rows.
  package subscript(rows range: Range<Int>) -> MatrixView {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows, "the rows are there")
    return MatrixView(
      block, start: start + range.lowerBound * rowStride, rows: range.count, columns: columns,
      rowStride: rowStride)
  }

  /// Gives some neighbouring columns.
  package subscript(columns range: Range<Int>) -> MatrixView {
    precondition(range.lowerBound >= 0 && range.upperBound <= columns, "the columns are there")
    return MatrixView(
      block, start: start + range.lowerBound, rows: rows, columns: range.count,
      rowStride: rowStride)
  }

  /// The number in a row and column.
  package subscript(row row: Int, column column: Int) -> Number {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "it is there")
      return unsafe pointer[row * rowStride + column]
    }
    nonmutating set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "it is there")
      unsafe pointer[row * rowStride + column] = newValue
    }
  }
}
