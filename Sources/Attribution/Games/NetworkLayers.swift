import Kernels
import Learning
import Nets

/// The layers of a network, the first one with its inputs in the order of the players.
struct NetworkLayers<Number: VectorNumber> {
  /// Room for what each layer behind the first gives.
  struct Room {
    let values: [MatrixView<Number>]
  }

  /// The biases of the first layer, shape [1, first width].
  let bias: MatrixView<Number>
  private let source: NetworkSource
  private let network: DenseNetwork<Number>
  /// The inputs of each player, and where its rows of weights lie.
  private let inputs: [[Int]]
  private let weights: [MatrixView<Number>]

  init(_ source: NetworkSource) {
    self.source = source
    network = source.network.network(of: Number.self)
    let first = network.layout.layers[0]
    bias = first.bias(in: network.parameters)
    let all = first.weights(in: network.parameters)
    let width = first.width
    let inputs = (0..<source.players.count).map { player in
      source.owners.indices.filter { source.owners[$0] == player }
    }
    self.inputs = inputs
    weights = inputs.map { inputs in
      let rows = NumberBlock<Number>(count: inputs.count * width)
        .view(rows: inputs.count, columns: width)
      rows.gather(inputs[...], of: all)
      return rows
    }
  }

  /// How many sums the first layer has, in whole registers.
  var firstWidth: Int { network.layout.layers[0].width }

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
    Room(
      values: network.layout.layers.map { layer in
        NumberBlock<Number>(count: rows * layer.width).view(rows: rows, columns: layer.width)
      })
  }

  /// Gives, for rows of the first layer's sums, the number that is explained.
  func outputs(of sums: MatrixView<Number>, _ room: Room) -> [Double] {
    var before = sums
    for (index, layer) in network.layout.layers.enumerated() {
      let values = room.values[index].first(sums.rows)
      if index > 0 {
        values.setProduct(
          before[columns: 0..<layer.inputs], layer.weights(in: network.parameters),
          plus: layer.bias(in: network.parameters))
      }
      if layer.activation != .linear {
        values.setQuickActivation(layer.activation, of: index > 0 ? values : before)
        before = values
      } else if index > 0 {
        before = values
      }
    }
    return before.column(source.output).map {
      source.shift + source.factor * ($0.isFinite ? $0 : 0)
    }
  }
}
