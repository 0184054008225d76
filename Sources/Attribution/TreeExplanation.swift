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
    let trees = sum.trees.filter { $0.margin == margin }
    return (0..<rows.rowCount).map { row in
      let total = trees.reduce(sum.bases[margin]) { $0 + leaf(of: $1, rows, row) }
      return isFirstOfTwo ? (scale == .probability ? 1 : 0) - total : total
    }
  }

  /// Gives what the leaf adds that a row reaches.
  private func leaf(of tree: TreeSum.Member, _ rows: FeatureMatrix, _ row: Int) -> Double {
    var place = 0
    while let rule = tree.nodes[place].rule {
      let node = tree.nodes[place]
      let value = rows.columns[node.feature][row]
      place = goesLeft(rule, value, node) ? place + 1 : node.right
    }
    let node = tree.nodes[place]
    var sum = node.value
    for slope in node.line?.slopes ?? [] {
      let value = rows.columns[Int(slope.feature)][row]
      // A row that lacks a value of the line has the constant alone.
      if value.isNaN { return node.value }
      sum += slope.slope * (min(max(value, slope.low), slope.high) - slope.mean)
    }
    return sum
  }

  private func goesLeft(_ rule: TreeSum.Rule, _ value: Double, _ node: TreeSum.Node) -> Bool {
    if value.isNaN { return node.missingGoesLeft }
    switch rule {
    case .threshold(let threshold):
      return (sum.readsFloats ? Double(Float(value)) : value) <= threshold
    case .levels(let words, let membersGoLeft):
      let level = Int(value)
      let isMember =
        level >= 0 && level < words.count * 64 && words[level / 64] >> UInt64(level % 64) & 1 != 0
      return isMember == membersGoLeft
    }
  }
}
