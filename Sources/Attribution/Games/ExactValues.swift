package import Learning

extension CoalitionGame {
  /// Gives exact values of rows by looking at every coalition; at most 12 players.
  package func exactValues(
    of rows: FeatureMatrix, players: Players, scale: Attributions.Scale, classPlace: Int?,
    withInteractions: Bool
  ) throws(LearningError) -> Attributions {
    precondition(playerCount <= Coalitions.playersMax, "the coalitions can be counted")
    let size = 1 << playerCount
    let worths = try worths(of: rows)
    var values = [[Double]](repeating: [], count: playerCount)
    var pairs = [[Double]](repeating: [], count: withInteractions ? playerCount * playerCount : 0)
    for row in 0..<rows.rowCount {
      let part = worths[row * size..<(row + 1) * size]
      for (player, value) in Coalitions.values(part, players: playerCount).enumerated() {
        values[player].append(value)
      }
      guard withInteractions else { continue }
      for (place, value) in Coalitions.interactions(part, players: playerCount).enumerated() {
        pairs[place].append(value)
      }
    }
    return Attributions(
      players: players.names, base: base, values: values, outputs: try outputs(of: rows),
      scale: scale, classPlace: classPlace, interactions: withInteractions ? pairs : nil)
  }
}
