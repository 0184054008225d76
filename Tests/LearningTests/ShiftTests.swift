import Kernels
import Learning
import TestSupport
import Testing

@Suite("Shift")
struct ShiftTests {
  private struct Recorded: Decodable {
    let heldOut: [Double]
    let test: [Double]
    let difference: Double
    let low: Double
    let high: Double
    let distance: Double
    let exactPValue: Double
  }

  @Test("the difference, Welch's interval and the distance are a real peer's")
  func peer() throws {
    let recorded = try OracleFile.json(Recorded.self, "shift.json")
    let shift = try #require(
      Shift(
        heldOut: recorded.heldOut, test: recorded.test, level: 0.95,
        random: RandomStream(seed: 1)))
    let interval = try #require(shift.interval)
    #expect(abs(shift.difference - recorded.difference) < 1e-12)
    #expect(abs(interval.low - recorded.low) < 1e-9)
    #expect(abs(interval.high - recorded.high) < 1e-9)
    #expect(abs(shift.distribution.distance - recorded.distance) < 1e-12)
    // Stephens' correction against the exact count of orders, for 50 and 35 rows.
    #expect(abs(shift.distribution.pValue / recorded.exactPValue - 1) < 0.15)
  }

  @Test("noise that is uniform on 0 to 20 is found as a shift of ten")
  func uniformNoise() throws {
    var random = RandomStream(seed: 2)
    let heldOut = (0..<9000).map { _ in random.uniform() - 0.5 }
    let test = (0..<1000).map { _ in 20 * random.uniform() }
    let shift = try #require(
      Shift(heldOut: heldOut, test: test, level: 0.95, random: RandomStream(seed: 3)))
    #expect(abs(shift.difference - 10) < 0.6)
    #expect(abs(shift.errorAsIs - 10) < 0.6)
    #expect(abs((shift.errorAfterShift ?? 0) - 5) < 0.3)
    #expect(shift.distribution.pValue < 1e-12)
    #expect(shift.halfEstimates.allSatisfy { abs($0 - 10) < 1.5 })
  }

  @Test("residuals of one kind show no shift")
  func none() throws {
    var random = RandomStream(seed: 5)
    let values = (0..<600).map { _ in random.uniform() - 0.5 }
    let shift = try #require(
      Shift(
        heldOut: Array(values[..<400]), test: Array(values[400...]), level: 0.95,
        random: RandomStream(seed: 6)))
    #expect(shift.distribution.pValue > 0.01)
    let interval = try #require(shift.interval)
    #expect(interval.low < 0 && interval.high > 0)
  }

  @Test("few rows give what can be said and no more")
  func fewRows() throws {
    #expect(Shift(heldOut: [], test: [1], level: 0.95, random: RandomStream(seed: 1)) == nil)
    let one = try #require(
      Shift(heldOut: [0, 1], test: [3], level: 0.95, random: RandomStream(seed: 1)))
    #expect(one.interval == nil)
    #expect(one.errorAfterShift == nil)
    #expect(one.errorAsIs == 3)
  }

  /// Values that follow each other closely: each is 0.95 of the last and a little chance.
  private static func drifting(_ count: Int, _ random: inout RandomStream) -> [Double] {
    var value = 0.0
    return (0..<count).map { _ in
      value = 0.95 * value + random.normal()
      return value
    }
  }

  @Test("rows that depend on their neighbours raise no alarm when they are taken in blocks")
  func neighbours() throws {
    var random = RandomStream(seed: 8)
    var alarms = (rows: 0, blocks: 0)
    for trial in 0..<200 {
      let heldOut = Self.drifting(4000, &random)
      let test = Self.drifting(1000, &random)
      func isAlarm(_ block: Int) throws -> Bool {
        let shift = try #require(
          Shift(
            heldOut: heldOut, test: test, level: 0.95, block: block,
            random: RandomStream(seed: UInt64(trial))))
        let interval = try #require(shift.interval)
        return interval.low > 0 || interval.high < 0
      }
      alarms.rows += try isAlarm(1) ? 1 : 0
      alarms.blocks += try isAlarm(100) ? 1 : 0
    }
    // One in twenty is what the level promises; taking each row on its own gives most of them.
    #expect(alarms.rows > 100)
    #expect((2...24).contains(alarms.blocks), "\(alarms.blocks) of 200")
  }
}
