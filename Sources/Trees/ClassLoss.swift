import Foundation
import Kernels
import Learning

/// The log loss of classes.
///
/// Two classes have one margin, the log odds of the second: a row of probability p and weight w has
/// the gradient w (p - y) and the curvature w p (1 - p). More classes have a margin each, and their
/// softmax, with twice that curvature. The start says the shares of the classes, none below 1e-6,
/// centred for more than two. All this is as XGBoost 3.2 does it (`binary:logistic`,
/// `multi:softprob`).
struct ClassLoss: MarginLoss {
  /// What a share is raised to, so that its logarithm is finite.
  private static let shareMin = 1e-6

  private let target: [Double]
  private let weights: [Double]?
  private let classCount: Int
  /// The probabilities that the margins of the round stand for: of the second of two, or of each.
  private var shares: [[Double]] = []

  init(_ data: TrainingData, classCount: Int) {
    target = data.target
    weights = data.weights
    self.classCount = classCount
  }

  var marginCount: Int { classCount == 2 ? 1 : classCount }
  let hasConstantCurvatures = false
  var stepMax: Double? { nil }

  func start() -> [Double] {
    let weights = weights ?? [Double](repeating: 1, count: target.count)
    let total = HistogramScale.sum(weights)
    let shares = (0..<classCount).map { place in
      HistogramScale.sum(zip(weights, target).map { Int($1) == place ? $0 : 0 }) / total
    }
    if classCount == 2 {
      let share = min(max(shares[1], Self.shareMin), 1 - Self.shareMin)
      return [log(share / (1 - share))]
    }
    let logs = shares.map { log(max($0, Self.shareMin)) }
    let mean = Sum.mean(of: logs)
    return logs.map { $0 - mean }
  }

  mutating func begin(_ margins: [[Double]]) { shares = shares(margins) }

  private func shares(_ margins: [[Double]]) -> [[Double]] {
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

  func slopes(_ margins: [[Double]], along margin: Int, into slopes: inout RowSlopes) {
    let place = marginCount == 1 ? 1 : margin
    let doubling: Double = marginCount == 1 ? 1 : 2
    for row in target.indices {
      let share = shares[margin][row]
      let weight = weights?[row] ?? 1
      slopes.gradients[row] = (share - (Int(target[row]) == place ? 1 : 0)) * weight
      slopes.curvatures[row] = doubling * (share * (1 - share) * weight)
    }
  }

  func mean(_ margins: [[Double]]) -> Double {
    let shares = shares(margins)
    var sum = 0.0
    var total = 0.0
    for row in target.indices {
      let place = Int(target[row])
      let share =
        marginCount > 1 ? shares[place][row] : place == 1 ? shares[0][row] : 1 - shares[0][row]
      let weight = weights?[row] ?? 1
      // A share that is rounded to 0 would make the mean infinite.
      sum -= weight * log(max(share, 1e-300))
      total += weight
    }
    return total > 0 ? sum / total : 0
  }
}
