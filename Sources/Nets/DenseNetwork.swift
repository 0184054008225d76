package import Kernels

/// A network that is only asked: weights, biases and activations.
package struct DenseNetwork<Number: VectorNumber> {
  /// How many rows go through at a time, so that they stay near the processor.
  private static var tileRows: Int { 128 }

  package let layout: NetLayout
  package let parameters: NumberBlock<Number>

  /// Takes parameters of a layout without normalisation.
  package init(_ layout: NetLayout, parameters: NumberBlock<Number>) {
    precondition(layout.count == parameters.count, "the parameters are those of the layout")
    precondition(layout.layers.allSatisfy { $0.scale == nil }, "normalisation was folded in")
    self.layout = layout
    self.parameters = parameters
  }

  /// Gives the outputs of rows of inputs, shape [rows, output width].
  ///
  /// Each row's outputs are summed in a fixed order, so they do not depend on the other rows.
  package func outputs(of rows: MatrixView<Number>) -> MatrixView<Number> {
    let result = NumberBlock<Number>(count: rows.rows * layout.outputWidth)
      .view(rows: rows.rows, columns: layout.outputWidth)
    let widest = layout.layers.map(\.width).max() ?? 0
    let tileRows = min(Self.tileRows, rows.rows)
    let tiles = (0..<2).map { _ in NumberBlock<Number>(count: tileRows * widest) }
    for start in stride(from: 0, to: rows.rows, by: Self.tileRows) {
      let range = start..<min(start + Self.tileRows, rows.rows)
      var before = rows[rows: range]
      for (index, layer) in layout.layers.enumerated() {
        let isLast = index == layout.layers.count - 1
        let values =
          isLast
          ? result[rows: range] : tiles[index % 2].view(rows: range.count, columns: layer.width)
        values.setProduct(
          before[columns: 0..<layer.inputs], layer.weights(in: parameters),
          plus: layer.bias(in: parameters))
        if layer.activation != .linear { values.setActivation(layer.activation, of: values) }
        before = values
      }
    }
    return result
  }
}
