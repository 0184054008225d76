import Foundation

/// The sums of the present minute.
struct MinuteSums {
  var arrivals = 0
  var warmSeconds = 0.0
  var warmBusySeconds = 0.0
  /// The integrals at the beginning of the minute.
  var busySeconds = 0.0
  var inServiceSeconds = 0.0
  var paidSeconds = 0.0
}

/// What is looked at each minute, and what a policy makes of it.
extension QueueSimulation {
  /// Ends a minute: notes it, and lets the policy decide.
  mutating func tick() throws {
    let metricBusy = minute.warmSeconds > 0 ? minute.warmBusySeconds / minute.warmSeconds : 0
    note()
    switch scenario.fleet.scaling {
    case .none: break
    case .scheduled(let counts):
      desired = scheduled(counts)
      adjust()
    case .busyShare(let policy): try follow(policy, metric: metricBusy)
    case .backlog(let policy):
      try follow(policy, metric: Double(ring.count) / Double(max(1, warmCount)))
    }
    add(.tick, at: now + 60, index: 0)
  }

  private mutating func note() {
    outcome.minutes.append(
      QueueOutcome.Minute(
        arrivals: Double(minute.arrivals),
        busy: (outcome.busySeconds - minute.busySeconds) / 60,
        inService: (outcome.inServiceSeconds - minute.inServiceSeconds) / 60,
        paid: (outcome.paidSeconds - minute.paidSeconds) / 60, visible: Double(ring.count)))
    minute = MinuteSums(
      busySeconds: outcome.busySeconds, inServiceSeconds: outcome.inServiceSeconds,
      paidSeconds: outcome.paidSeconds)
  }

  /// Follows a target as AWS documents it.
  ///
  /// More are launched at once, and what is starting or warming up counts towards what is wanted;
  /// instances are taken away only when none is starting or warming up.
  private mutating func follow(_ policy: TargetTracking, metric: Double) throws {
    let call = alarm.note(metric, policy)
    let fleet = scenario.fleet
    switch call {
    case .none: return
    case .more:
      let wanted = try TargetTracking.desired(
        capacity: max(1, warmCount), metric: metric, target: policy.target)
      desired = max(desired, min(fleet.maximum, wanted))
    case .fewer:
      guard launchingCount == 0, warmCount == inServiceCount else { return }
      let wanted = policy.reduced(capacity: max(1, warmCount), metric: metric)
      desired = min(desired, max(fleet.minimum, wanted))
      alarm.clear()
    }
    adjust()
  }

  /// The instances that are scheduled for the present part of the day.
  func scheduled(_ counts: [Int]) -> Int {
    let second = (scenario.startSecond + now).truncatingRemainder(
      dividingBy: DailyProfile.daySeconds)
    let part = Int(second / DailyProfile.daySeconds * Double(counts.count))
    return counts[min(part, counts.count - 1)]
  }
}
