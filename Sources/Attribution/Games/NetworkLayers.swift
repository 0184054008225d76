import Kernels
import Learning
import Nets

/// The layers of a network, the first one with its inputs in the order of the players.
///
/// The units of each layer lie in the order of how often they are in use, so that those at rest come
/// last together.
struct NetworkLayers<Number: VectorNumber> {
  /// A layer of units in their new order.
  private struct Layer {
    let activation: Activation
    let outputs: Int
    /// Shape [inputs, width].
    let weights: MatrixView<Number>
    /// Shape [1, width].
    let bias: MatrixView<Number>
    /// The weights above and those below 0, by which the ranges of inputs bound the sums.
    let positive: MatrixView<Number>
    let negative: MatrixView<Number>
    let allBlocks: [Int32]
  }

  /// Room for what each layer gives, and for the ranges of its units.
  struct Room {
    let values: [MatrixView<Number>]
    let least: [MatrixView<Number>]
    let most: [MatrixView<Number>]
    let bounds: [MatrixView<Number>]
    /// For what units that are never at rest add to the second layer's sums.
    let lines: MatrixView<Number>
  }

  /// The biases of the first layer, shape [1, first width].
  var bias: MatrixView<Number> { layers[0].bias }
  private let source: NetworkSource
  private let layers: [Layer]
  /// The inputs of each player, and where its rows of weights lie.
  private let inputs: [[Int]]
  private let weights: [MatrixView<Number>]

  /// Takes a network, and rows of its inputs by which units are ordered.
  init(_ source: NetworkSource, ordered sample: FeatureMatrix) {
    self.source = source
    layers = Self.layers(
      source.network.network(of: Number.self), source.network.inputs(of: sample))
    let all = layers[0].weights
    let inputs = (0..<source.players.count).map { player in
      source.owners.indices.filter { source.owners[$0] == player }
    }
    self.inputs = inputs
    weights = inputs.map { inputs in
      let rows = NumberBlock<Number>(count: inputs.count * all.columns)
        .view(rows: inputs.count, columns: all.columns)
      rows.gather(inputs[...], of: all)
      return rows
    }
  }

  /// Orders the units of hidden layers of rectifiers by in how many rows of a sample they are in use.
  private static func layers(
    _ network: DenseNetwork<Number>, _ sample: MatrixView<Number>
  ) -> [Layer] {
    var found: [Layer] = []
    var order = Array(0..<network.layout.inputs)
    var before = sample
    for (index, layer) in network.layout.layers.enumerated() {
      let (weights, bias) = (
        layer.weights(in: network.parameters), layer.bias(in: network.parameters)
      )
      let values = NumberBlock<Number>(count: sample.rows * layer.width)
        .view(rows: sample.rows, columns: layer.width)
      values.setProduct(before[columns: 0..<layer.inputs], weights, plus: bias)
      var own = Array(0..<layer.outputs)
      if layer.activation == .relu, index + 1 < network.layout.layers.count {
        let uses = own.map { unit in values.column(unit).count { $0 > 0 } }
        own.sort { (-uses[$0], $0) < (-uses[$1], $1) }
      }
      values.setQuickActivation(layer.activation, of: values)
      before = values
      found.append(Self.layer(layer, weights, bias, inputs: order, outputs: own))
      order = own
    }
    return found
  }

  private static func layer(
    _ layer: NetLayout.Layer, _ weights: MatrixView<Number>, _ bias: MatrixView<Number>,
    inputs: [Int], outputs: [Int]
  ) -> Layer {
    func matrix(_ rows: Int, _ number: (_ row: Int, _ column: Int) -> Number)
      -> MatrixView<Number>
    {
      let view = NumberBlock<Number>(count: rows * layer.width)
        .view(rows: rows, columns: layer.width)
      for row in 0..<rows {
        for column in outputs.indices { view[row: row, column: column] = number(row, column) }
      }
      return view
    }
    func weight(_ row: Int, _ column: Int) -> Number {
      weights[row: inputs[row], column: outputs[column]]
    }
    return Layer(
      activation: layer.activation, outputs: layer.outputs,
      weights: matrix(layer.inputs, weight),
      bias: matrix(1) { bias[row: 0, column: outputs[$1]] },
      positive: matrix(layer.inputs) { max(weight($0, $1), 0) },
      negative: matrix(layer.inputs) { min(weight($0, $1), 0) },
      allBlocks: (0..<layer.width / Number.lanes).map { Int32($0) })
  }

  /// How many sums the first layer has, in whole registers.
  var firstWidth: Int { bias.columns }

  /// Gives what each player adds to the first layer's sums of rows, each of shape [rows, width].
  func parts(of features: FeatureMatrix) -> [MatrixView<Number>] {
    let all: MatrixView<Number> = source.network.inputs(of: features)
    return zip(inputs, weights).map { inputs, weights in
      let columns = NumberBlock<Number>(count: features.rowCount * max(inputs.count, 1))
        .view(rows: features.rowCount, columns: inputs.count)
      for (place, input) in inputs.enumerated() {
        columns[columns: place..<place + 1].copy(all[columns: input..<input + 1])
      }
      let sums = NumberBlock<Number>(count: features.rowCount * firstWidth)
        .view(rows: features.rowCount, columns: firstWidth)
      sums.setProduct(columns, weights)
      return sums
    }
  }

  /// Makes room for so many rows.
  func room(rows: Int) -> Room {
    func matrices(_ rows: Int) -> [MatrixView<Number>] {
      layers.map { layer in
        let width = layer.bias.columns
        return NumberBlock<Number>(count: rows * width).view(rows: rows, columns: width)
      }
    }
    let width = layers[min(1, layers.count - 1)].bias.columns
    let lineCount = source.players.count + 1
    return Room(
      values: matrices(rows), least: matrices(1), most: matrices(1), bounds: matrices(1),
      lines: NumberBlock<Number>(count: lineCount * width).view(rows: lineCount, columns: width))
  }

  /// Gives, for rows of the first layer's sums, the number that is explained.
  ///
  /// Of a network of rectifiers about half of the units are 0 in all of some rows that resemble each
  /// other. They are left out of the next layer's sums, and blocks of sums that cannot rise above 0 by
  /// the ranges of their inputs are not worked out. The sums given are overwritten.
  ///
  /// Where the rows are all the sums of one row and some of a few others, these are the lines: that
  /// row first, each of the others doubling the count of rows. Units of the first layer that are above
  /// 0 in all rows then add to the next layer's sums what their lines do.
  func outputs(
    of sums: MatrixView<Number>, _ room: Room, lines: MatrixView<Number>? = nil
  ) -> [Double] {
    var before = sums
    var used: [Int32]?
    for (index, layer) in layers.enumerated() {
      let values = index > 0 ? room.values[index].first(sums.rows) : sums
      let blocks = blocks(of: index, used, room)
      if index == 1, let lines, let used {
        addSecond(values, before, used: used, lines, blocks, room)
      } else if index > 0, let used {
        values.setProduct(before, listed: used, layer.weights, plus: layer.bias, blocks: blocks)
      } else if index > 0 {
        values.setProduct(
          before[columns: 0..<layer.weights.rows], layer.weights, plus: layer.bias)
      }
      used = nil
      if layer.activation == .relu {
        used = values.rectify(blocks: blocks, least: room.least[index], most: room.most[index])
      } else if layer.activation != .linear {
        values.setQuickActivation(layer.activation, of: values)
      }
      before = values
    }
    return before.column(source.output).map {
      source.shift + source.factor * ($0.isFinite ? $0 : 0)
    }
  }

  /// Gives the second layer's sums, of units above 0 in all rows by their lines.
  private func addSecond(
    _ values: MatrixView<Number>, _ before: MatrixView<Number>, used: [Int32],
    _ lines: MatrixView<Number>, _ blocks: [Int32], _ room: Room
  ) {
    let layer = layers[1]
    let steady = used.filter { room.least[0][row: 0, column: Int($0)] > 0 }
    let others = used.filter { room.least[0][row: 0, column: Int($0)] <= 0 }
    let own = room.lines.first(lines.rows)
    own.fill(0)
    own.setProduct(lines, listed: steady, layer.weights, plus: own, blocks: layer.allBlocks)
    let first = values[rows: 0..<1]
    first.copy(layer.bias)
    first.add(own[rows: 0..<1], times: 1)
    values.setDoubling(by: own[rows: 1..<lines.rows])
    values.setProduct(before, listed: others, layer.weights, plus: values, blocks: blocks)
  }

  /// The blocks of a layer's units in which something may be above 0.
  private func blocks(of index: Int, _ used: [Int32]?, _ room: Room) -> [Int32] {
    let layer = layers[index]
    guard index > 0, index + 1 < layers.count, layer.activation == .relu, let used else {
      return layer.allBlocks
    }
    let bounds = room.bounds[index]
    bounds.setProduct(
      room.most[index - 1], listed: used, layer.positive, plus: layer.bias,
      blocks: layer.allBlocks)
    bounds.setProduct(
      room.least[index - 1], listed: used, layer.negative, plus: bounds, blocks: layer.allBlocks)
    return bounds.blocksAboveZero
  }
}
