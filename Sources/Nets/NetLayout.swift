package import Kernels

/// Where the numbers of a network lie in one flat block.
///
/// Rows of weights are as wide as whole registers; what lies beyond a layer's outputs is 0 and
/// stays 0, because its slope is. All weights come first, then all biases, then the scales of
/// normalised layers:
///
///     weights of layer 0 [inputs x width] | ... | biases of layer 0 [width] | ... | scales | ...
///       | numbers of levels [1 + levels x width] | ...
package struct NetLayout: Sendable, Hashable {
  /// A layer of units, each with a weight an input and a bias.
  package struct Layer: Sendable, Hashable {
    package let inputs: Int
    package let outputs: Int
    /// The outputs rounded up to whole registers.
    package let width: Int
    package let activation: Activation
    package let weights: Int
    package let bias: Int
    /// Where the scales lie, nil where the layer is not normalised.
    package let scale: Int?
  }

  /// The inputs of the first layer, those of embeddings last.
  package let inputs: Int
  package let embeddings: [NetEmbedding]
  package let layers: [Layer]
  /// How many of the numbers are weights, the padding counted in.
  package let weightCount: Int
  /// How many numbers there are, the padding counted in.
  package let count: Int

  /// Lays out a network with so many inputs, hidden layers of these widths, and outputs.
  ///
  /// Embeddings come beside the inputs, each with its levels and its width.
  package init(
    inputs quantities: Int, embedded: [(levels: Int, width: Int)] = [], hidden: [Int],
    outputs: Int, activation: Activation, output: Activation, normalises: Bool
  ) {
    let inputs = embedded.reduce(quantities) { $0 + $1.width }
    let widths = hidden + [outputs]
    var sizes: [(inputs: Int, outputs: Int, width: Int, weights: Int)] = []
    var place = 0
    var before = inputs
    for width in widths {
      sizes.append((before, width, Self.padded(width), place))
      place += before * Self.padded(width)
      before = width
    }
    weightCount = place
    let bias = sizes.map { size in
      defer { place += size.width }
      return place
    }
    let last = widths.count - 1
    let scales = sizes.indices.map { index -> Int? in
      guard normalises, index < last else { return nil }
      defer { place += sizes[index].width }
      return place
    }
    var column = quantities
    embeddings = embedded.map { size in
      defer {
        place += (size.levels + 1) * size.width
        column += size.width
      }
      return NetEmbedding(levels: size.levels, width: size.width, place: place, column: column)
    }
    count = Self.padded(place)
    self.inputs = inputs
    layers = sizes.indices.map { index in
      Layer(
        inputs: sizes[index].inputs, outputs: sizes[index].outputs, width: sizes[index].width,
        activation: index < last ? activation : output, weights: sizes[index].weights,
        bias: bias[index], scale: scales[index])
    }
  }

  /// The numbers of outputs of the last layer.
  package var outputs: Int { layers.last?.outputs ?? 0 }
  /// The width of the last layer.
  package var outputWidth: Int { layers.last?.width ?? 0 }
  /// The width of a row of inputs.
  package var inputWidth: Int { Self.padded(inputs) }

  /// Rounds up to a multiple of sixteen, the widest register's floats.
  package static func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 }

  /// Counts the numbers that a network of these widths has, without overflow.
  package static func parameterCount(inputs: Int, hidden: [Int], outputs: Int) -> Int {
    var total = 0
    var before = inputs
    for width in hidden + [outputs] {
      total += (before + 1) * width
      before = width
    }
    return total
  }
}

extension NetLayout.Layer {
  /// Gives the weights in a block of the layout, shape [inputs, width].
  package func weights<Number>(in block: NumberBlock<Number>) -> MatrixView<Number> {
    block.view(at: weights, rows: inputs, columns: width)
  }

  /// Gives the biases in a block of the layout, shape [1, width].
  package func bias<Number>(in block: NumberBlock<Number>) -> MatrixView<Number> {
    block.view(at: bias, rows: 1, columns: width)
  }

  /// Gives the scales in a block of the layout, shape [1, width], nil without normalisation.
  package func scale<Number>(in block: NumberBlock<Number>) -> MatrixView<Number>? {
    scale.map { block.view(at: $0, rows: 1, columns: width) }
  }
}
