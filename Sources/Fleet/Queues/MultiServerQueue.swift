import Foundation

/// Some servers with one queue, random arrivals and exponential service: M/M/k in its steady state.
///
/// Gross, Shortle, Thompson, Harris: Fundamentals of queueing theory, 4th edition, 2.3. Rates are per
/// second, or per any other unit; times come in that unit.
package struct MultiServerQueue: Sendable, Hashable {
  package let servers: Int
  package let arrivalRate: Double
  /// The services that one server can do in a unit of time.
  package let serviceRate: Double
  /// The share of arrivals that wait.
  package let waitProbability: Double

  /// Makes a queue that has a steady state: arrivals stay below what the servers can do.
  package init(servers: Int, arrivalRate: Double, serviceRate: Double) throws(FleetError) {
    try Argument.notNegative(arrivalRate, "arrival rate")
    try Argument.positive(serviceRate, "service rate")
    try Argument.count(servers, in: 1...Erlang.serverCountMax, "number of servers")
    guard arrivalRate < Double(servers) * serviceRate else {
      throw FleetError(
        argument: "arrival rate", value: arrivalRate,
        allowed: "below what the servers can do, "
          + "\(FleetError.text(Double(servers) * serviceRate))")
    }
    self.servers = servers
    self.arrivalRate = arrivalRate
    self.serviceRate = serviceRate
    waitProbability = try Erlang.waiting(servers: servers, load: arrivalRate / serviceRate)
  }

  /// The busy servers on average, in erlangs.
  package var load: Double { arrivalRate / serviceRate }

  /// The busy share of a server's time.
  package var utilisation: Double { load / Double(servers) }

  /// The rate at which a full house empties.
  private var spareRate: Double { Double(servers) * serviceRate - arrivalRate }

  /// The mean wait before service, over all arrivals.
  package var meanWait: Double { waitProbability / spareRate }

  /// The mean number that wait.
  package var meanQueueLength: Double { arrivalRate * meanWait }

  /// Gives the share of arrivals that wait longer than a time.
  package func probability(waitAbove time: Double) throws(FleetError) -> Double {
    try Argument.notNegative(time, "time")
    return waitProbability * exp(-spareRate * time)
  }

  /// Gives the wait that a share of arrivals stays within; 0 where that many do not wait at all.
  package func wait(within share: Double) throws(FleetError) -> Double {
    try Argument.shareBelowOne(share, "share")
    let above = 1 - share
    return above >= waitProbability ? 0 : log(waitProbability / above) / spareRate
  }
}
