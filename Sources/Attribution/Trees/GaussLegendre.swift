import Foundation

/// Places and weights on 0...1 by which sums give integrals of polynomials.
///
/// With m places the integral of every polynomial up to the degree 2m - 1 is exact up to rounding.
/// The places are the roots of Legendre's polynomial, found by Newton's method from the start of
/// Abramowitz and Stegun 22.16.6.
struct GaussLegendre: Sendable {
  /// Between 0 and 1, ascending.
  let places: [Double]
  /// Sum to 1.
  let weights: [Double]

  /// The first few, by number of places less one.
  static let shared = (1...4).map { GaussLegendre(count: $0) }

  init(count: Int) {
    precondition(count > 0, "there is a place")
    var places = [Double](repeating: 0.5, count: count)
    var weights = [Double](repeating: 1, count: count)
    for index in 0..<count {
      var root = cos(.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
      var slope = 1.0
      for _ in 0..<100 {
        let (value, found) = Self.legendre(count, at: root)
        slope = found
        let step = value / slope
        root -= step
        if abs(step) < 1e-16 { break }
      }
      slope = Self.legendre(count, at: root).slope
      places[count - 1 - index] = (1 + root) / 2
      weights[count - 1 - index] = 1 / ((1 - root * root) * slope * slope)
    }
    self.places = places
    self.weights = weights
  }

  /// Gives the polynomial of a degree of at least 1 and its slope.
  private static func legendre(_ degree: Int, at x: Double) -> (value: Double, slope: Double) {
    var (before, value) = (1.0, x)
    for n in stride(from: 2, through: degree, by: 1) {
      let next = (Double(2 * n - 1) * x * value - Double(n - 1) * before) / Double(n)
      (before, value) = (value, next)
    }
    return (value, Double(degree) * (x * value - before) / (x * x - 1))
  }
}
