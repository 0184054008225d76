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
  private static var rowsAtOnce: Int { 128 }
  /// How many of the players change by steps; the sums are begun anew for each set of the others,
  /// so that the roundings of many steps do not add up.
  private static var steppingMax: Int { 5 }

  let background: [(output: Double, weight: Double)]
  let playerCount: Int
  private let source: NetworkSource
  private let layers: NetworkLayers<Number>
  /// What each player adds to the first layer's sums for each background row.
  private let backgroundParts: [MatrixView<Number>]

  init(_ source: NetworkSource, background rows: Background) throws(LearningError) {
    self.source = source
    playerCount = source.players.count
    layers = NetworkLayers(source)
    backgroundParts = layers.parts(of: try source.inputs(rows.features))
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
    let together = max(1, Self.rowsAtOnce / background.count)
    let starts = min(background.count, Self.rowsAtOnce)
    for first in stride(from: 0, to: rows.rowCount, by: together) {
      if Task.isCancelled { throw .cancelled }
      let given = first..<min(first + together, rows.rowCount)
      for start in stride(from: 0, to: background.count, by: starts) {
        let others = start..<min(start + starts, background.count)
        add(given, others, parts, to: &worths)
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

  /// Adds what every coalition gives for some rows with some of the background.
  private func add(
    _ given: Range<Int>, _ others: Range<Int>, _ parts: [MatrixView<Number>],
    to worths: inout [Double]
  ) {
    let width = layers.firstWidth
    let count = given.count * others.count
    func spread(_ fill: (MatrixView<Number>, Int, Int) -> Void) -> MatrixView<Number> {
      let block = NumberBlock<Number>(count: count * width).view(rows: count, columns: width)
      for (place, row) in given.enumerated() {
        for (index, other) in others.enumerated() {
          let at = place * others.count + index
          fill(block[rows: at..<at + 1], row, other)
        }
      }
      return block
    }
    let starts = (0..<playerCount).map { player in
      spread { view, _, other in view.copy(backgroundParts[player][rows: other..<other + 1]) }
    }
    let changes = (0..<playerCount).map { player in
      spread { view, row, other in
        view.copy(parts[player][rows: row..<row + 1])
        view.add(backgroundParts[player][rows: other..<other + 1], times: -1)
      }
    }
    let sums = NumberBlock<Number>(count: count * width).view(rows: count, columns: width)
    let room = layers.room(rows: count)
    let coalitions = 1 << playerCount
    let stepping = min(playerCount, Self.steppingMax)
    for high in stride(from: 0, to: coalitions, by: 1 << stepping) {
      for row in 0..<count { sums[rows: row..<row + 1].copy(layers.bias) }
      for player in 0..<playerCount {
        sums.add(starts[player], times: 1)
        if high >> player & 1 != 0 { sums.add(changes[player], times: 1) }
      }
      for step in 0..<1 << stepping {
        if step > 0 {
          // The bit in which this number of Gray's code differs from the one before.
          let player = step.trailingZeroBitCount
          let joins = (step ^ step >> 1) >> player & 1 != 0
          sums.add(changes[player], times: joins ? 1 : -1)
        }
        let coalition = high | (step ^ step >> 1)
        let values = layers.outputs(of: sums, room)
        for (place, row) in given.enumerated() {
          var sum = 0.0
          for (index, other) in others.enumerated() {
            sum += background[other].weight * values[place * others.count + index]
          }
          worths[row * coalitions + coalition] += sum
        }
      }
    }
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
