package import Kernels
import Learning

/// Rows as a network is trained on them: inputs, targets in its own units, and weights.
package struct NetRows<Number: VectorNumber> {
  /// Shape [rows, input width]; what lies beyond the features is 0.
  package let inputs: MatrixView<Number>
  /// Shape [rows, outputs].
  package let targets: MatrixView<Number>
  /// Shape [rows, 1] with mean 1, or nil where every row counts 1.
  package let weights: MatrixView<Number>?
  /// The row of a table of levels for each embedding and row.
  package let levels: [[Int]]

  /// Takes features by column, targets by output and weights, all of the row count.
  ///
  /// Inputs have room for embedded columns beside the features, which are filled when they are used.
  package init(
    columns: [[Double]], levels: [[Int]] = [], embeddedWidth: Int = 0, targets: [[Double]],
    weights: [Double]?, rowCount: Int
  ) {
    self.levels = levels
    inputs = Self.inputs(columns, embeddedWidth: embeddedWidth, rowCount: rowCount)
    let block = NumberBlock<Number>(count: rowCount * targets.count)
    self.targets = block.view(rows: rowCount, columns: targets.count)
    for (output, values) in targets.enumerated() { self.targets.setColumn(output, values) }
    self.weights = weights.map { weights in
      let mean = weights.reduce(0, +) / Double(rowCount)
      let column = NumberBlock<Number>(count: rowCount).view(rows: rowCount, columns: 1)
      column.setColumn(0, weights.map { $0 / mean })
      return column
    }
  }

  /// The greatest size of a feature that a network sees; beyond it sums would overflow.
  package static var limit: Double { 1e12 }

  /// Lays features side by side, padded to whole registers; huge values are cut off.
  package static func inputs(
    _ columns: [[Double]], embeddedWidth: Int = 0, rowCount: Int
  ) -> MatrixView<Number> {
    let width = NetLayout.padded(columns.count + embeddedWidth)
    let inputs = NumberBlock<Number>(count: rowCount * width).view(rows: rowCount, columns: width)
    for (index, column) in columns.enumerated() {
      // Nothing is not a number here but the product of an infinite feature and a factor of 0.
      inputs.setColumn(index, column.map { $0.isNaN ? 0 : max(-limit, min(limit, $0)) })
    }
    return inputs
  }

  /// How many rows there are.
  package var count: Int { inputs.rows }
}
