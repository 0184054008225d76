import Foundation

/// Student's t distribution.
package enum StudentDistribution {
  /// Gives the value that a t variable stays below with this probability.
  ///
  /// Degrees of freedom are above 0, the probability in 0.5..<1. Found by bisection on the
  /// distribution function; exact to about 1e-12 relative.
  package static func quantile(_ probability: Double, degrees: Double) -> Double {
    var low = 0.0
    var high = 1.0
    while cumulative(high, degrees: degrees) < probability, high < 1e300 { high *= 2 }
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      if middle == low || middle == high { break }
      if cumulative(middle, degrees: degrees) < probability { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }

  /// Gives the probability that a t variable is at most this value, which is at least 0.
  package static func cumulative(_ value: Double, degrees: Double) -> Double {
    1 - incompleteBeta(degrees / (degrees + value * value), degrees / 2, 0.5) / 2
  }

  /// Gives the regularised incomplete beta function of x in 0...1.
  ///
  /// Lentz's continued fraction, on the side of the mean where it converges fast (Press et al.:
  /// Numerical Recipes, 3rd edition, 6.4).
  package static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let front = exp(
      lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    return x < (a + 1) / (a + b + 2)
      ? front * continuedFraction(x, a, b) / a
      : 1 - front * continuedFraction(1 - x, b, a) / b
  }

  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    // Keeps a denominator that happens to be 0 away from a division by 0.
    func safe(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
    var c = 1.0
    var d = 1 / safe(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / safe(1 + even * d)
      c = safe(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / safe(1 + odd * d)
      c = safe(1 + odd / c)
      let factor = d * c
      result *= factor
      if abs(factor - 1) < 1e-15 { break }
    }
    return result
  }
}
