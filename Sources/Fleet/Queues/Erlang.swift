/// Erlang's two formulas of servers that are offered more or less than they can do.
///
/// Erlang: Solution of some problems in the theory of probabilities of significance in automatic
/// telephone exchanges, 1917. The load is arrivals a second times mean seconds of service.
package enum Erlang {
  /// The most servers that are counted one by one.
  static let serverCountMax = 10_000_000

  /// Gives the share of arrivals that find all servers busy and go away (Erlang B).
  ///
  /// Servers are 1 to 10 million; the load is at least 0, in erlangs. The recursion
  /// 1/B(k) = 1 + (k/load)/B(k-1) has positive terms only, so that it loses no digits.
  package static func blocking(servers: Int, load: Double) throws(FleetError) -> Double {
    try Argument.count(servers, in: 1...serverCountMax, "number of servers")
    try Argument.notNegative(load, "load")
    if load == 0 { return 0 }
    var inverse = 1.0
    for server in 1...servers {
      inverse = 1 + Double(server) / load * inverse
      if inverse.isInfinite { return 0 }
    }
    return 1 / inverse
  }

  /// Gives the share of arrivals that wait for a server (Erlang C).
  ///
  /// The load is from 0 to below the number of servers, in erlangs; beyond, the queue never ends.
  package static func waiting(servers: Int, load: Double) throws(FleetError) -> Double {
    let blocking = try blocking(servers: servers, load: load)
    let count = Double(servers)
    guard load < count else {
      throw FleetError(
        argument: "load", value: load,
        allowed: "below the number of servers, \(servers), or the queue grows without end")
    }
    return count * blocking / (count - load * (1 - blocking))
  }
}
