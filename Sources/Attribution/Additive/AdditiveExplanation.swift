import Additive
package import Learning

/// Values of a model that is a sum of one function a feature, in closed form.
///
/// A player gets what its features add for the row, less what they add on average over the
/// background; nobody interacts.
package struct AdditiveExplanation: Sendable {
  package let scale: Attributions.Scale
  /// What is given on average over the background.
  package let base: Double
  private let sum: FeatureSum
  private let predictor: any Predictor
  private let players: Players
  private let classPlace: Int?
  /// What each feature adds on average over the background.
  private let means: [Double]

  /// Takes a predictor and background rows, whose weights sum to 1; nil where it is no such sum.
  package init?(
    _ predictor: any Predictor, players: Players, background: FeatureMatrix, weights: [Double],
    classPlace: Int?
  ) {
    precondition(weights.count == background.rowCount, "each row has a weight")
    guard let sum = (predictor as? any FeatureSumming)?.featureSum(classPlace: classPlace) else {
      return nil
    }
    self.sum = sum
    self.predictor = predictor
    self.players = players
    self.classPlace = classPlace
    scale =
      switch sum.scale {
      case .target: .target
      case .logOdds: .logOdds
      case .probability: .probability
      }
    means = background.columns.enumerated().map { feature, column in
      zip(sum.part(feature, column), weights).reduce(0) { $0 + $1.0 * $1.1 }
    }
    base = means.reduce(sum.intercept, +)
  }

  /// Gives the values of rows, with interactions of 0 where they are asked for.
  package func attributions(
    of rows: FeatureMatrix, interactions: Bool = false
  ) throws(LearningError) -> Attributions {
    let none = [Double](repeating: 0, count: rows.rowCount)
    var values = [[Double]](repeating: none, count: players.count)
    for (feature, column) in rows.columns.enumerated() {
      let player = players.ofFeature[feature]
      for (row, part) in sum.part(feature, column).enumerated() {
        values[player][row] += part - means[feature]
      }
    }
    var pairs: [[Double]]?
    if interactions {
      pairs = (0..<players.count * players.count).map { pair in
        let (first, second) = pair.quotientAndRemainder(dividingBy: players.count)
        return first == second ? values[first] : none
      }
    }
    return Attributions(
      players: players.names, base: base, values: values, outputs: try outputs(of: rows),
      scale: scale, classPlace: classPlace, interactions: pairs)
  }

  private func outputs(of rows: FeatureMatrix) throws(LearningError) -> [Double] {
    guard scale == .logOdds else {
      let all = try predictor.predictions(for: rows)
      return (0..<rows.rowCount).map { all[$0 * predictor.outputCount + (classPlace ?? 0)] }
    }
    // Shares of classes do not tell scores.
    var outputs = [Double](repeating: sum.intercept, count: rows.rowCount)
    for (feature, column) in rows.columns.enumerated() {
      for (row, part) in sum.part(feature, column).enumerated() { outputs[row] += part }
    }
    return outputs
  }
}
