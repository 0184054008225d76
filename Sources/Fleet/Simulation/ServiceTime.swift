import Foundation
package import Kernels

/// How long a message takes an instance: a mean, and a way to vary around it.
package struct ServiceTime: Sendable, Hashable {
  /// The ways to vary.
  package enum Shape: String, Sendable, Hashable, CaseIterable {
    /// Always the mean.
    case constant
    /// Squared coefficient of variation 1.
    case exponential
    /// Any squared coefficient of variation.
    case logNormal
    /// A mixture of two exponentials with equal shares of the mean; variation above 1.
    case hyperExponential
  }

  package let mean: Double
  package let shape: Shape
  /// The squared coefficient of variation.
  package let variation: Double
  private let first: Double
  private let second: Double

  /// Takes a mean above 0 seconds and the squared coefficient of variation, where the shape has one.
  package init(mean: Double, shape: Shape, variation: Double = 1) throws(FleetError) {
    try Argument.positive(mean, "mean service")
    self.mean = mean
    self.shape = shape
    switch shape {
    case .constant:
      self.variation = 0
      (first, second) = (mean, 0)
    case .exponential:
      self.variation = 1
      (first, second) = (mean, 0)
    case .logNormal:
      try Argument.positive(variation, "squared variation of service")
      self.variation = variation
      let square = log1p(variation)
      (first, second) = (log(mean) - square / 2, square.squareRoot())
    case .hyperExponential:
      guard variation > 1, variation.isFinite else {
        throw FleetError(
          argument: "squared variation of service", value: variation,
          allowed: "above 1 for hyper-exponential service")
      }
      self.variation = variation
      // Balanced means: each branch makes up half of the mean.
      let share = (1 + ((variation - 1) / (variation + 1)).squareRoot()) / 2
      (first, second) = (share, 1 - share)
    }
  }

  /// Gives the seconds of a message.
  package func drawn(_ stream: inout RandomStream) -> Double {
    switch shape {
    case .constant: return mean
    case .exponential: return -mean * log1p(-stream.uniform())
    case .logNormal: return exp(first + second * stream.normal())
    case .hyperExponential:
      let share = stream.uniform() < first ? first : second
      return -mean / (2 * share) * log1p(-stream.uniform())
    }
  }
}
