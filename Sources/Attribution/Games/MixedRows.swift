import Kernels

/// What a network gives for the mixtures of one row and one background row, all coalitions in turn.
///
/// Neighbouring coalitions of the same two rows go through the network together, because about the
/// same units of it are at rest in them.
struct MixedRows<Number: VectorNumber> {
  private let layers: NetworkLayers<Number>
  private let playerCount: Int
  /// How many of the players change within a batch.
  private let inner: Int
  /// The first layer's sums of a batch, one row a coalition.
  private let sums: MatrixView<Number>
  /// The first row of a batch, and what each player adds when it changes sides, one row a player.
  private let lines: MatrixView<Number>
  private let changes: MatrixView<Number>
  /// What others look like before anybody joins: the first layer's sums of the background rows.
  private let starts: MatrixView<Number>
  private let room: NetworkLayers<Number>.Room

  /// What each player adds to the first layer's sums of the background rows.
  private let others: [MatrixView<Number>]

  /// Makes room for batches of about so many rows.
  init(
    _ layers: NetworkLayers<Number>, background others: [MatrixView<Number>], rowsAtOnce: Int
  ) {
    self.layers = layers
    self.others = others
    playerCount = others.count
    inner = min(playerCount, rowsAtOnce.bitWidth - 1 - rowsAtOnce.leadingZeroBitCount)
    let width = layers.firstWidth
    func matrix(_ rows: Int) -> MatrixView<Number> {
      NumberBlock<Number>(count: rows * width).view(rows: rows, columns: width)
    }
    sums = matrix(1 << inner)
    lines = matrix(playerCount + 1)
    changes = matrix(playerCount)
    starts = matrix(others[0].rows)
    for row in 0..<starts.rows {
      let start = starts[rows: row..<row + 1]
      start.copy(layers.bias)
      for part in others { start.add(part[rows: row..<row + 1], times: 1) }
    }
    room = layers.room(rows: 1 << inner)
  }

  /// Hands over what the network gives for each coalition, by its place.
  ///
  /// The parts are what each player adds to the first layer's sums of each row. Players that add the
  /// same to both rows change nothing, and what is given without them stands for both cases.
  func worths(
    _ parts: [MatrixView<Number>], _ row: Int, _ other: Int,
    _ collect: (_ coalition: Int, _ output: Double) -> Void
  ) {
    // Those that change least change within a batch, so that its rows resemble each other.
    var sizes: [(player: Int, size: Number)] = []
    for player in 0..<playerCount {
      let change = changes[rows: player..<player + 1]
      change.copy(parts[player][rows: row..<row + 1])
      change.add(others[player][rows: other..<other + 1], times: -1)
      sizes.append((player, change.sumOfSquares))
    }
    sizes.sort { ($0.size, $0.player) < ($1.size, $1.player) }
    let moving = sizes.filter { $0.size > 0 }.map(\.player)
    for (place, player) in moving.enumerated() {
      lines[rows: place + 1..<place + 2].copy(changes[rows: player..<player + 1])
    }
    let still = sizes.reduce(0) { $0 | ($1.size > 0 ? 0 : 1 << $1.player) }
    let inner = min(inner, moving.count)
    // The coalition of each subset of those that change, by the bits of its place.
    var coalitions = [0]
    for player in moving { coalitions += coalitions.map { $0 | 1 << player } }
    for outer in stride(from: 0, to: 1 << moving.count, by: 1 << inner) {
      let first = lines[rows: 0..<1]
      first.copy(starts[rows: other..<other + 1])
      for place in inner..<moving.count where outer >> place & 1 != 0 {
        first.add(lines[rows: place + 1..<place + 2], times: 1)
      }
      let batch = sums.first(1 << inner)
      batch[rows: 0..<1].copy(first)
      batch.setDoubling(by: lines[rows: 1..<inner + 1])
      let outputs = layers.outputs(of: batch, room, lines: lines.first(inner + 1))
      for (place, output) in outputs.enumerated() {
        let coalition = coalitions[outer | place]
        // With every subset of those that change nothing.
        var subset = 0
        repeat {
          collect(coalition | subset, output)
          subset = (subset - still) & still
        } while subset != 0
      }
    }
  }
}
