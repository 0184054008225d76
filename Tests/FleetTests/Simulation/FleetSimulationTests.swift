import Fleet
import Kernels
import Testing

@Suite struct FleetSimulationTests {
  private static func scenario(
    rate: Double = 20, service: ServiceTime, batches: QueueScenario.Batches,
    fleet: QueueScenario.Fleet, visibility: Double = 30, seconds: Double = 7200
  ) throws -> QueueScenario {
    try QueueScenario(
      arrivals: .random(rate: DailyProfile([rate])), service: service, batches: batches,
      fleet: fleet, visibilitySeconds: visibility, seconds: seconds)
  }

  @Test(
    "Integrals and sums agree, whatever happens at once", arguments: 0..<40)
  func anything(seed: Int) throws {
    var stream = RandomStream(seed: UInt64(seed)).derived("scenario")
    func any(_ low: Double, _ high: Double) -> Double { low + (high - low) * stream.uniform() }
    let size = 1 + stream.integer(below: 6)
    let policy = try TargetTracking(
      target: any(0.3, 3), lowShare: 0.9, outMinutes: 1 + stream.integer(below: 3), inMinutes: 4)
    let scaling: [QueueScenario.Scaling] = [
      .none, .busyShare(policy), .backlog(policy), .scheduled([3, 9, 20, 5, 14, 2]),
    ]
    let spot = try QueueScenario.Spot(
      share: any(0.2, 1), monthlyShare: 1 - 1e-9, shocksPerMonth: any(0, 3000),
      shockShare: any(0, 1), heedsNotice: seed % 2 == 0)
    let fleet = try QueueScenario.Fleet(
      instances: 12, scaling: scaling[seed % 4], minimum: 2, maximum: 40,
      bootSeconds: any(0, 400), warmUpSeconds: any(0, 200), spot: spot)
    let shape = ServiceTime.Shape.allCases[stream.integer(below: 4)]
    let scenario = try QueueScenario(
      arrivals: seed % 3 == 0
        ? .cameras(.init(count: 150, period: 10, isSynchronised: seed % 2 == 0))
        : .random(rate: DailyProfile([10, 40, 5, 20])),
      service: ServiceTime(mean: any(0.1, 2), shape: shape, variation: 2),
      batches: .init(size: size, fillSeconds: any(0, 3), fixed: any(0, 1), floor: any(0, 1)),
      fleet: fleet, visibilitySeconds: any(0.5, 4), startSecond: any(0, 80_000), seconds: 8000,
      leadSeconds: 500)
    // The run itself throws where integrals and sums differ.
    let outcome = try QueueSimulation.run(scenario, RandomStream(seed: UInt64(seed)))
    #expect(outcome.counts.deliveries >= outcome.counts.done)
    #expect(
      outcome.counts.deliveries - outcome.counts.done - outcome.counts.duplicates
        - outcome.counts.lost >= 0)
    #expect(outcome.paidSeconds >= outcome.busySeconds)
    if seed < 8 {
      #expect(outcome == (try QueueSimulation.run(scenario, RandomStream(seed: UInt64(seed)))))
    }
  }

  @Test("Work beyond the visibility time-out is done twice, and counts once")
  func redelivery() throws {
    let outcome = try QueueSimulation.run(
      Self.scenario(
        rate: 1, service: ServiceTime(mean: 4, shape: .constant), batches: .init(),
        fleet: .init(instances: 40), visibility: 3), RandomStream(seed: 1))
    // Each message is seen again once, a second before it is done, and both copies are done.
    #expect(outcome.counts.redelivered > 7000)
    expect(
      Double(outcome.counts.duplicates), is: Double(outcome.counts.done), within: 10)
    expect(outcome.latencies.mean, is: 4, within: 1e-9)
    let enough = try QueueSimulation.run(
      Self.scenario(
        rate: 1, service: ServiceTime(mean: 4, shape: .constant), batches: .init(),
        fleet: .init(instances: 40), visibility: 4), RandomStream(seed: 1))
    #expect(enough.counts.redelivered == 0)
  }

  @Test("Interruptions come as often as their rate says")
  func interruptions() throws {
    let spot = try QueueScenario.Spot(share: 1, monthlyShare: 0.9)
    let outcome = try QueueSimulation.run(
      Self.scenario(
        rate: 1, service: ServiceTime(mean: 1, shape: .constant), batches: .init(),
        fleet: .init(instances: 500, bootSeconds: 120, spot: spot), seconds: 10 * 86_400),
      RandomStream(seed: 3))
    let expected = try SpotInstances.interruptions(
      monthlyShare: 0.9, instanceHours: outcome.spotSeconds / 3600)
    // A Poisson count lies within two of its deviations in 95 of 100 cases.
    expect(
      Double(outcome.counts.interruptions), is: expected, within: 2 * expected.squareRoot())
    #expect(outcome.counts.lost == 0, "work of a second is done within the notice")
  }

  @Test("Who heeds the notice loses no time, and who does not waits for the time-out")
  func notice() throws {
    func latency(_ heeds: Bool) throws -> QueueOutcome {
      let spot = try QueueScenario.Spot(
        share: 1, monthlyShare: 0.999_999, shocksPerMonth: 200, shockShare: 0.5,
        heedsNotice: heeds)
      return try QueueSimulation.run(
        Self.scenario(
          rate: 5, service: ServiceTime(mean: 2, shape: .exponential), batches: .init(),
          fleet: .init(instances: 30, bootSeconds: 60, spot: spot), visibility: 600,
          seconds: 3 * 86_400), RandomStream(seed: 8))
    }
    let (heeded, ignored) = (try latency(true), try latency(false))
    #expect(heeded.counts.lost == 0)
    #expect(ignored.counts.lost > 50)
    #expect(heeded.latencies.maximum < 60)
    #expect(ignored.latencies.maximum > 600)
  }

  @Test("A batch takes what has come, and waits for more no longer than it may")
  func batches() throws {
    func run(_ size: Int, _ fill: Double) throws -> QueueOutcome {
      try QueueSimulation.run(
        Self.scenario(
          rate: 50, service: ServiceTime(mean: 0.001, shape: .constant),
          batches: .init(size: size, fillSeconds: fill, fixed: 0.01, floor: 0.02),
          fleet: .init(instances: 2)), RandomStream(seed: 5))
    }
    let single = try run(1, 0)
    let filled = try run(16, 10)
    #expect(filled.utilisation < single.utilisation / 8)
    // 15 more come in 0.3 seconds on average, and the first of a batch waits for all of them.
    expect(filled.waits.mean, is: 0.15, within: 0.01)
    #expect(try run(16, 0.05).waits.maximum < 0.08)
  }

  @Test("A fleet that tracks its load is paid for less than the peak, and waits a little")
  func tracking() throws {
    let load = try Melbourne.load()
    // Messages of twenty frames: a twentieth as many, each twenty times as long.
    let rate = try DailyProfile(load.values.map { $0 * 4.5 / 20 })
    func run(_ scaling: QueueScenario.Scaling, _ instances: Int) throws -> QueueOutcome {
      try QueueSimulation.run(
        QueueScenario(
          arrivals: .random(rate: rate),
          service: ServiceTime(mean: 20 / 4.5, shape: .constant), batches: .init(),
          fleet: .init(
            instances: instances, scaling: scaling, minimum: 2, bootSeconds: 180,
            warmUpSeconds: 60), seconds: 2 * 86_400), RandomStream(seed: 6))
    }
    let fixed = try run(.none, 198)
    expect(fixed.instanceHours / 2, is: 4752, within: 1)
    var last = 4752.0
    for (target, hours) in [(0.5, 3634.0), (0.7, 2597), (0.9, 2025)] {
      let tracked = try run(.busyShare(TargetTracking(target: target)), 20)
      expect(tracked.instanceHours / 2, is: hours, within: 0.1 * hours)
      #expect(tracked.instanceHours / 2 < last)
      expect(tracked.busySeconds / 7200, is: load.mean * 24, within: 20)
      last = tracked.instanceHours / 2
    }
    let backlog = try run(.backlog(TargetTracking(target: 5, lowShare: 0.9)), 20)
    #expect(backlog.waits.mean > fixed.waits.mean)
    let scheduled = try run(.scheduled(load.values.map { Int($0 / 0.7) + 2 }), 20)
    #expect(scheduled.instanceHours < fixed.instanceHours)
  }

  @Test("A queue that never ends is refused, and so are settings that contradict each other")
  func nonsense() throws {
    let service = try ServiceTime(mean: 1, shape: .constant)
    #expect(throws: FleetError.self) {
      try QueueSimulation.run(
        Self.scenario(
          rate: 100_000, service: service, batches: .init(), fleet: .init(instances: 1)),
        RandomStream(seed: 1))
    }
    #expect(throws: FleetError.self) { try ServiceTime(mean: 0, shape: .constant) }
    #expect(throws: FleetError.self) {
      try ServiceTime(mean: 1, shape: .hyperExponential, variation: 0.5)
    }
    #expect(throws: FleetError.self) { try QueueScenario.Fleet(instances: 5, minimum: 6) }
    #expect(throws: FleetError.self) {
      try QueueScenario.Spot(share: 1, monthlyShare: 1)
    }
    #expect(throws: FleetError.self) {
      try Self.scenario(
        service: service, batches: .init(), fleet: .init(instances: 1), visibility: 50_000)
    }
    #expect(throws: FleetError.self) {
      try ArrivalPattern.Cameras(
        count: 10, period: 10, isSynchronised: false, rate: DailyProfile([2]))
    }
    #expect(throws: FleetError.self) { try DailyProfile([]) }
    #expect(throws: FleetError.self) { try DailyProfile([1, .nan]) }
  }
}
