import Foundation

/// The standard normal distribution.
enum NormalDistribution {
  /// Gives the probability of at most this value; both tails keep their digits.
  static func cumulative(_ value: Double) -> Double {
    erfc(-value / 2.0.squareRoot()) / 2
  }

  /// Gives the density at a value.
  static func density(_ value: Double) -> Double {
    exp(-value * value / 2) / (2 * Double.pi).squareRoot()
  }
}
