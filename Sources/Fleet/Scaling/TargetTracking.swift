/// A policy that keeps a metric near a target by adding and taking instances.
///
/// As AWS documents target tracking: more when the metric is above the target in 3 of 3 minutes,
/// fewer when it is below a share of it in 15 of 15.
package struct TargetTracking: Sendable, Hashable {
  package let target: Double
  /// The share of the target below which instances are taken away: 0.7 for processors, 0.9 for others.
  package let lowShare: Double
  package let outMinutes: Int
  package let inMinutes: Int
  /// The most of the instances that go at once.
  package let inShare: Double

  /// Takes a target above 0 and a share above 0, below 1; minutes are 1 to 1440.
  package init(
    target: Double, lowShare: Double = 0.7, outMinutes: Int = 3, inMinutes: Int = 15,
    inShare: Double = 1
  ) throws(FleetError) {
    try Argument.positive(target, "target")
    guard lowShare > 0, lowShare < 1 else {
      throw FleetError(
        argument: "share of the target", value: lowShare, allowed: "above 0 and below 1")
    }
    try Argument.count(outMinutes, in: 1...1440, "minutes before more")
    try Argument.count(inMinutes, in: 1...1440, "minutes before fewer")
    try Argument.positiveShare(inShare, "share that goes at once")
    self.target = target
    self.inShare = inShare
    self.lowShare = lowShare
    self.outMinutes = outMinutes
    self.inMinutes = inMinutes
  }

  /// Gives the capacity that brings the metric to the target, rounded up: ⌈capacity x metric / target⌉.
  package static func desired(
    capacity: Int, metric: Double, target: Double
  ) throws(FleetError) -> Int {
    try Argument.count(capacity, in: 0...Erlang.serverCountMax, "capacity")
    try Argument.notNegative(metric, "metric")
    try Argument.positive(target, "target")
    // The quotient first, so that 10 x (150 / 100) is not rounded up to 16.
    let wanted = Double(capacity) * metric / target
    let whole = wanted.rounded()
    let count = abs(wanted - whole) <= 1e-9 * whole ? whole : wanted.rounded(.up)
    guard count <= Double(Erlang.serverCountMax) else {
      throw FleetError(argument: "metric", value: metric, allowed: "small enough to be served")
    }
    return Int(count)
  }

  /// Gives the capacity after a low metric: less, but never below what the target asks for.
  package func reduced(capacity: Int, metric: Double) -> Int {
    let wanted = max(1, Int((Double(capacity) * metric / target).rounded(.down)) + 1)
    return max(wanted, Int((Double(capacity) * (1 - inShare)).rounded(.up)))
  }

  /// Gives the backlog for each instance at which a message is still done in time.
  package static func backlogTarget(
    acceptableLatency: Double, secondsPerMessage: Double
  ) throws(FleetError) -> Double {
    try Argument.positive(acceptableLatency, "acceptable latency")
    try Argument.positive(secondsPerMessage, "seconds of a message")
    return acceptableLatency / secondsPerMessage
  }
}

/// The last minutes of a metric, and what they call for.
struct AlarmState: Sendable, Hashable {
  /// What an alarm calls for.
  enum Call: Sendable, Hashable {
    case none, more, fewer
  }

  private var high = 0
  private var low = 0

  /// Takes the metric of a minute.
  mutating func note(_ metric: Double, _ policy: TargetTracking) -> Call {
    high = metric > policy.target ? high + 1 : 0
    low = metric < policy.lowShare * policy.target ? low + 1 : 0
    if high >= policy.outMinutes { return .more }
    return low >= policy.inMinutes ? .fewer : .none
  }

  /// Begins to count again, after what was called for was done.
  mutating func clear() {
    high = 0
    low = 0
  }
}
