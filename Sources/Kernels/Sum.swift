/// A sum in the order of the values, with the rounding errors carried along and added at the end.
///
/// Neumaier: Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, 1974. The
/// error is about one rounding of the result as long as the count times 1.1e-16 is small. The
/// order is part of the contract: the same values in the same order give the same bits anywhere.
package struct Sum: Sendable {
  private var total = 0.0
  private var compensation = 0.0

  package init() {}

  /// Adds a value.
  package mutating func add(_ value: Double) {
    let next = total + value
    compensation += abs(total) >= abs(value) ? (total - next) + value : (value - next) + total
    total = next
  }

  /// The sum so far, 0 before any value; infinite or not a number when the plain sum is.
  package var value: Double {
    total.isFinite ? total + compensation : total
  }

  /// Gives the sum of the values, 0 for none.
  package static func of(_ values: [Double]) -> Double {
    var sum = Sum()
    for value in values { sum.add(value) }
    return sum.value
  }

  /// Gives the mean of the values, not a number for none.
  package static func mean(of values: [Double]) -> Double {
    of(values) / Double(values.count)
  }

  /// Gives the mean squared distance from the mean (divided by the count), not a number for none.
  package static func variance(of values: [Double]) -> Double {
    squaredDeviations(of: values) / Double(values.count)
  }

  /// Gives the variance estimated from a sample, dividing by the count less one.
  ///
  /// Fewer than two values give not a number.
  package static func sampleVariance(of values: [Double]) -> Double {
    values.count < 2 ? .nan : squaredDeviations(of: values) / Double(values.count - 1)
  }

  /// Gives the sum of squared distances from the mean in two passes.
  ///
  /// The mean is rounded, so the distances do not quite sum to zero; their squared sum over the
  /// count is taken off (Chan, Golub, LeVeque: Algorithms for computing the sample variance, 1983).
  private static func squaredDeviations(of values: [Double]) -> Double {
    let mean = mean(of: values)
    var squares = Sum()
    var rest = Sum()
    for value in values {
      let distance = value - mean
      squares.add(distance * distance)
      rest.add(distance)
    }
    let corrected = squares.value - rest.value * rest.value / Double(values.count)
    return corrected < 0 ? 0 : corrected
  }
}
