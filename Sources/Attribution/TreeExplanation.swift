import Learning
import Trees

/// The trees of a predictor, and which of their sums is explained on which scale.
struct TreeExplanation {
  let scale: Attributions.Scale
  let game: TreeGame
  private let sum: TreeSum
  private let predictor: any Predictor
  private let classPlace: Int?
  private let margin: Int
  /// Of two classes the sum is that of the second; the first has what is left.
  private let isFirstOfTwo: Bool

  /// Takes a predictor; nil where its predictions are not made of sums of trees.
  init?(
    _ predictor: any Predictor, players: Players, classPlace: Int?
  ) throws(AttributionError) {
    guard let sum = (predictor as? any TreeSumming)?.treeSum else { return nil }
    self.sum = sum
    self.predictor = predictor
    self.classPlace = classPlace
    game = try TreeGame(sum, players: players)
    let place = classPlace ?? 0
    margin = sum.bases.count > 1 ? place : 0
    isFirstOfTwo = classPlace == 0 && sum.bases.count == 1
    guard sum.bases.indices.contains(margin) else { return nil }
    scale =
      switch sum.scale {
      case .target: .target
      case .logarithm: .logarithm
      case .logOdds: .logOdds
      case .probability: .probability
      }
  }

  /// Whether values against background rows can be had.
  var hasShortWays: Bool { game.wayPlayersMax <= LeafGame.playersMax }

  /// Gives what was found for the margins of rows as values of what is explained.
  func attributions(
    _ found: [MarginValues], of rows: FeatureMatrix
  ) throws(LearningError) -> Attributions {
    let values = found[margin]
    let isProbability = scale == .probability
    func turned(_ columns: [[Double]]) -> [[Double]] {
      isFirstOfTwo ? columns.map { $0.map { -$0 } } : columns
    }
    return Attributions(
      players: game.players.names,
      base: isFirstOfTwo ? (isProbability ? 1 : 0) - values.base : values.base,
      values: turned(values.values), outputs: try outputs(of: rows), scale: scale,
      classPlace: classPlace, interactions: values.interactions.map(turned))
  }

  /// Gives what the model says of rows, on the scale of the sums.
  private func outputs(of rows: FeatureMatrix) throws(LearningError) -> [Double] {
    if !sum.readsFloats, scale == .target { return try predictor.predictions(for: rows) }
    if !sum.readsFloats, scale == .probability {
      let all = try predictor.predictions(for: rows)
      return (0..<rows.rowCount).map { all[$0 * predictor.outputCount + (classPlace ?? 0)] }
    }
    // Shares of classes do not tell scores, and floats lose digits.
    return game.margins(of: rows).map { margins in
      isFirstOfTwo ? (scale == .probability ? 1 : 0) - margins[margin] : margins[margin]
    }
  }
}
