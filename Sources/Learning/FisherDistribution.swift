import Kernels

/// Fisher's F distribution.
package enum FisherDistribution {
  /// Gives the probability that an F variable exceeds a value.
  ///
  /// Degrees of freedom are above 0. By the incomplete beta function (Abramowitz and Stegun:
  /// Handbook of mathematical functions, 1964, 26.6.2).
  package static func above(_ value: Double, numerator: Double, denominator: Double) -> Double {
    guard value > 0 else { return 1 }
    return StudentDistribution.incompleteBeta(
      denominator / (denominator + numerator * value), denominator / 2, numerator / 2)
  }
}
