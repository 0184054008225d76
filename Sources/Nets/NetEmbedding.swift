package import Kernels

/// Numbers that stand for the levels of a column, learned with the weights of a network.
///
/// Guo and Berkhahn: Entity embeddings of categorical variables, 2016. The first row is for what is
/// missing and for levels that training rows did not have.
package struct NetEmbedding: Sendable, Hashable {
  /// The number of known levels.
  package let levels: Int
  /// How many numbers stand for a level.
  package let width: Int
  /// Where the table lies in the block of parameters.
  package let place: Int
  /// The first of its columns among the network's inputs.
  package let column: Int

  /// The columns of the network's inputs that it fills.
  package var columns: Range<Int> { column..<column + width }

  /// Gives the table in a block of the layout, shape [1 + levels, width].
  package func table<Number>(in block: NumberBlock<Number>) -> MatrixView<Number> {
    block.view(at: place, rows: levels + 1, columns: width)
  }

  /// The row of a level as a feature has it, not-a-number being a missing or unknown one.
  package static func row(_ level: Double, of levels: Int) -> Int {
    level >= 0 && level < Double(levels) ? Int(level) + 1 : 0
  }

  /// How many numbers stand for a level where nothing is set; from 1 to 50.
  ///
  /// 1.6 times the levels to the power 0.56, the rule of Howard and Gugger (Deep learning for
  /// coders, 2020, chapter 9), but at most 50.
  package static func standardWidth(levels: Int) -> Int {
    var power = 1.0
    // The 0.56th power by halves, quarters and so on, which every processor rounds alike.
    var root = Double(max(levels, 1))
    var share = 0.56
    for _ in 0..<40 {
      root = root.squareRoot()
      share *= 2
      if share >= 1 {
        power *= root
        share -= 1
      }
    }
    return max(1, min(50, Int((1.6 * power).rounded())))
  }
}

extension NetLayout {
  /// Fills the embedded columns of a batch of inputs from the tables in a block.
  ///
  /// The rows of levels are given for each embedding, one for each row of the inputs.
  func embed<Number>(
    _ levels: [[Int]], from block: NumberBlock<Number>, into inputs: MatrixView<Number>
  ) {
    for (embedding, rows) in zip(embeddings, levels) {
      inputs[columns: embedding.columns].gather(rows[...], of: embedding.table(in: block))
    }
  }

  /// Gives the inputs of rows with the numbers of levels from tables, one an embedding.
  func inputs<Number>(
    of rows: NetRows<Number>, _ tables: [[Double]]
  ) -> MatrixView<Number> {
    guard !embeddings.isEmpty else { return rows.inputs }
    let block = NumberBlock<Number>(count: count)
    for (embedding, numbers) in zip(embeddings, tables) {
      embedding.table(in: block).setNumbers(numbers)
    }
    return embedded(rows, from: block)
  }

  /// Gives the inputs of rows with the numbers of levels from a block of parameters.
  func embedded<Number>(
    _ rows: NetRows<Number>, from block: NumberBlock<Number>
  ) -> MatrixView<Number> {
    let inputs = NumberBlock<Number>(count: rows.count * inputWidth)
      .view(rows: rows.count, columns: inputWidth)
    inputs.copy(rows.inputs)
    embed(rows.levels, from: block, into: inputs)
    return inputs
  }

  /// Adds the slopes by the embedded inputs to those of the levels that stood in each row.
  func scatter<Number>(
    _ delta: MatrixView<Number>, _ levels: [[Int]], into gradient: NumberBlock<Number>
  ) {
    for (embedding, rows) in zip(embeddings, levels) {
      let table = embedding.table(in: gradient)
      table.fill(0)
      let slopes = delta[columns: embedding.columns]
      for (row, level) in rows.enumerated() {
        table[rows: level..<level + 1].add(slopes[rows: row..<row + 1], times: 1)
      }
    }
  }
}
