/// A fleet under target tracking, where work flows like water: the reference of the simulation.
///
/// Each second the offered load (in busy instances) is served as far as there are instances, and the
/// rest waits. Each minute the policy looks at the mean busy share of the minute. New instances are
/// paid for at once and work after their boot.
package struct FluidFleet: Sendable, Hashable {
  /// What a run of whole days comes to.
  package struct Outcome: Sendable, Hashable {
    /// The instance-hours that are paid for in a day.
    package let instanceHours: Double
    /// The busy instance-hours in a day.
    package let busyHours: Double
    /// The longest wait of what comes, in seconds: the backlog over the capacity.
    package let waitMaximum: Double
    /// The instances launched in a day.
    package let launches: Double
  }

  package let load: DailyProfile
  package let policy: TargetTracking
  package let bootSeconds: Double

  package init(load: DailyProfile, policy: TargetTracking, bootSeconds: Double) throws(FleetError) {
    try Argument.notNegative(bootSeconds, "seconds to boot")
    self.load = load
    self.policy = policy
    self.bootSeconds = bootSeconds
  }

  /// Gives the hours of a fleet that never changes and keeps its peak at a utilisation.
  package static func staticHours(load: DailyProfile, utilisation: Double) throws(FleetError)
    -> Double
  {
    try Argument.positiveShare(utilisation, "utilisation")
    return (load.maximum / utilisation).rounded(.up) * 24
  }

  /// Runs the fleet for some days, 1 to 366, and gives the means of a day.
  package func run(days: Int) throws(FleetError) -> Outcome {
    try Argument.count(days, in: 1...366, "number of days")
    var state = State(running: max(1, Int((load.value(at: 0) / policy.target).rounded(.up))))
    for second in 0..<(days * 86_400) {
      state.serve(load.value(at: Double(second)), at: Double(second))
      if second % 60 == 59 { try look(&state, at: Double(second)) }
    }
    let scale = 1 / Double(days) / 3600
    return Outcome(
      instanceHours: state.billed * scale, busyHours: state.busy * scale,
      waitMaximum: state.waitMaximum, launches: Double(state.launches) / Double(days))
  }

  private func look(_ state: inout State, at time: Double) throws(FleetError) {
    let capacity = state.running
    let metric = state.busyShares / 60
    state.busyShares = 0
    guard state.launching.isEmpty else { return state.alarm.clear() }
    switch state.alarm.note(metric, policy) {
    case .none: return
    case .more:
      // A full fleet cannot be more than fully busy, so the backlog in minutes tells the rest.
      let minutes = state.backlog / Double(capacity) / 60
      let wanted = try TargetTracking.desired(
        capacity: capacity, metric: metric * (1 + minutes), target: policy.target)
      if wanted > capacity {
        state.launching.append((time + bootSeconds, wanted - capacity))
        state.launches += wanted - capacity
      }
    case .fewer:
      state.running = min(capacity, policy.reduced(capacity: capacity, metric: metric))
    }
    state.alarm.clear()
  }

  private struct State {
    var running: Int
    var launching: [(ready: Double, count: Int)] = []
    /// Work that waits, in seconds of one instance.
    var backlog = 0.0
    var busyShares = 0.0
    var billed = 0.0
    var busy = 0.0
    var waitMaximum = 0.0
    var launches = 0
    var alarm = AlarmState()

    init(running: Int) {
      self.running = running
    }

    mutating func serve(_ load: Double, at time: Double) {
      while let first = launching.first, first.ready <= time {
        running += first.count
        launching.removeFirst()
      }
      let capacity = Double(running)
      let served = min(capacity, load + backlog)
      backlog = max(0, backlog + load - served)
      waitMaximum = max(waitMaximum, backlog / capacity)
      busyShares += served / capacity
      busy += served
      billed += capacity + Double(launching.reduce(0) { $0 + $1.count })
    }
  }
}
