import Foundation
import Kernels
import Learning

/// Finds curves whose sum is the log odds of a class, by least squares that are weighted anew.
///
/// Each step fits the curves to what the log odds would have to be for Newton's step, with rows
/// weighted by p (1 - p) (Wood: Generalized additive models, 2nd edition, 2017, 3.1.2 and 6.1.2), and
/// chooses the smoothness for these (Gu: Cross-validating non-Gaussian data, 1992, calls that
/// performance-oriented iteration). After some steps the smoothness stays. Where the log odds grow
/// without end, as they do for classes that the curves tell apart wholly, it stops before they are huge.
struct LogOddsSearch {
  private static let stepsMax = 40
  /// So many steps choose the smoothness anew.
  private static let choosingSteps = 5
  /// Log odds beyond these say no more than that a class is certain.
  private static let oddsMax = 30.0
  /// A row that is predicted as surely as this weighs no less.
  private static let curvatureMin = 1e-9

  private let features: FeatureMatrix
  private let isClass: [Bool]
  private let weights: [Double]
  private let terms: [AdditiveTerm]

  /// Takes rows that weigh something, some of the class and some not.
  init(_ features: FeatureMatrix, isClass: [Bool], weights: [Double], terms: [AdditiveTerm]) {
    self.features = features
    self.isClass = isClass
    self.weights = weights
    self.terms = terms
  }

  /// Gives the curves, in log odds; throws when cancelled.
  func best() throws -> AdditiveFit {
    let total = weights.reduce(0, +)
    let own = zip(weights, isClass).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
    var at = [Double](repeating: log(own / (total - own)), count: isClass.count)
    // Curves that do worse than one share for all rows come of a step that went too far.
    let most = loss(at) + 1e-9 * total
    var loss = most
    var exponents: [Int]?
    var best: AdditiveFit?
    for step in 1...Self.stepsMax {
      try Task.checkCancellation()
      let design = try AdditiveDesign(working(at), terms: terms)
      let search = SmoothingSearch(design, rowCount: isClass.count)
      let found = try exponents.map { search.fit(exponents: $0) } ?? search.best()
      let fit = AdditiveFit(
        design: design, found: found, rowCount: isClass.count, dispersion: 1)
      guard let found else { return best ?? fit }
      let next = fit.predictor.predictions(for: features)
      let nextLoss = self.loss(next)
      guard nextLoss <= most else {
        at = zip(at, next).map { $0 + ($1.isFinite ? ($1 - $0) / 2 : 0) }
        continue
      }
      best = fit
      let isStill = exponents != nil && abs(loss - nextLoss) <= 1e-9 * total
      let isCertain = next.contains { abs($0) > Self.oddsMax }
      if isStill || isCertain || nextLoss <= 1e-4 * total { break }
      (at, loss) = (next, nextLoss)
      if step >= Self.choosingSteps { exponents = found.exponents }
    }
    guard let best else { throw LearningError.diverged(epoch: Self.stepsMax) }
    return best
  }

  /// The weighted log loss of log odds.
  private func loss(_ odds: [Double]) -> Double {
    var sum = Sum()
    for row in odds.indices {
      let towards = isClass[row] ? odds[row] : -odds[row]
      sum.add(weights[row] * (max(-towards, 0) + log1p(exp(-abs(towards)))))
    }
    return sum.value
  }

  /// What Newton's step from some log odds is the least squares of.
  private func working(_ odds: [Double]) -> TrainingData {
    var (targets, factors) = (odds, odds)
    for row in odds.indices {
      let small = exp(-abs(odds[row]))
      let share = odds[row] >= 0 ? 1 / (1 + small) : small / (1 + small)
      let curvature = max(Self.curvatureMin, small / ((1 + small) * (1 + small)))
      targets[row] = odds[row] + ((isClass[row] ? 1 : 0) - share) / curvature
      factors[row] = weights[row] * curvature
    }
    return TrainingData(features: features, target: targets, weights: factors)
  }
}
