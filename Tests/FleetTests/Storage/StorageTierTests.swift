import Fleet
import Testing

@Suite struct StorageTierTests {
  private struct Tiers {
    let hot: StorageTier
    let instant: StorageTier
    let deep: StorageTier
    let bareDeep: StorageTier

    init() throws {
      hot = try StorageTier(gigabyteMonthPrice: 0.023)
      instant = try StorageTier(
        gigabyteMonthPrice: 0.004, minimumDays: 90, transitionPrice: 0.02 / 1000)
      deep = try StorageTier(
        gigabyteMonthPrice: 0.00099, minimumDays: 180, transitionPrice: 0.05 / 1000,
        overheadKilobytes: 32, hotOverheadKilobytes: 8)
      bareDeep = try StorageTier(
        gigabyteMonthPrice: 0.00099, minimumDays: 180, transitionPrice: 0.05 / 1000)
    }
  }

  @Test("Ninety days of one camera cost what was worked out by hand, by class and object size")
  func ninetyDays() throws {
    let tiers = try Tiers()
    let small = try StoredStream(gigabytesPerDay: 21.6, objectMegabytes: 2.5)
    let large = try StoredStream(gigabytesPerDay: 21.6, objectMegabytes: 75)
    expect(try small.monthlyCost(hot: tiers.hot, days: 90), is: 44.7, within: 0.05)
    func cost(_ stream: StoredStream, _ cold: StorageTier, _ days: Double) throws -> Double {
      try stream.monthlyCost(hot: tiers.hot, hotDays: 7, cold: cold, days: days)
    }
    expect(try cost(large, tiers.instant, 90), is: 11.4, within: 0.05)
    expect(try cost(large, tiers.deep, 90), is: 7.8, within: 0.05)
    expect(try cost(small, tiers.instant, 90), is: 16.5, within: 0.05)
    expect(try cost(small, tiers.deep, 90), is: 20.8, within: 0.05)
    // Kept for 30 days, ten-second objects in the cold class cost more than all in the hot one.
    expect(try small.monthlyCost(hot: tiers.hot, days: 30), is: 14.9, within: 0.05)
    expect(try cost(small, tiers.instant, 30), is: 16.5, within: 0.05)
  }

  @Test("Moving pays above the object sizes that were worked out")
  func breakEven() throws {
    let tiers = try Tiers()
    func size(_ cold: StorageTier, _ days: Double) throws -> Double {
      try StoredStream.breakEvenMegabytes(hot: tiers.hot, cold: cold, daysAfterMove: days)
    }
    expect(try size(tiers.bareDeep, 83), is: 0.88, within: 0.005)
    expect(try size(tiers.instant, 83), is: 0.39, within: 0.005)
    expect(try size(tiers.instant, 23), is: 3.6, within: 0.05)
    #expect(try size(tiers.instant, 3) == .infinity)
  }

  @Test("At the break-even size both ways cost the same", arguments: [30.0, 60, 200])
  func agreement(days: Double) throws {
    let tiers = try Tiers()
    for cold in [tiers.instant, tiers.deep] {
      let size = try StoredStream.breakEvenMegabytes(
        hot: tiers.hot, cold: cold, daysAfterMove: days - 7)
      guard size.isFinite else { continue }
      let stream = try StoredStream(gigabytesPerDay: 10, objectMegabytes: size)
      let unmoved = try stream.monthlyCost(hot: tiers.hot, days: days)
      expect(
        try stream.monthlyCost(hot: tiers.hot, hotDays: 7, cold: cold, days: days), is: unmoved,
        within: 1e-9)
    }
  }

  @Test("Negative prices, no size and more hot days than days are refused")
  func nonsense() throws {
    let tiers = try Tiers()
    #expect(throws: FleetError.self) { try StorageTier(gigabyteMonthPrice: -1) }
    #expect(throws: FleetError.self) { try StoredStream(gigabytesPerDay: 1, objectMegabytes: 0) }
    let stream = try StoredStream(gigabytesPerDay: 1, objectMegabytes: 1)
    #expect(throws: FleetError.self) {
      try stream.monthlyCost(hot: tiers.hot, hotDays: 31, cold: tiers.deep, days: 30)
    }
  }
}
