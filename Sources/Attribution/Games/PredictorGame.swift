package import Learning

/// The game of any predictor, which is asked for rows mixed of a row and the background.
package struct PredictorGame: CoalitionGame {
  /// How many mixed rows a predictor is asked for at once, where asking costs nothing by itself.
  package static let standardBatch = 32_768

  package let background: [(output: Double, weight: Double)]
  private let predictor: any Predictor
  private let players: Players
  private let rows: Background
  private let place: Int
  private let batch: Int

  /// Takes a predictor and the place of the output that is explained.
  ///
  /// The batch is about how many mixed rows it is asked for at once.
  package init(
    _ predictor: any Predictor, players: Players, background: Background, place: Int,
    batch: Int = PredictorGame.standardBatch
  ) throws(LearningError) {
    precondition(players.ofFeature.count == predictor.featureCount, "players own the features")
    self.predictor = predictor
    self.players = players
    rows = background
    self.place = place
    self.batch = batch
    let outputs = try Self.outputs(predictor, place, background.features)
    self.background = zip(outputs, background.weights).map { ($0, $1) }
  }

  package var playerCount: Int { players.count }

  package func outputs(of rows: FeatureMatrix) throws(LearningError) -> [Double] {
    try Self.outputs(predictor, place, rows)
  }

  private static func outputs(
    _ predictor: any Predictor, _ place: Int, _ rows: FeatureMatrix
  ) throws(LearningError) -> [Double] {
    let all = try predictor.predictions(for: rows)
    guard predictor.outputCount > 1 else { return all }
    return (0..<rows.rowCount).map { all[$0 * predictor.outputCount + place] }
  }

  package func worths(of given: FeatureMatrix) throws(LearningError) -> [Double] {
    let coalitions = 1 << playerCount
    let total = given.rowCount * coalitions
    let step = max(1, batch / rows.count)
    var worths: [Double] = []
    worths.reserveCapacity(total)
    for start in stride(from: 0, to: total, by: step) {
      if Task.isCancelled { throw .cancelled }
      let range = start..<min(start + step, total)
      let outputs = try outputs(
        of: mixed(given, range.map { ($0 / coalitions, $0 % coalitions) }))
      for place in 0..<range.count {
        var sum = 0.0
        for (index, weight) in rows.weights.enumerated() {
          sum += weight * outputs[place * rows.count + index]
        }
        worths.append(sum)
      }
    }
    return worths
  }

  /// For each row and coalition as many mixed rows as the background has.
  private func mixed(_ given: FeatureMatrix, _ cases: [(row: Int, coalition: Int)]) -> FeatureMatrix
  {
    let columns = players.ofFeature.indices.map { feature in
      let bit = 1 << players.ofFeature[feature]
      let values = given.columns[feature]
      let others = rows.features.columns[feature]
      var column: [Double] = []
      column.reserveCapacity(cases.count * others.count)
      for (row, coalition) in cases {
        if coalition & bit != 0 {
          column.append(contentsOf: repeatElement(values[row], count: others.count))
        } else {
          column.append(contentsOf: others)
        }
      }
      return column
    }
    return FeatureMatrix(
      names: given.names, columns: columns, rowCount: cases.count * rows.count,
      levelCounts: given.levelCounts)
  }

  package func outputs(
    along walks: [CoalitionWalk], of given: FeatureMatrix
  ) throws(LearningError) -> [Double] {
    let step = max(1, batch / (playerCount + 1))
    var found: [Double] = []
    for start in stride(from: 0, to: walks.count, by: step) {
      if Task.isCancelled { throw .cancelled }
      found += try outputs(of: mixed(given, walks[start..<min(start + step, walks.count)]))
    }
    return found
  }

  private func mixed(
    _ given: FeatureMatrix, _ walks: ArraySlice<CoalitionWalk>
  ) -> FeatureMatrix {
    let length = playerCount + 1
    // For each walk the step at which each player changes.
    var turns = [Int](repeating: 0, count: walks.count * playerCount)
    for (place, walk) in walks.enumerated() {
      for (step, player) in walk.order.enumerated() { turns[place * playerCount + player] = step }
    }
    let columns = players.ofFeature.indices.map { feature in
      let player = players.ofFeature[feature]
      var column: [Double] = []
      column.reserveCapacity(walks.count * length)
      for (place, walk) in walks.enumerated() {
        let before = turns[place * playerCount + player] + 1
        column.append(
          contentsOf: repeatElement(rows.features.columns[feature][walk.start], count: before))
        column.append(
          contentsOf: repeatElement(given.columns[feature][walk.row], count: length - before))
      }
      return column
    }
    return FeatureMatrix(
      names: given.names, columns: columns, rowCount: walks.count * length,
      levelCounts: given.levelCounts)
  }
}
