/// How far a result swings when one input goes from its low to its high end, the others standing.
package struct Swing: Sendable, Hashable {
  package let low: Double
  package let high: Double
  package let base: Double

  package init(low: Double, high: Double, base: Double) throws(FleetError) {
    try Argument.finite(low, "result at the low end")
    try Argument.finite(high, "result at the high end")
    try Argument.finite(base, "result of the base")
    self.low = low
    self.high = high
    self.base = base
  }

  /// The distance between the ends.
  package var width: Double { abs(high - low) }

  /// Gives the way from low to high, 0 to 1, at which the result crosses a value on a straight line.
  ///
  /// Nil where it does not cross it.
  package func crossing(of value: Double) -> Double? {
    guard low != high, (low - value) * (high - value) <= 0 else { return nil }
    return (value - low) / (high - low)
  }
}
