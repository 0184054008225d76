import Fleet
import Foundation
import Kernels
import Testing

@Suite struct FrameSamplingTests {
  private static let intervals = [1.0, 2, 5, 10, 30]
  private let pooled = DwellTime.logNormal(mean: 2.307, deviation: 0.757)

  @Test("Log-normal dwell is missed as recorded, with one hit and with two")
  func logNormal() throws {
    let one = try FrameSampling(dwell: pooled)
    let two = try FrameSampling(dwell: pooled, hits: 2)
    let expected = [0.00020, 0.00358, 0.05366, 0.19966, 0.58944]
    let expectedTwo = [0.00695, 0.05823, 0.34567, 0.68734, 0.97067]
    for (place, interval) in Self.intervals.enumerated() {
      expect(try one.missProbability(interval: interval), is: expected[place], within: 1e-4)
      expect(try two.missProbability(interval: interval), is: expectedTwo[place], within: 1e-4)
    }
  }

  @Test("Exponential dwell of the same mean is missed as its formula says")
  func exponential() throws {
    let sampling = try FrameSampling(dwell: .exponential(mean: 13.5))
    let expected = [0.036, 0.071, 0.164, 0.294, 0.599]
    for (place, interval) in Self.intervals.enumerated() {
      expect(try sampling.missProbability(interval: interval), is: expected[place], within: 2e-3)
    }
  }

  @Test(
    "A recall below 1 misses more, as recorded",
    arguments: [(0.9, 0.08566), (0.7, 0.17007), (0.5, 0.29303)])
  func recall(recall: Double, expected: Double) throws {
    let sampling = try FrameSampling(dwell: pooled, recall: recall)
    expect(try sampling.missProbability(interval: 5), is: expected, within: 1e-4)
  }

  @Test("The closed form lies within three errors of drawn visitors", arguments: [1, 2, 3])
  func drawn(hits: Int) throws {
    let (interval, recall, count) = (5.0, 0.7, 200_000)
    var stream = RandomStream(seed: 7).derived("visitors", hits)
    var missed = 0
    for _ in 0..<count {
      let stay = pooled.drawn(&stream)
      var time = interval * stream.uniform()
      var found = 0
      while time < stay {
        if stream.uniform() < recall { found += 1 }
        time += interval
      }
      if found < hits { missed += 1 }
    }
    let share = Double(missed) / Double(count)
    let exact = try FrameSampling(dwell: pooled, hits: hits, recall: recall)
      .missProbability(interval: interval)
    expect(share, is: exact, within: 3 * (exact * (1 - exact) / Double(count)).squareRoot())
  }

  @Test("Times as they were seen are missed like the distribution that they come from")
  func empirical() throws {
    var stream = RandomStream(seed: 3)
    let times = (0..<20_000).map { _ in pooled.drawn(&stream) }
    let seen = try FrameSampling(dwell: .empirical(SortedTimes(times)), hits: 2, recall: 0.8)
    let law = try FrameSampling(dwell: pooled, hits: 2, recall: 0.8)
    for interval in Self.intervals {
      let exact = try law.missProbability(interval: interval)
      expect(try seen.missProbability(interval: interval), is: exact, within: 0.012)
    }
    let three = try FrameSampling(dwell: .empirical(SortedTimes([2, 4, 20])))
    expect(try three.missProbability(interval: 5), is: (0.6 + 0.2) / 3, within: 1e-12)
  }

  @Test("Misses grow with the interval, from none to all")
  func monotone() throws {
    for sampling in [
      try FrameSampling(dwell: pooled), try FrameSampling(dwell: pooled, hits: 3, recall: 0.6),
      try FrameSampling(dwell: .exponential(mean: 8), recall: 0.9),
    ] {
      let misses = try stride(from: -4.0, through: 12, by: 0.5).map { place in
        try sampling.missProbability(interval: pow(2, place))
      }
      #expect(zip(misses, misses.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
      #expect(try sampling.missProbability(interval: 1e7) > 0.999_99)
    }
    #expect(try FrameSampling(dwell: pooled).missProbability(interval: 0.01) < 1e-9)
  }

  @Test("The interval of a budget misses just that")
  func budget() throws {
    let sampling = try FrameSampling(dwell: pooled, hits: 2, recall: 0.8)
    let interval = try sampling.interval(missing: 0.05, atMost: 60)
    expect(try sampling.missProbability(interval: interval), is: 0.05, within: 1e-8)
    #expect(try sampling.interval(missing: 0.999, atMost: 2) == 2)
    #expect(throws: FleetError.self) { try sampling.interval(missing: 0, atMost: 60) }
  }

  @Test("A gate adds its own misses, and a first hit takes half an interval or more")
  func gate() throws {
    expect(
      try FrameSampling.missProbability(behindGateWithRecall: 0.9, missed: 0.1), is: 0.19,
      within: 1e-12)
    expect(try FrameSampling.firstHitDelay(interval: 5, recall: 0.5), is: 7.5, within: 1e-12)
    expect(
      try MotionGate.duty(visitorRate: 20.0 / 3600, meanDwell: 13.38, afterRun: 10), is: 0.1218,
      within: 1e-3)
  }

  @Test("Shares above one, no time and no recall are refused")
  func nonsense() {
    #expect(throws: FleetError.self) { try FrameSampling(dwell: pooled, hits: 0) }
    #expect(throws: FleetError.self) { try FrameSampling(dwell: pooled, recall: 0) }
    #expect(throws: FleetError.self) { try FrameSampling(dwell: pooled, recall: 1.1) }
    #expect(throws: FleetError.self) {
      try FrameSampling(dwell: pooled).missProbability(interval: 0)
    }
    #expect(throws: FleetError.self) {
      try FrameSampling(dwell: pooled).missProbability(interval: .nan)
    }
    #expect(throws: FleetError.self) { try SortedTimes([]) }
    #expect(throws: FleetError.self) { try SortedTimes([1, -1]) }
    #expect(throws: FleetError.self) { try DwellTime.checkedLogNormal(mean: 2, deviation: 0) }
    #expect(throws: FleetError.self) {
      try MotionGate.duty(visitorRate: -1, meanDwell: 3, afterRun: 1)
    }
  }
}
