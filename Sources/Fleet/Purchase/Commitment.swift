/// How many instances to pay for all the time, when the need goes up and down.
///
/// A newsvendor's question: each one reserved costs its price in every hour, each one that lacks
/// costs the price on demand in the hours that need it. The best number is the quantile of the need
/// at 1 - reserved / on demand (Arrow, Harris, Marschak: Optimal inventory policy, 1951).
package struct Commitment: Sendable, Hashable {
  /// The instances needed in each hour, in ascending order.
  private let needs: [Double]
  /// The weight of each, and the sum of all.
  private let weights: [Double]
  private let total: Double

  /// Takes the need of each hour with the hour's weight, such as 5 for each hour of a weekday.
  package init(needs: [Double], weights: [Double]) throws(FleetError) {
    guard !needs.isEmpty, needs.count == weights.count else {
      throw FleetError(
        argument: "number of hours", value: Double(needs.count),
        allowed: "at least 1, with a weight for each")
    }
    for need in needs { try Argument.notNegative(need, "need of an hour") }
    for weight in weights { try Argument.notNegative(weight, "weight of an hour") }
    let order = needs.indices.sorted { (needs[$0], $0) < (needs[$1], $1) }
    self.needs = order.map { needs[$0] }
    self.weights = order.map { weights[$0] }
    total = weights.reduce(0, +)
    try Argument.positive(total, "weight of all hours")
  }

  /// The mean need.
  package var meanNeed: Double { zip(needs, weights).reduce(0) { $0 + $1.0 * $1.1 } / total }

  /// Gives what a mean hour costs with some reserved.
  package func hourlyCost(
    reserved: Int, reservedPrice: Double, onDemandPrice: Double
  ) throws(FleetError) -> Double {
    try Argument.count(reserved, in: 0...Int(Int32.max), "number reserved")
    try Argument.notNegative(reservedPrice, "reserved price")
    try Argument.positive(onDemandPrice, "price on demand")
    let count = Double(reserved)
    var lacking = 0.0
    for (need, weight) in zip(needs, weights) where need > count {
      lacking += weight * (need - count)
    }
    return count * reservedPrice + onDemandPrice * lacking / total
  }

  /// Gives the need that a share of the hours stays within.
  package func need(within share: Double) throws(FleetError) -> Double {
    try Argument.share(share, "share of hours")
    var sum = 0.0
    for (need, weight) in zip(needs, weights) {
      sum += weight
      if sum >= share * total { return need }
    }
    return needs.last ?? 0
  }

  /// Gives the whole number to reserve that costs least, the smaller of two that cost the same.
  ///
  /// The cost is convex in the number, so that the best whole one is next to the quantile.
  package func best(reservedPrice: Double, onDemandPrice: Double) throws(FleetError) -> Int {
    try Argument.notNegative(reservedPrice, "reserved price")
    try Argument.positive(onDemandPrice, "price on demand")
    if reservedPrice >= onDemandPrice { return 0 }
    let quantile = try need(within: 1 - reservedPrice / onDemandPrice)
    guard quantile < Double(Int32.max) else {
      throw FleetError(argument: "need of an hour", value: quantile, allowed: "below 2 billion")
    }
    let below = Int(quantile.rounded(.down))
    let costs = try [below, below + 1].map { count throws(FleetError) in
      try hourlyCost(
        reserved: count, reservedPrice: reservedPrice, onDemandPrice: onDemandPrice)
    }
    return costs[1] < costs[0] ? below + 1 : below
  }

  /// Gives the same by trying every number: the oracle of the quantile.
  package func bestByTrying(reservedPrice: Double, onDemandPrice: Double) throws(FleetError) -> Int
  {
    var best = (count: 0, cost: Double.infinity)
    for count in 0...Int((needs.last ?? 0).rounded(.up)) {
      let cost = try hourlyCost(
        reserved: count, reservedPrice: reservedPrice, onDemandPrice: onDemandPrice)
      if cost < best.cost { best = (count, cost) }
    }
    return best.count
  }
}
