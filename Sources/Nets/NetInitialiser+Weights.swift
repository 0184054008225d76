package import Kernels

extension NetInitialiser {
  /// Draws the weights of a layout; biases are 0 and scales 1.
  ///
  /// Each layer has a stream of its own, so its weights depend on its own size only.
  package func parameters<Number: VectorNumber>(
    _ layout: NetLayout, as type: Number.Type = Number.self, random: RandomStream
  ) -> NumberBlock<Number> {
    let block = NumberBlock<Number>(count: layout.count)
    for (index, layer) in layout.layers.enumerated() {
      var stream = random.derived("weights", index)
      let kind = self == .automatic ? Self.suited(to: layer.activation) : self
      var rows: [[Double]] = []
      for _ in 0..<layer.inputs {
        rows.append((0..<layer.outputs).map { _ in kind.weight(layer, &stream) })
      }
      let weights = layer.weights(in: block)
      for column in 0..<layer.outputs { weights.setColumn(column, rows.map { $0[column] }) }
      layer.scale(in: block)?[columns: 0..<layer.outputs].fill(1)
    }
    for (index, embedding) in layout.embeddings.enumerated() {
      var stream = random.derived("levels", index)
      // As large as quantities that are brought to size; what is missing begins in the middle.
      let numbers = (0..<embedding.levels * embedding.width).map { _ in 0.5 * stream.normal() }
      let zeros = [Double](repeating: 0, count: embedding.width)
      embedding.table(in: block).setNumbers(zeros + numbers)
    }
    return block
  }

  private static func suited(to activation: Activation) -> NetInitialiser {
    switch activation {
    case .relu, .silu, .gelu, .mish: .he
    case .selu: .lecun
    case .linear, .tanh, .sigmoid: .glorot
    }
  }

  private func weight(_ layer: NetLayout.Layer, _ stream: inout RandomStream) -> Double {
    let inputs = Double(layer.inputs)
    let outputs = Double(layer.outputs)
    func within(_ limit: Double) -> Double { (2 * stream.uniform() - 1) * limit }
    switch self {
    case .automatic, .glorot: return within((6 / (inputs + outputs)).squareRoot())
    case .he: return within((6 / inputs).squareRoot())
    case .lecun: return within((3 / inputs).squareRoot())
    case .ntk: return stream.normal() / inputs.squareRoot()
    }
  }
}
