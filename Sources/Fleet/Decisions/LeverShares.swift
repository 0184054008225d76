import Kernels

/// What each of some measures saves: alone, as the last one, and as a fair share of all together.
///
/// Shapley: A value for n-person games, 1953. Savings overlap, so that what a measure saves depends on
/// which others are there; its Shapley value is the mean over all orders, and the values add up to
/// what all save together.
package struct LeverShares: Sendable, Hashable {
  /// The most measures, as every subset of them has a total.
  package static let countMax = 16

  /// What each saves with no other.
  package let alone: [Double]
  /// What each saves when all others are there.
  package let last: [Double]
  /// The Shapley value of each.
  package let shapley: [Double]
  /// The total without any and with all.
  package let base: Double
  package let full: Double

  /// What all save together.
  package var saved: Double { base - full }

  /// Takes the total of every subset: place b is of the measures whose bits are set in b.
  ///
  /// - Parameters:
  ///   - totals: in; shape [2^count], each a number, such as dollars a month.
  ///   - count: the number of measures, 1 to 16.
  /// - Throws: an error that names the argument.
  /// - Complexity: O(count x 2^count).
  package init(totals: [Double], count: Int) throws(FleetError) {
    try Argument.count(count, in: 1...Self.countMax, "number of levers")
    guard totals.count == 1 << count else {
      throw FleetError(
        argument: "number of totals", value: Double(totals.count),
        allowed: "one for each subset of the levers, \(1 << count)")
    }
    for total in totals { try Argument.finite(total, "total of a subset") }
    let weights = Self.weights(count)
    let all = totals.count - 1
    base = totals[0]
    full = totals[all]
    alone = (0..<count).map { totals[0] - totals[1 << $0] }
    last = (0..<count).map { totals[all & ~(1 << $0)] - totals[all] }
    shapley = (0..<count).map { lever in
      var sum = Sum()
      for subset in totals.indices where subset & 1 << lever == 0 {
        sum.add(
          weights[subset.nonzeroBitCount] * (totals[subset] - totals[subset | 1 << lever]))
      }
      return sum.value
    }
  }

  /// The share of the orders in which a measure comes after these others: s! (n - s - 1)! / n!.
  private static func weights(_ count: Int) -> [Double] {
    var weight = 1 / Double(count)
    return (0..<count).map { size in
      defer { weight *= Double(size + 1) / Double(max(1, count - size - 1)) }
      return weight
    }
  }
}
