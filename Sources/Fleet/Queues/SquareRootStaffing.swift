import Foundation

/// How many servers a load needs: the load, and a margin that grows as its square root.
///
/// Halfin and Whitt: Heavy-traffic limits for queues with many exponential servers, 1981.
package enum SquareRootStaffing {
  /// Gives the smallest whole number of servers with a margin of some square roots of the load.
  package static func servers(load: Double, margin: Double) throws(FleetError) -> Int {
    try Argument.notNegative(load, "load")
    try Argument.positive(margin, "margin")
    let count = (load + margin * load.squareRoot()).rounded(.up)
    guard count <= Double(Erlang.serverCountMax) else {
      throw FleetError(
        argument: "load", value: load, allowed: "small enough for \(Erlang.serverCountMax) servers")
    }
    return max(1, Int(count))
  }

  /// Gives the share of arrivals that wait, as the load grows and the margin stays.
  ///
  /// [1 + margin cdf(margin) / density(margin)]^-1. About 5 % low at a load of 220 and a margin of 1.
  package static func waiting(margin: Double) throws(FleetError) -> Double {
    try Argument.positive(margin, "margin")
    let density = NormalDistribution.density(margin)
    return density / (density + margin * NormalDistribution.cumulative(margin))
  }

  /// Gives the fewest servers with which at most a share of arrivals waits, by Erlang C.
  ///
  /// The share is above 0 and below 1. Bisection: more servers never wait more.
  package static func servers(load: Double, waitingAtMost share: Double) throws(FleetError) -> Int {
    try Argument.notNegative(load, "load")
    guard share > 0, share < 1 else {
      throw FleetError(argument: "share that waits", value: share, allowed: "above 0 and below 1")
    }
    if load == 0 { return 1 }
    guard load < Double(Erlang.serverCountMax) / 2 else {
      throw FleetError(
        argument: "load", value: load, allowed: "below \(Erlang.serverCountMax / 2) erlangs")
    }
    // One past the largest whole number that is not above the load is the first that can do it.
    var low = Int(load.rounded(.down))
    var high = max(low + 1, try servers(load: load, margin: 8))
    while try Erlang.waiting(servers: high, load: load) > share { high += high }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if try Erlang.waiting(servers: middle, load: load) <= share {
        high = middle
      } else {
        low = middle
      }
    }
    return high
  }
}
