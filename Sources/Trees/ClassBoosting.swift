import Foundation
import Kernels
package import Learning

/// Gradient boosting of histogram trees with the log loss.
///
/// Two classes have one margin, the log odds of the second: a row of probability p and weight w has
/// the gradient w (p - y) and the curvature w p (1 - p). More classes have a margin each, and their
/// softmax; in a round each class gets a tree, all by the margins before the round, with twice that
/// curvature. The start says the shares of the classes, none below 1e-6, centred for more than two.
/// Curvatures take the place that weights have for values. All this is as XGBoost 3.2 does it
/// (`binary:logistic`, `multi:softprob`).
package enum ClassBoosting {
  /// What a share is raised to, so that its logarithm is finite.
  private static let shareMin = 1e-6

  /// Grows the trees; throws for settings out of range and when the task is cancelled.
  package static func predictor(
    _ data: TrainingData, _ settings: TreeSettings, classCount: Int
  ) throws -> TreesClassPredictor {
    try settings.check()
    try Boosting.checkSizes(data)
    let features = BinnedFeatures(data.features, binsMax: settings.bins, cuts: settings.cuts)
    let bases = start(data, classCount: classCount)
    var grower = TreeGrower(features: features, settings: settings)
    var margins = bases.map { [Double](repeating: $0, count: data.target.count) }
    var trees: [Tree] = []
    for _ in 0..<settings.rounds {
      let shares = shares(margins)
      for output in bases.indices {
        try Task.checkCancellation()
        let slopes = Slopes(data, shares: shares[output], of: bases.count == 1 ? 1 : output)
        trees.append(
          slopes.tree(
            &grower, features, settings, isSoftmax: bases.count > 1, margins: &margins[output]))
      }
    }
    return TreesClassPredictor(
      featureCount: data.features.columns.count, classCount: classCount, bases: bases, trees: trees)
  }

  /// Gives the margins that say the share of each class.
  private static func start(_ data: TrainingData, classCount: Int) -> [Double] {
    let weights = data.weights ?? [Double](repeating: 1, count: data.target.count)
    let total = HistogramScale.sum(weights)
    let shares = (0..<classCount).map { place in
      HistogramScale.sum(
        zip(weights, data.target).map { Int($1) == place ? $0 : 0 }) / total
    }
    if classCount == 2 {
      let share = min(max(shares[1], shareMin), 1 - shareMin)
      return [log(share / (1 - share))]
    }
    let logs = shares.map { log(max($0, shareMin)) }
    let mean = Sum.mean(of: logs)
    return logs.map { $0 - mean }
  }

  /// Gives the probabilities that margins stand for: of the second of two classes, or of each.
  private static func shares(_ margins: [[Double]]) -> [[Double]] {
    var shares = margins
    var odds = [Double](repeating: 0, count: margins.count)
    var row = [Double](repeating: 0, count: max(2, margins.count))
    for index in margins[0].indices {
      for output in odds.indices { odds[output] = margins[output][index] }
      Softmax.probabilities(odds, into: &row)
      for output in odds.indices { shares[output][index] = odds.count == 1 ? row[1] : row[output] }
    }
    return shares
  }

  /// How the loss of each row goes down with the margin of a class.
  private struct Slopes {
    private var gradients: [Double]
    private var curvatures: [Double]

    init(_ data: TrainingData, shares: [Double], of place: Int) {
      gradients = zip(shares, data.target).map { $0 - (Int($1) == place ? 1 : 0) }
      curvatures = shares.map { $0 * (1 - $0) }
      guard let weights = data.weights else { return }
      for row in weights.indices {
        gradients[row] *= weights[row]
        curvatures[row] *= weights[row]
      }
    }

    /// Grows the next tree and adds its leaves to the margins.
    func tree(
      _ grower: inout TreeGrower, _ features: BinnedFeatures, _ settings: TreeSettings,
      isSoftmax: Bool, margins: inout [Double]
    ) -> Tree {
      let count = gradients.count
      let gradientScale = HistogramScale(
        greatest: gradients.reduce(0) { max($0, abs($1)) }, count: count)
      let doubling: Double = isSoftmax ? 2 : 1
      let curvatureScale = HistogramScale(
        greatest: doubling * curvatures.reduce(0) { max($0, $1) }, count: count)
      var total = PairSum.zero
      let pairs = (0..<count).map { row in
        let pair = PairSum(
          gradientScale.whole(gradients[row]), curvatureScale.whole(doubling * curvatures[row]))
        total &+= pair
        return pair
      }
      let search = SplitSearch(
        bins: features.bins, offsets: features.codes.offsets, l2: settings.l2,
        minimumGain: settings.minimumGain,
        minimumChildWeight: curvatureScale.bounded(settings.minimumChildWeight),
        units: SIMD2(gradientScale.unit, curvatureScale.unit))
      return grower.grow(pairs: pairs, total: total, search: search, margins: &margins)
    }
  }
}
