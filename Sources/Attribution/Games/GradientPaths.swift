import Kernels
import Learning
import Nets

/// What gives values by slopes, whatever sort of number a network has.
protocol GradientValues {
  /// Gives the values of rows, with the error that is left.
  func values(
    of rows: FeatureMatrix, tolerance: Double, classPlace: Int?
  ) throws(LearningError) -> Attributions
}

/// Values of a network from its slopes along straight lines between background rows and a row.
///
/// Expected gradients (Erion and others: Improving performance of deep learning models with axiomatic
/// attribution priors and expected gradients, 2021): the Aumann-Shapley values of each line, averaged
/// over the background. Where columns add up they are the Shapley values; where columns work together,
/// the share of each may differ from them. The cost goes with the places on a line, and not with the
/// coalitions of columns.
struct GradientPaths<Number: VectorNumber>: GradientValues {
  /// The fewest and the most places on a line; each try has twice as many as the one before.
  private static var placesMin: Int { 8 }
  private static var placesMax: Int { 512 }
  /// The most places of lines that go through the network at once.
  private static var rowsAtOnce: Int { 512 }

  /// What is given for each row of the background, and how much the row counts.
  let background: [(output: Double, weight: Double)]
  private let source: NetworkSource
  private let network: DenseNetwork<Number>
  private let backgroundInputs: MatrixView<Number>
  /// The weights of each layer with rows and columns exchanged, for the way back.
  private let transposed: [MatrixView<Number>]

  init(_ source: NetworkSource, background rows: Background) throws(LearningError) {
    self.source = source
    let network = source.network.network(of: Number.self)
    self.network = network
    backgroundInputs = source.network.inputs(of: try source.inputs(rows.features))
    background = zip(try source.outputs(of: rows.features), rows.weights).map { ($0, $1) }
    transposed = network.layout.layers.map { layer in
      let width = NetLayout.padded(layer.inputs)
      let view = Self.matrix(layer.outputs, width)
      view[columns: 0..<layer.inputs].setTransposed(
        layer.weights(in: network.parameters)[columns: 0..<layer.outputs])
      return view
    }
  }

  /// Gives the values of rows; each row's values sum to its output less the base.
  ///
  /// The sum of values is checked against the difference of outputs: places are doubled until they
  /// differ by no more than the tolerance, a share of the range of the background's outputs, or until
  /// there are 512. What is then left is stated as the error of the row's values, and shared among them
  /// by their sizes.
  func values(
    of rows: FeatureMatrix, tolerance: Double, classPlace: Int?
  ) throws(LearningError) -> Attributions {
    let inputs: MatrixView<Number> = source.network.inputs(of: try source.inputs(rows))
    let outputs = try source.outputs(of: rows)
    let base = background.reduce(0) { $0 + $1.output * $1.weight }
    let all = background.map(\.output)
    let range = (all.max() ?? 0) - (all.min() ?? 0)
    var values = [[Double]](repeating: [], count: source.players.count)
    var errors = values
    for row in 0..<rows.rowCount {
      if Task.isCancelled { throw .cancelled }
      let aim = tolerance * (range > 0 ? range : 1 + abs(outputs[row]))
      let wanted = outputs[row] - base
      var count = Self.placesMin
      var found = line(to: inputs[rows: row..<row + 1], places: count)
      var gap = wanted - Sum.of(found)
      while !(abs(gap) <= aim), count < Self.placesMax {
        count *= 2
        found = line(to: inputs[rows: row..<row + 1], places: count)
        gap = wanted - Sum.of(found)
      }
      let size = Sum.of(found.map { abs($0) })
      for player in found.indices {
        let share = size > 0 ? abs(found[player]) / size : 1 / Double(found.count)
        values[player].append(found[player] + gap * share)
        errors[player].append(abs(gap))
      }
    }
    return Attributions(
      players: source.players.names, base: base, values: values, errors: errors, outputs: outputs,
      scale: source.scale, classPlace: classPlace)
  }

  /// The mean over the background of difference times slope along the line, for each player.
  private func line(to row: MatrixView<Number>, places count: Int) -> [Double] {
    let rule = GaussLegendre(count: count)
    var values = [Double](repeating: 0, count: source.players.count)
    let together = max(1, Self.rowsAtOnce / count)
    for start in stride(from: 0, to: background.count, by: together) {
      let others = start..<min(start + together, background.count)
      let mixed = Self.matrix(others.count * count, row.columns)
      for (index, other) in others.enumerated() {
        for place in 0..<count {
          let at = mixed[rows: index * count + place..<index * count + place + 1]
          at.copy(backgroundInputs[rows: other..<other + 1])
          at.approach(row, share: Number(rule.places[place]))
        }
      }
      let slopes = slopes(at: mixed)
      for (input, player) in source.owners.enumerated() {
        let (own, other) = (Double(row[row: 0, column: input]), backgroundInputs.column(input))
        let column = slopes.column(input)
        for (index, place) in others.enumerated() {
          var sum = 0.0
          for node in 0..<count { sum += rule.weights[node] * column[index * count + node] }
          values[player] += background[place].weight * (own - other[place]) * sum
        }
      }
    }
    return values.map { source.factor * $0 }
  }

  /// The slopes of the explained output by the inputs, of the inputs' shape.
  private func slopes(at inputs: MatrixView<Number>) -> MatrixView<Number> {
    var before = inputs
    var memory: [MatrixView<Number>?] = []
    for layer in network.layout.layers {
      let values = Self.matrix(inputs.rows, layer.width)
      values.setProduct(
        before[columns: 0..<layer.inputs], layer.weights(in: network.parameters),
        plus: layer.bias(in: network.parameters))
      if layer.activation == .linear {
        memory.append(nil)
      } else {
        let slope = Self.matrix(inputs.rows, layer.width)
        values.setActivation(layer.activation, of: values, slope: slope)
        memory.append(slope)
      }
      before = values
    }
    var delta = Self.matrix(inputs.rows, network.layout.outputWidth)
    for row in 0..<inputs.rows { delta[row: row, column: source.output] = 1 }
    for (index, layer) in network.layout.layers.enumerated().reversed() {
      if let slope = memory[index] { delta.multiply(by: slope) }
      let next = Self.matrix(inputs.rows, transposed[index].columns)
      next.setProduct(delta[columns: 0..<layer.outputs], transposed[index])
      delta = next
    }
    return delta
  }

  private static func matrix(_ rows: Int, _ columns: Int) -> MatrixView<Number> {
    NumberBlock<Number>(count: rows * columns).view(rows: rows, columns: columns)
  }
}
