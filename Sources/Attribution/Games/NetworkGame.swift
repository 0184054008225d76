import Kernels
import Learning
import Nets

/// The game of a network, which keeps the sums of its first layer.
///
/// The first layer's sums are a sum over players, so a player that changes sides adds one vector to
/// them; only the layers behind it are computed anew. Sums are in the network's own sort of number,
/// and activations fast ones, so what is given agrees with the network's predictions up to some
/// roundings; where nobody or everybody belongs to a coalition it is the prediction itself.
struct NetworkGame<Number: VectorNumber>: CoalitionGame {
  /// About how many mixed rows go through the network at once.
  private static var rowsAtOnce: Int { 512 }

  let background: [(output: Double, weight: Double)]
  let playerCount: Int
  private let source: NetworkSource
  private let layers: NetworkLayers<Number>
  /// What each player adds to the first layer's sums for each background row.
  private let backgroundParts: [MatrixView<Number>]

  init(_ source: NetworkSource, background rows: Background) throws(LearningError) {
    self.source = source
    playerCount = source.players.count
    let inputs = try source.inputs(rows.features)
    layers = NetworkLayers(source, ordered: inputs)
    backgroundParts = layers.parts(of: inputs)
    background = zip(try source.outputs(of: rows.features), rows.weights).map { ($0, $1) }
  }

  func outputs(of rows: FeatureMatrix) throws(LearningError) -> [Double] {
    try source.outputs(of: rows)
  }

  func worths(of rows: FeatureMatrix) throws(LearningError) -> [Double] {
    let coalitions = 1 << playerCount
    let parts = layers.parts(of: try source.inputs(rows))
    let outputs = try source.outputs(of: rows)
    let base = base
    var worths = [Double](repeating: 0, count: rows.rowCount * coalitions)
    let mixed = MixedRows(
      layers, background: backgroundParts, rowsAtOnce: Self.rowsAtOnce)
    for row in 0..<rows.rowCount {
      for other in background.indices {
        if Task.isCancelled { throw .cancelled }
        mixed.worths(parts, row, other) { coalition, output in
          worths[row * coalitions + coalition] += background[other].weight * output
        }
      }
    }
    for row in 0..<rows.rowCount {
      settle(&worths[row * coalitions], at: base)
      settle(&worths[(row + 1) * coalitions - 1], at: outputs[row])
    }
    return worths
  }

  /// Takes the network's own prediction for a number that agrees with it up to rounding.
  ///
  /// One that does not agree is left, and shows when values are summed.
  private func settle(_ number: inout Double, at prediction: Double) {
    if abs(number - prediction) <= 1e-4 * (1 + abs(prediction)) { number = prediction }
  }

  func outputs(
    along walks: [CoalitionWalk], of rows: FeatureMatrix
  ) throws(LearningError) -> [Double] {
    let parts = layers.parts(of: try source.inputs(rows))
    let ends = try source.outputs(of: rows)
    let length = playerCount + 1
    let together = max(1, 4 * Self.rowsAtOnce / length)
    let room = layers.room(rows: together * length)
    let sums = NumberBlock<Number>(count: together * length * layers.firstWidth)
      .view(rows: together * length, columns: layers.firstWidth)
    var found: [Double] = []
    found.reserveCapacity(walks.count * length)
    for first in stride(from: 0, to: walks.count, by: together) {
      if Task.isCancelled { throw .cancelled }
      let some = walks[first..<min(first + together, walks.count)]
      for (place, walk) in some.enumerated() {
        var now = sums[rows: place * length..<place * length + 1]
        let start = walk.start..<walk.start + 1
        let row = walk.row..<walk.row + 1
        now.copy(layers.bias)
        for part in backgroundParts { now.add(part[rows: start], times: 1) }
        for (step, player) in walk.order.enumerated() {
          let next = sums[rows: place * length + step + 1..<place * length + step + 2]
          next.copy(now)
          next.add(backgroundParts[player][rows: start], times: -1)
          next.add(parts[player][rows: row], times: 1)
          now = next
        }
      }
      var values = layers.outputs(of: sums.first(some.count * length), room)
      for (place, walk) in some.enumerated() {
        settle(&values[place * length], at: background[walk.start].output)
        settle(&values[(place + 1) * length - 1], at: ends[walk.row])
      }
      found += values
    }
    return found
  }
}
