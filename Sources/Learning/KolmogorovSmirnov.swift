import Foundation

/// The distance between the distributions of two samples.
package struct KolmogorovSmirnov: Hashable, Sendable {
  /// The greatest difference of the two shares of values at most x, over all x; in 0...1.
  package let distance: Double
  /// How often samples of one distribution are at least this far apart, for large samples.
  package let pValue: Double

  /// Compares two samples without a not-a-number; nil where one is empty.
  ///
  /// The p-value is Kolmogorov's limit with the correction of Stephens (1970) for finite samples.
  /// It takes values to be independent; where they are not, the counts say how many independent
  /// ones each sample is worth.
  package init?(_ first: [Double], _ second: [Double], worth: (Double, Double)? = nil) {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let a = first.sorted()
    let b = second.sorted()
    var (i, j) = (0, 0)
    var greatest = 0.0
    while i < a.count, j < b.count {
      let value = min(a[i], b[j])
      while i < a.count, a[i] <= value { i += 1 }
      while j < b.count, b[j] <= value { j += 1 }
      greatest = max(
        greatest, abs(Double(i) / Double(a.count) - Double(j) / Double(b.count)))
    }
    distance = greatest
    let (m, n) = worth ?? (Double(a.count), Double(b.count))
    let effective = (m * n / (m + n)).squareRoot()
    pValue = Self.tail((effective + 0.12 + 0.11 / effective) * greatest)
  }

  /// Gives the probability that Kolmogorov's variable is above this value.
  private static func tail(_ value: Double) -> Double {
    // Below this the alternating series needs many terms, and the sum is 1 to all digits.
    if value < 0.2 { return 1 }
    var sum = 0.0
    for k in 1...100 {
      let term = exp(-2 * Double(k * k) * value * value)
      sum += k % 2 == 1 ? term : -term
      if term < 1e-18 { break }
    }
    return min(1, max(0, 2 * sum))
  }
}
