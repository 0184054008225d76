import Fleet

/// What decides a simulated queue, by the words that files and columns of scenarios have for it.
package struct QueueSettings: Codable, Sendable, Hashable {
  /// The numbers that are set, by word.
  var numbers: [String: Double] = [:]
  var arrivals = Arriving.random
  var shape = Shape.constant
  var scaling = Scaling.none
  var heedsNotice = true
  /// The messages a second in equal parts of the day; empty without a profile.
  var rates: [Double] = []
  /// The instances in equal parts of the day; empty without a schedule.
  var schedule: [Double] = []

  /// How messages come.
  enum Arriving: String, Codable, Sendable, CaseIterable {
    case random, spread, together
  }

  /// How service varies.
  enum Shape: String, Codable, Sendable, CaseIterable {
    case constant, exponential
    case logNormal = "log-normal"
    case hyperExponential = "hyper-exponential"

    /// The same in the simulation's words.
    var serviceShape: ServiceTime.Shape {
      switch self {
      case .constant: .constant
      case .exponential: .exponential
      case .logNormal: .logNormal
      case .hyperExponential: .hyperExponential
      }
    }
  }

  /// What decides the number of instances.
  enum Scaling: String, Codable, Sendable, CaseIterable {
    case none, busy, backlog, schedule
  }

  /// Gives a number by its word, its standard where it is not set.
  func number(_ word: String) -> Double? {
    numbers[word] ?? QueueWords.numbers.first { $0.word == word }?.standard
  }

  /// Gives a number that must be set.
  private func needed(_ word: String, _ reason: String) throws(Missing) -> Double {
    guard let value = number(word) else { throw Missing(word: word, reason: reason) }
    return value
  }

  /// A setting that is not there, and why it is needed.
  struct Missing: Error {
    let word: String
    let reason: String
  }

  /// Gives the scenario of the simulation.
  func scenario() throws -> QueueScenario {
    try QueueScenario(
      arrivals: pattern(),
      service: ServiceTime(
        mean: needed("service", "it says how long a message takes"), shape: shape.serviceShape,
        variation: number("service-variation") ?? 1),
      batches: QueueScenario.Batches(
        size: whole("batch"), fillSeconds: number("batch-wait") ?? 0,
        fixed: number("batch-fixed") ?? 0, floor: number("batch-floor") ?? 0),
      fleet: fleet(), visibilitySeconds: number("visibility") ?? 30,
      startSecond: (number("start-hour") ?? 0) * 3600, seconds: (number("hours") ?? 24) * 3600,
      leadSeconds: (number("lead-hours") ?? 0) * 3600)
  }

  /// The runs of each scenario.
  var runCount: Int { Int(number("runs") ?? 10) }

  private func whole(_ word: String) throws -> Int {
    let value = try needed(word, "it is a number of things")
    guard let whole = Int(exactly: value) else {
      throw FleetError(argument: word, value: value, allowed: "a whole number")
    }
    return whole
  }

  private func pattern() throws -> ArrivalPattern {
    let rate: DailyProfile?
    if !rates.isEmpty {
      rate = try DailyProfile(rates)
    } else if let constant = number("rate") {
      rate = try DailyProfile([constant])
    } else {
      rate = nil
    }
    guard arrivals != .random else {
      guard let rate else {
        throw Missing(word: "rate", reason: "random arrivals need it, or a profile")
      }
      return .random(rate: rate)
    }
    let period = number("period") ?? 10
    _ = try needed("cameras", "they send the messages")
    return .cameras(
      try .init(
        count: whole("cameras"), period: period, isSynchronised: arrivals == .together,
        rate: rate))
  }

  private func fleet() throws -> QueueScenario.Fleet {
    let minimum = try whole("instances-min")
    let initial: Int
    let scaling: QueueScenario.Scaling
    switch self.scaling {
    case .schedule:
      guard !schedule.isEmpty else {
        throw Missing(
          word: "scaling", reason: "a schedule comes with a profile that has a column 'instances'")
      }
      let counts = try schedule.map { value in
        guard let count = Int(exactly: value) else {
          throw FleetError(argument: "instances", value: value, allowed: "a whole number")
        }
        return count
      }
      scaling = .scheduled(counts)
      initial = counts[0]
    case .none:
      scaling = .none
      initial = try whole("instances")
    case .busy, .backlog:
      let isBusy = self.scaling == .busy
      let policy = try TargetTracking(
        target: needed("target", "instances are added when the metric is above it"),
        lowShare: number("low-share") ?? (isBusy ? 0.7 : 0.9), outMinutes: whole("out-minutes"),
        inMinutes: whole("in-minutes"), inShare: number("in-share") ?? 1)
      scaling = isBusy ? .busyShare(policy) : .backlog(policy)
      initial = try whole("instances")
    }
    return try QueueScenario.Fleet(
      instances: initial, scaling: scaling, minimum: minimum, maximum: whole("instances-max"),
      bootSeconds: number("boot") ?? 0, warmUpSeconds: number("warm-up") ?? 0, spot: spot())
  }

  private func spot() throws -> QueueScenario.Spot? {
    guard let share = number("spot-share"), share != 0 else { return nil }
    return try QueueScenario.Spot(
      share: share, monthlyShare: number("spot-interrupted") ?? 0,
      shocksPerMonth: number("shocks") ?? 0, shockShare: number("shock-share") ?? 0,
      heedsNotice: heedsNotice)
  }
}
