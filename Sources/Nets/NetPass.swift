package import Kernels

/// The way of a batch of rows through a network and back, in memory that is used again.
///
/// Rumelhart, Hinton, Williams: Learning representations by back-propagating errors, 1986.
/// Everything is allocated once, for the greatest batch.
package struct NetPass<Number: VectorNumber> {
  /// What the way through leaves behind for the way back.
  private struct Memory {
    let values: MatrixView<Number>
    let slopes: MatrixView<Number>
    let delta: MatrixView<Number>
    /// The weights with rows and columns exchanged, padded as the layer before is.
    let transposed: MatrixView<Number>
    let normals: ColumnNormals<Number>?
  }

  /// What is added to a variance before its root is taken.
  package static var epsilon: Number { 1e-3 }

  package let layout: NetLayout
  package let parameters: NumberBlock<Number>
  /// The slopes of the loss by each parameter, laid out as they are.
  package let gradient: NumberBlock<Number>
  /// The batch, shape [batch, input width].
  package let input: MatrixView<Number>
  private let memories: [Memory]
  /// The slopes of the loss by the inputs, nil where no input is learned.
  private let inputDelta: MatrixView<Number>?

  /// Makes room for batches of so many rows.
  package init(_ layout: NetLayout, parameters: NumberBlock<Number>, batchMax: Int) {
    precondition(parameters.count == layout.count, "the parameters are those of the layout")
    func matrix(_ rows: Int, _ columns: Int) -> MatrixView<Number> {
      NumberBlock(count: rows * columns).view(rows: rows, columns: columns)
    }
    self.layout = layout
    self.parameters = parameters
    gradient = NumberBlock(count: layout.count)
    input = matrix(batchMax, layout.inputWidth)
    var widthBefore = layout.inputWidth
    var memories: [Memory] = []
    for layer in layout.layers {
      let normals = layer.scale(in: parameters).map { scale in
        ColumnNormals(
          scale: scale, shift: layer.bias(in: parameters), normal: matrix(batchMax, layer.width),
          mean: matrix(1, layer.width), variance: matrix(1, layer.width),
          inverse: matrix(1, layer.width))
      }
      memories.append(
        Memory(
          values: matrix(batchMax, layer.width), slopes: matrix(batchMax, layer.width),
          delta: matrix(batchMax, layer.width), transposed: matrix(layer.outputs, widthBefore),
          normals: normals))
      widthBefore = layer.width
    }
    self.memories = memories
    inputDelta = layout.embeddings.isEmpty ? nil : matrix(batchMax, layout.inputWidth)
  }

  /// Takes the first rows of the input through the network, and gives the last layer's values.
  ///
  /// Hidden values and their slopes are multiplied by the mask of their layer where there is one.
  @discardableResult
  package func forward(rows: Int, masks: [MatrixView<Number>]? = nil) -> MatrixView<Number> {
    var before = input.first(rows)
    for (index, layer) in layout.layers.enumerated() {
      let memory = memories[index]
      let values = memory.values.first(rows)
      let inputs = before[columns: 0..<layer.inputs]
      if let normals = memory.normals {
        values.setProduct(inputs, layer.weights(in: parameters))
        values.normalise(normals, epsilon: Self.epsilon)
      } else {
        values.setProduct(inputs, layer.weights(in: parameters), plus: layer.bias(in: parameters))
      }
      if layer.activation != .linear {
        values.setActivation(layer.activation, of: values, slope: memory.slopes.first(rows))
      }
      if let masks, index < masks.count {
        values.multiply(by: masks[index].first(rows))
      }
      before = values
    }
    return before
  }

  /// Where the slopes of the loss by the last layer's values go before the way back.
  package func outputDelta(rows: Int) -> MatrixView<Number> {
    memories[memories.count - 1].delta.first(rows)
  }

  /// Takes the slopes of the loss by the outputs back to all parameters.
  package func backward(rows: Int, masks: [MatrixView<Number>]? = nil) {
    backward(rows: rows, masks: masks) { index, inputs, delta in
      let layer = layout.layers[index]
      layer.weights(in: gradient).setProduct(inputs, isTransposed: true, delta)
      if memories[index].normals == nil { layer.bias(in: gradient).setColumnSums(delta) }
    }
  }

  /// Does the same, and hands over each layer's inputs and the slopes by its weighted sums.
  package func backward(
    rows: Int, masks: [MatrixView<Number>]? = nil,
    collect: (_ layer: Int, _ inputs: MatrixView<Number>, _ delta: MatrixView<Number>) -> Void
  ) {
    for index in layout.layers.indices.reversed() {
      let layer = layout.layers[index]
      let memory = memories[index]
      let delta = memory.delta.first(rows)
      if let masks, index < masks.count { delta.multiply(by: masks[index].first(rows)) }
      if layer.activation != .linear { delta.multiply(by: memory.slopes.first(rows)) }
      if let normals = memory.normals, let scaleSlope = layer.scale(in: gradient) {
        delta.normaliseBack(
          normals, scaleSlope: scaleSlope, shiftSlope: layer.bias(in: gradient))
      }
      let before = index == 0 ? input.first(rows) : memories[index - 1].values.first(rows)
      collect(index, before[columns: 0..<layer.inputs], delta)
      guard let slopes = index > 0 ? memories[index - 1].delta : inputDelta else { return }
      memory.transposed[columns: 0..<layer.inputs].setTransposed(
        layer.weights(in: parameters)[columns: 0..<layer.outputs])
      slopes.first(rows).setProduct(delta[columns: 0..<layer.outputs], memory.transposed)
    }
  }

  /// Takes the slopes by embedded inputs, after the way back, to the levels of each row.
  package func backwardToLevels(rows: Int, _ levels: [[Int]]) {
    if let inputDelta { layout.scatter(inputDelta.first(rows), levels, into: gradient) }
  }

  /// The mean and variance of a normalised layer's columns in the last batch.
  package func normals(of layer: Int) -> ColumnNormals<Number>? { memories[layer].normals }
}
