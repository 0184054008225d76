/// All that decides how a queue and its fleet behave.
package struct QueueScenario: Sendable, Hashable {
  /// How messages are taken together.
  package struct Batches: Sendable, Hashable {
    /// The most messages that an instance takes at once.
    package let size: Int
    /// The seconds that it waits for more messages at most.
    package let fillSeconds: Double
    /// The seconds of a batch besides those of its messages.
    package let fixed: Double
    /// The seconds that any batch takes at least.
    package let floor: Double

    /// Takes 1 to 10000 messages; the seconds are at least 0.
    package init(
      size: Int = 1, fillSeconds: Double = 0, fixed: Double = 0, floor: Double = 0
    ) throws(FleetError) {
      try Argument.count(size, in: 1...10_000, "size of a batch")
      try Argument.notNegative(fillSeconds, "seconds to fill a batch")
      try Argument.notNegative(fixed, "fixed seconds of a batch")
      try Argument.notNegative(floor, "least seconds of a batch")
      self.size = size
      self.fillSeconds = fillSeconds
      self.fixed = fixed
      self.floor = floor
    }
  }

  /// What decides the number of instances.
  package enum Scaling: Sendable, Hashable {
    /// It stays as it is.
    case none
    /// It follows the busy share of instances.
    case busyShare(TargetTracking)
    /// It follows the visible messages for each instance.
    case backlog(TargetTracking)
    /// It is set by the part of the day.
    case scheduled([Int])
  }

  /// Instances that start, end and are taken away.
  package struct Fleet: Sendable, Hashable {
    package let instances: Int
    package let scaling: Scaling
    package let minimum: Int
    package let maximum: Int
    /// The seconds from launch to the first message.
    package let bootSeconds: Double
    /// The seconds after that in which the policy does not count an instance.
    package let warmUpSeconds: Double
    package let spot: Spot?

    /// Takes 1 to a million instances, with limits around them.
    package init(
      instances: Int, scaling: Scaling = .none, minimum: Int = 1, maximum: Int = 1_000_000,
      bootSeconds: Double = 0, warmUpSeconds: Double = 0, spot: Spot? = nil
    ) throws(FleetError) {
      try Argument.count(minimum, in: 1...1_000_000, "least number of instances")
      try Argument.count(maximum, in: minimum...1_000_000, "largest number of instances")
      try Argument.count(instances, in: minimum...maximum, "number of instances")
      try Argument.notNegative(bootSeconds, "seconds to boot")
      guard warmUpSeconds >= 0, warmUpSeconds <= 3600 else {
        throw FleetError(
          argument: "seconds to warm up", value: warmUpSeconds, allowed: "from 0 to 3600")
      }
      if case .scheduled(let counts) = scaling {
        guard !counts.isEmpty else {
          throw FleetError(argument: "number of parts of the day", value: 0, allowed: "at least 1")
        }
        for count in counts {
          try Argument.count(count, in: minimum...maximum, "number of instances scheduled")
        }
      }
      self.instances = instances
      self.scaling = scaling
      self.minimum = minimum
      self.maximum = maximum
      self.bootSeconds = bootSeconds
      self.warmUpSeconds = warmUpSeconds
      self.spot = spot
    }
  }

  /// Instances that are cheaper and can be taken away.
  package struct Spot: Sendable, Hashable {
    /// The share of the instances.
    package let share: Double
    /// The share of an instance's kind that is interrupted in a month.
    package let monthlyShare: Double
    /// The times a month at which many go at once.
    package let shocksPerMonth: Double
    /// The share of the spot instances that such a shock takes.
    package let shockShare: Double
    /// Whether an instance with notice takes no more work and is replaced at once.
    ///
    /// It then hands back what it cannot finish; otherwise that is lost until its time-out.
    package let heedsNotice: Bool

    package init(
      share: Double, monthlyShare: Double, shocksPerMonth: Double = 0, shockShare: Double = 0,
      heedsNotice: Bool = true
    ) throws(FleetError) {
      try Argument.share(share, "share of spot instances")
      try Argument.shareBelowOne(monthlyShare, "share interrupted in a month")
      try Argument.notNegative(shocksPerMonth, "shocks a month")
      try Argument.share(shockShare, "share that a shock takes")
      self.share = share
      self.monthlyShare = monthlyShare
      self.shocksPerMonth = shocksPerMonth
      self.shockShare = shockShare
      self.heedsNotice = heedsNotice
    }
  }

  package let arrivals: ArrivalPattern
  package let service: ServiceTime
  package let batches: Batches
  package let fleet: Fleet
  /// The seconds after which a message that was taken and not deleted is seen again.
  package let visibilitySeconds: Double
  /// The second of the day at which the run begins.
  package let startSecond: Double
  /// The seconds of the run.
  package let seconds: Double
  /// The seconds at the beginning whose messages are not counted.
  package let leadSeconds: Double

  /// Takes a visibility above 0, at most 12 hours, and a run of at most 366 days.
  package init(
    arrivals: ArrivalPattern, service: ServiceTime, batches: Batches, fleet: Fleet,
    visibilitySeconds: Double = 30, startSecond: Double = 0, seconds: Double,
    leadSeconds: Double = 0
  ) throws(FleetError) {
    guard visibilitySeconds > 0, visibilitySeconds <= 43_200 else {
      throw FleetError(
        argument: "visibility time-out", value: visibilitySeconds,
        allowed: "above 0, at most 43200 seconds")
    }
    guard startSecond >= 0, startSecond < DailyProfile.daySeconds else {
      throw FleetError(
        argument: "second of the day", value: startSecond, allowed: "from 0 to below 86400")
    }
    guard seconds > 0, seconds <= 366 * DailyProfile.daySeconds else {
      throw FleetError(
        argument: "seconds of the run", value: seconds, allowed: "above 0, at most 366 days")
    }
    guard leadSeconds >= 0, leadSeconds < seconds else {
      throw FleetError(
        argument: "seconds not counted", value: leadSeconds,
        allowed: "from 0 to below those of the run, \(FleetError.text(seconds))")
    }
    self.arrivals = arrivals
    self.service = service
    self.batches = batches
    self.fleet = fleet
    self.visibilitySeconds = visibilitySeconds
    self.startSecond = startSecond
    self.seconds = seconds
    self.leadSeconds = leadSeconds
  }
}
