import Fleet
import Kernels
import Testing

@Suite struct CommitmentTests {
  @Test("The quantile is what trying every number finds, for any need and any price")
  func quantile() throws {
    var stream = RandomStream(seed: 5)
    for trial in 0..<60 {
      let needs = (0..<168).map { _ in
        trial % 2 == 0 ? 80 * stream.uniform() : Double(stream.integer(below: 30))
      }
      let commitment = try Commitment(
        needs: needs, weights: needs.map { _ in Double(1 + stream.integer(below: 5)) })
      for price in [0.02, 0.45, 0.66, 0.81, 0.99, 1.2] {
        #expect(
          try commitment.best(reservedPrice: price, onDemandPrice: 1)
            == commitment.bestByTrying(reservedPrice: price, onDemandPrice: 1))
      }
    }
  }

  @Test("A need that never changes is reserved whole, and a dear reservation not at all")
  func extremes() throws {
    let flat = try Commitment(needs: [40], weights: [1])
    #expect(try flat.best(reservedPrice: 0.66, onDemandPrice: 1) == 40)
    #expect(try flat.best(reservedPrice: 1, onDemandPrice: 1) == 0)
    let seldom = try Commitment(needs: [0, 0, 0, 9], weights: [1, 1, 1, 1])
    #expect(try seldom.best(reservedPrice: 0.3, onDemandPrice: 1) == 0)
    expect(
      try seldom.hourlyCost(reserved: 0, reservedPrice: 0.3, onDemandPrice: 1), is: 2.25,
      within: 1e-12)
    expect(flat.meanNeed, is: 40, within: 1e-12)
  }

  @Test("The weekdays of the gated fleet of Melbourne need what was recorded")
  func melbourne() throws {
    let needs = try Melbourne.frames().map { $0 / (4.5 * 0.7) }
    expect(needs.max() ?? 0, is: 197, within: 1)
    let weekdays = try Commitment(needs: needs, weights: needs.map { _ in 1 })
    for ratio in [0.6615, 0.808, 0.4536] {
      let best = try weekdays.best(reservedPrice: 0.17 * ratio, onDemandPrice: 0.17)
      #expect(try best == weekdays.bestByTrying(reservedPrice: 0.17 * ratio, onDemandPrice: 0.17))
    }
  }

  @Test("Negative needs, no hours and no weights are refused")
  func nonsense() {
    #expect(throws: FleetError.self) { try Commitment(needs: [], weights: []) }
    #expect(throws: FleetError.self) { try Commitment(needs: [-1], weights: [1]) }
    #expect(throws: FleetError.self) { try Commitment(needs: [1], weights: [0]) }
    #expect(throws: FleetError.self) { try Commitment(needs: [1], weights: [1, 2]) }
  }
}

@Suite struct SpotInstancesTests {
  @Test("A monthly share is a rate an hour, and rework of short jobs is negligible")
  func rates() throws {
    expect(try SpotInstances.hazard(monthlyShare: 0.2) * 730, is: 0.2231436, within: 1e-6)
    expect(
      try SpotInstances.interruptions(monthlyShare: 0.2, instanceHours: 7300), is: 2.231436,
      within: 1e-5)
    #expect(try SpotInstances.lostShare(monthlyShare: 0.2, serviceSeconds: 0.2) < 2e-8)
    #expect(
      try SpotInstances.lackingInstances(monthlyShare: 0.2, instances: 100, bootSeconds: 120) == 0)
    expect(
      try SpotInstances.lackingInstances(monthlyShare: 0.2, instances: 100, bootSeconds: 480),
      is: 0.0030568, within: 1e-6)
    expect(try SpotInstances.attempts(lostShare: 0.2), is: 1.25, within: 1e-12)
    #expect(throws: FleetError.self) { try SpotInstances.hazard(monthlyShare: 1) }
    #expect(throws: FleetError.self) { try SpotInstances.attempts(lostShare: 1) }
  }
}

@Suite struct LambdaFunctionTests {
  @Test("A function is cheaper than an instance that is busy less than 41 % of the time")
  func breakEven() throws {
    let price = try LambdaFunction.price(
      seconds: 4 / 4.5, megabytes: 1769, gigabyteSecondPrice: 0.000_016_666_7,
      requestPrice: 0.000_000_2)
    expect(price * 1e6, is: 25.8, within: 0.05)
    expect(
      try LambdaFunction.breakEvenUtilisation(hourlyPrice: 0.17, speed: 4.5, callPrice: price),
      is: 0.41, within: 0.005)
    expect(try LambdaFunction.concurrency(rate: 1000, seconds: 4 / 4.5), is: 889, within: 0.2)
    #expect(throws: FleetError.self) {
      try LambdaFunction.price(
        seconds: 901, megabytes: 1769, gigabyteSecondPrice: 1e-5, requestPrice: 0)
    }
    #expect(throws: FleetError.self) {
      try LambdaFunction.price(
        seconds: 1, megabytes: 64, gigabyteSecondPrice: 1e-5, requestPrice: 0)
    }
  }
}
