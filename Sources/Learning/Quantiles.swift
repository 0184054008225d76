/// Quantiles of numbers.
package enum Quantiles {
  /// Gives the quantile of sorted numbers by linear interpolation between neighbours.
  ///
  /// The position is `fraction` times (count - 1), the standard of R (type 7) and NumPy. The list
  /// is not empty and has no not-a-number; the fraction is in 0...1.
  package static func of(sorted: [Double], at fraction: Double) -> Double {
    precondition(!sorted.isEmpty, "a quantile needs a number")
    let position = fraction * Double(sorted.count - 1)
    let below = min(max(0, Int(position)), sorted.count - 1)
    let above = min(below + 1, sorted.count - 1)
    let share = position - Double(below)
    // Equal neighbours and a share of 0 give the value itself, also where it is infinite.
    if share == 0 || sorted[below] == sorted[above] { return sorted[below] }
    if share == 0.5 { return sorted[below] / 2 + sorted[above] / 2 }
    return sorted[below] + share * (sorted[above] - sorted[below])
  }

  /// Gives the median of numbers without a not-a-number; nil of none.
  package static func median(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : of(sorted: values.sorted(), at: 0.5)
  }
}
