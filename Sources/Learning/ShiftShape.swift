import Foundation
import Kernels

/// The simplest shape of what was added to test targets, beyond what held-out residuals show.
///
/// Test residuals are taken to be held-out residuals plus something drawn for each row. Four simple
/// shapes of that are tried, with the mean and the variance that the residuals ask for, and the one is
/// named whose sums lie nearest to the test residuals by the distance of Kolmogorov and Smirnov.
package struct ShiftShape: Hashable, Sendable {
  /// What is added to each row.
  package enum Form: String, Hashable, Sendable, CaseIterable {
    /// The same in every row.
    case constant
    /// Anything between two ends, equally often.
    case uniform
    case normal
    /// Mostly little, and sometimes much, to one side of an end.
    case exponential
  }

  package let form: Form
  /// What is added on average.
  package let mean: Double
  /// The standard deviation of what is added; 0 for a constant.
  package let deviation: Double
  /// The distance of the test residuals from sums of held-out residuals and the shape; in 0...1.
  package let distance: Double
  /// Whether chance alone would often give such a distance, so that the shape explains the shift.
  package let fits: Bool

  /// The ends between which a uniform shape lies.
  package var ends: (low: Double, high: Double) {
    let half = 3.0.squareRoot() * deviation
    return (mean - half, mean + half)
  }

  /// The share of the variance of test residuals below which a shape counts as a constant.
  private static let constantShare = 0.05
  /// How many held-out residuals and how many draws of a shape are summed.
  private static let sampleCount = 400
  private static let shapeCount = 200

  /// Finds the shape; nil for fewer than 20 rows on one side.
  package init?(heldOut: [Double], test: [Double]) {
    guard min(heldOut.count, test.count) >= 20 else { return nil }
    let mean = Sum.mean(of: test) - Sum.mean(of: heldOut)
    let spread = Sum.sampleVariance(of: test)
    let excess = spread - Sum.sampleVariance(of: heldOut)
    let deviation = max(excess, 0).squareRoot()
    let sorted = heldOut.sorted()
    let held = (0..<Self.sampleCount).map {
      Quantiles.of(sorted: sorted, at: (Double($0) + 0.5) / Double(Self.sampleCount))
    }
    let forms: [Form] = excess > Self.constantShare * spread ? Form.allCases : [.constant]
    let skew = Self.skew(of: test)
    let tried = forms.compactMap { form -> (form: Form, distance: Double)? in
      let places = Self.places(form, mean, deviation, isDescending: skew < 0)
      let sums = held.flatMap { residual in places.map { residual + $0 } }
      return KolmogorovSmirnov(sums, test).map { (form, $0.distance) }
    }
    guard let best = tried.min(by: { $0.distance < $1.distance }) else { return nil }
    form = best.form
    self.mean = mean
    self.deviation = best.form == .constant ? 0 : deviation
    distance = best.distance
    // Kolmogorov's 5 % point for the rows on both sides; two numbers were fitted, so it is mild.
    let worth = Double(test.count * heldOut.count) / Double(test.count + heldOut.count)
    fits = best.distance < 1.36 / worth.squareRoot()
  }

  /// Quantiles of a shape, at the middles of equal steps of probability.
  private static func places(
    _ form: Form, _ mean: Double, _ deviation: Double, isDescending: Bool
  ) -> [Double] {
    guard form != .constant else { return [mean] }
    return (0..<shapeCount).map { place in
      let share = (Double(place) + 0.5) / Double(shapeCount)
      let standard =
        switch form {
        case .constant: 0.0
        case .uniform: 12.0.squareRoot() * (share - 0.5)
        case .normal: normalQuantile(share)
        case .exponential: isDescending ? 1 + log(share) : -1 - log(1 - share)
        }
      return mean + deviation * standard
    }
  }

  /// The number below which a normal variable lies with a probability, found by halving.
  private static func normalQuantile(_ share: Double) -> Double {
    var (low, high) = (-10.0, 10.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if 0.5 * erfc(-middle / 2.0.squareRoot()) < share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  private static func skew(of values: [Double]) -> Double {
    let mean = Sum.mean(of: values)
    return Sum.of(
      values.map {
        let distance = $0 - mean
        return distance * distance * distance
      })
  }
}
