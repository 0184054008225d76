import CVectors

// SAFETY: steps were checked when they were added; the sizes of blocks are checked here. A step
// writes to no depth beyond the greatest, to players and rows that the blocks have.

extension TreeProgram {
  /// Adds the tree's values of each player to a block.
  ///
  /// - Parameters:
  ///   - rows: in; shape [features, stride], the first `count` rows of each feature are used.
  ///   - count: how many rows there are, a multiple of the lanes and at most the stride.
  ///   - values: in and out; shape [players, stride].
  ///   - memory: working memory, made larger where it is too small.
  package func addValues(
    of rows: MatrixView<Double>, count: Int, to values: MatrixView<Double>,
    memory: inout NumberBlock<Double>
  ) {
    check(rows, count, values, columnCount: playerCount)
    makeRoom(&memory)
    unsafe cv_tree_values(
      nodeCount, depthMax, steps.count, steps, numbers, sets, count, rows.rowStride,
      rows.pointer, values.pointer, memory.row.pointer)
  }

  /// Adds the tree's values and the whole interactions of pairs to a block.
  ///
  /// - Parameters:
  ///   - rows: in; shape [features, stride], the first `count` rows of each feature are used.
  ///   - count: how many rows there are, a multiple of the lanes and at most the stride.
  ///   - values: in and out; shape [players x players, stride]; pairs at first < second.
  ///   - memory: working memory, made larger where it is too small.
  package func addInteractions(
    of rows: MatrixView<Double>, count: Int, to values: MatrixView<Double>,
    memory: inout NumberBlock<Double>
  ) {
    check(rows, count, values, columnCount: playerCount * playerCount)
    makeRoom(&memory)
    unsafe cv_tree_interactions(
      nodeCount, depthMax, playerCount, steps.count, steps, numbers, sets, way, count,
      rows.rowStride, rows.pointer, values.pointer, memory.row.pointer)
  }

  private func check(
    _ rows: MatrixView<Double>, _ count: Int, _ values: MatrixView<Double>, columnCount: Int
  ) {
    precondition(rows.rows == featureCount && values.rows == columnCount, "the shapes fit")
    precondition(rows.rowStride == values.rowStride, "the strides are equal")
    precondition(count <= rows.columns && count <= values.columns, "the rows are there")
    precondition(count >= 0 && count % Self.lanes == 0, "rows go side by side")
  }

  private func makeRoom(_ memory: inout NumberBlock<Double>) {
    let needed = cv_tree_memory(nodeCount, depthMax, playerCount)
    if memory.count < needed { memory = NumberBlock(count: needed) }
  }
}

extension MatrixView {
  /// Sets every number to 0.
  package func clear() {
    for row in 0..<rows {
      let first = unsafe pointer + row * rowStride
      unsafe first.update(repeating: 0, count: columns)
    }
  }
}
