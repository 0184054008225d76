package import Kernels
package import Learning

/// A trained network: layers of units, and the way from its units to those of the target.
package struct NetPredictor: FindingPredictor, LearningPredictor, Equatable {
  package static let format = "net 1"
  package static let acceptsMissing = false

  /// A layer of units: weights row by row, one row an input, and a bias a unit.
  package struct Layer: Equatable, Sendable {
    package let inputs: Int
    package let outputs: Int
    package let activation: Activation
    package let weights: [Double]
    package let bias: [Double]
  }

  /// The losses of an epoch, in the loss' own units; nil where no rows were set aside.
  package struct Epoch: Equatable, Sendable {
    package let training: Double
    package let validation: Double?
  }

  /// How the outputs of the network become predictions.
  package enum Link: Equatable, Sendable {
    /// The output times a scale and then shifted, in units of the target.
    case value(shift: Double, scale: Double)
    /// Log odds of the classes that training rows had; the others have the probability 0.
    case classes(count: Int, present: [Int])

    /// How many outputs the network has.
    package var outputs: Int {
      switch self {
      case .value: 1
      case .classes(_, let present): present.count > 2 ? present.count : 1
      }
    }
  }

  package let featureCount: Int
  package let layers: [Layer]
  /// Whether predictions are summed in doubles; the weights of others are floats.
  package let isDouble: Bool
  /// How features are brought to size first.
  package let scale: NetScale
  package let link: Link
  /// The losses of each epoch.
  package let epochs: [Epoch]
  /// How many epochs the weights that were kept have seen.
  package let keptEpoch: Int
  /// Whether the unit that gives the prediction is 0 for every training row.
  package let outputIsDead: Bool

  /// A multiplication and an addition a weight, and an activation a unit.
  package var operationsPerRow: Int {
    layers.reduce(2 * (featureCount + outputCount)) { $0 + 2 * $1.weights.count + 2 * $1.outputs }
  }

  package var outputCount: Int {
    switch link {
    case .value: 1
    case .classes(let count, _): count
    }
  }

  package var parameterCount: Int {
    layers.reduce(0) { $0 + $1.weights.count + $1.bias.count }
  }

  package var learningCurve: LearningCurve {
    LearningCurve(
      unit: "epoch", training: epochs.map(\.training),
      validation: epochs.compactMap(\.validation), kept: keptEpoch)
  }

  package var findings: [PredictorFinding] {
    guard outputIsDead else { return [] }
    return [
      PredictorFinding(
        "The last unit is dead: the model predicts a constant",
        explanation: "Its ReLU gives 0 for every training row, so no step could move it any more. "
          + "Another seed may do better; `output: linear` cannot die.")
    ]
  }

  package func predictions(for features: FeatureMatrix) -> [Double] {
    precondition(features.columns.count == featureCount, "the features are those of training")
    return predictions(unitOutputs(for: features), rowCount: features.rowCount)
  }

  /// Gives what the last layer's units give, a column each, before predictions are made of it.
  package func unitOutputs(for features: FeatureMatrix) -> [[Double]] {
    isDouble
      ? unitOutputs(for: features, as: Double.self) : unitOutputs(for: features, as: Float.self)
  }

  private func unitOutputs<Number: VectorNumber>(
    for features: FeatureMatrix, as type: Number.Type
  ) -> [[Double]] {
    finite(network(of: Number.self).outputs(of: inputs(of: features)))
  }

  /// Gives what the last layer's units give for one row of features.
  func unitOutputs<Number: VectorNumber>(
    of row: [Double], by network: DenseNetwork<Number>
  ) -> [[Double]] {
    let columns = row.enumerated().map { scale.scaled([$1], feature: $0) }
    return finite(network.outputs(of: NetRows<Number>.inputs(columns, rowCount: 1)))
  }

  private func finite<Number: VectorNumber>(_ outputs: MatrixView<Number>) -> [[Double]] {
    // Weights that grew without bound could give a difference of two infinite sums.
    (0..<link.outputs).map { output in outputs.column(output).map { $0.isFinite ? $0 : 0 } }
  }

  package var rowPredictor: (any RowPredictor)? {
    isDouble ? NetRow<Double>(self) : NetRow<Float>(self)
  }

  /// Gives the features brought to size, shape [rows, input width].
  package func inputs<Number: VectorNumber>(of features: FeatureMatrix) -> MatrixView<Number> {
    NetRows<Number>.inputs(
      features.columns.enumerated().map { scale.scaled($1, feature: $0) },
      rowCount: features.rowCount)
  }

  /// Makes predictions of what the last layer's units give.
  func predictions(_ columns: [[Double]], rowCount: Int) -> [Double] {
    switch link {
    case .value(let shift, let scale):
      return columns[0].map { shift + scale * $0 }
    case .classes(let count, let present):
      return Self.probabilities(columns, count, present, rowCount: rowCount)
    }
  }

  /// Gives a probability a row and class, row by row.
  private static func probabilities(
    _ columns: [[Double]], _ count: Int, _ present: [Int], rowCount: Int
  ) -> [Double] {
    var predictions = [Double](repeating: 0, count: rowCount * count)
    var odds = [Double](repeating: 0, count: columns.count)
    var shares = [Double](repeating: 1, count: present.count)
    for row in 0..<rowCount {
      for output in columns.indices { odds[output] = columns[output][row] }
      if present.count > 1 { Softmax.probabilities(odds, into: &shares) }
      for (index, place) in present.enumerated() {
        predictions[row * count + place] = shares[index]
      }
    }
    return predictions
  }

  /// Gives the layers as a network that can be asked.
  package func network<Number: VectorNumber>(of type: Number.Type) -> DenseNetwork<Number> {
    let layout = NetLayout(
      inputs: featureCount, hidden: layers.dropLast().map(\.outputs), outputs: link.outputs,
      activation: layers.first?.activation ?? .linear,
      output: layers.last?.activation ?? .linear, normalises: false)
    let block = NumberBlock<Number>(count: layout.count)
    for (layer, place) in zip(layers, layout.layers) {
      let weights = place.weights(in: block)
      for row in 0..<layer.inputs {
        weights[rows: row..<row + 1][columns: 0..<layer.outputs].setNumbers(
          Array(layer.weights[row * layer.outputs..<(row + 1) * layer.outputs]))
      }
      place.bias(in: block)[columns: 0..<layer.outputs].setNumbers(layer.bias)
    }
    return DenseNetwork(layout, parameters: block)
  }
}

extension NetPredictor {
  /// Takes a trained network and how its outputs become predictions.
  init<Number: VectorNumber>(
    _ network: DenseNetwork<Number>, scale: NetScale, link: Link, epochs: [Epoch],
    keptEpoch: Int, outputIsDead: Bool
  ) {
    featureCount = network.layout.inputs
    layers = network.layout.layers.map { layer in
      let weights = layer.weights(in: network.parameters)[columns: 0..<layer.outputs]
      return Layer(
        inputs: layer.inputs, outputs: layer.outputs, activation: layer.activation,
        weights: (0..<layer.inputs).flatMap { weights[rows: $0..<$0 + 1].numbers },
        bias: layer.bias(in: network.parameters)[columns: 0..<layer.outputs].numbers)
    }
    isDouble = Number.self == Double.self
    self.scale = scale
    self.link = link
    self.epochs = epochs
    self.keptEpoch = keptEpoch
    self.outputIsDead = outputIsDead
  }
}
