import Fleet
import Foundation
import Kernels
import Testing

@Suite struct LeverSharesTests {
  /// What 1000 cameras cost a month with some of six levers pulled, in dollars.
  private static func cost(_ levers: Int) throws -> Double {
    func pulls(_ lever: Int) -> Bool { levers & 1 << lever != 0 }
    let (price, speed, spotPrice) = pulls(0) ? (0.526, 100.0, 0.36) : (0.17, 4.5, 0.44)
    let frames = 1000 * (pulls(1) ? 0.35 : 1) * (pulls(2) ? 0.6 : 1)
    let paid = pulls(3) ? 0.3 + 0.7 * spotPrice * 1.03 : 1
    let utilisation = pulls(4) ? 0.65 : 0.45
    let compute = frames / (speed * utilisation) * price * 730 * paid
    let hot = try StorageTier(gigabyteMonthPrice: 0.023)
    let cold = try StorageTier(
      gigabyteMonthPrice: 0.004, minimumDays: 90, transitionPrice: 0.02 / 1000)
    let stream = try StoredStream(gigabytesPerDay: 21_600, objectMegabytes: 75)
    let storage =
      pulls(5)
      ? try stream.monthlyCost(hot: hot, hotDays: 7, cold: cold, days: 30)
      : try stream.monthlyCost(hot: hot, days: 30)
    // Requests of ten-second segments: one put, three calls of the queue, one notice.
    return compute + storage + 262.8 * (5 + 3 * 0.4 + 0.5)
  }

  @Test("Six levers of 1000 cameras save what was recorded, alone, as the last, and fairly")
  func recorded() throws {
    let shares = try LeverShares(totals: (0..<64).map(Self.cost), count: 6)
    let alone = [52751.0, 39835, 24514, 23457, 18857, 3477]
    let last = [4805.0, 1289, 463, 546, 309, 3477]
    let shapley = [22648.0, 15085, 8430, 8133, 6294, 3477]
    for lever in 0..<6 {
      expect(shares.alone[lever], is: alone[lever], within: 3)
      expect(shares.last[lever], is: last[lever], within: 3)
      expect(shares.shapley[lever], is: shapley[lever], within: 3)
    }
    expect(shares.saved, is: 64_067, within: 4)
    expect(shares.base, is: 77_957, within: 10)
  }

  @Test("Values add up to what all save, whatever the totals", arguments: 1...10)
  func efficiency(count: Int) throws {
    var stream = RandomStream(seed: UInt64(count))
    let totals = (0..<(1 << count)).map { _ in 1e5 * stream.normal() }
    let shares = try LeverShares(totals: totals, count: count)
    let sum = shares.shapley.reduce(0, +)
    expect(sum, is: shares.saved, within: 1e-6 * max(1, abs(shares.saved)))
  }

  @Test("Equal levers share equally, an idle one gets nothing, and sums are shared as they are")
  func axioms() throws {
    // Levers 0 and 1 are the same one, 2 does nothing, 3 always saves 7.
    let totals = (0..<16).map { subset in
      100.0 - (subset & 3 != 0 ? 40 : 0) - (subset & 8 != 0 ? 7 : 0)
    }
    let shares = try LeverShares(totals: totals, count: 4)
    for (found, expected) in zip(shares.shapley, [20.0, 20, 0, 7]) {
      expect(found, is: expected, within: 1e-12)
    }
    #expect(shares.alone == [40, 40, 0, 7])
    #expect(shares.last == [0, 0, 0, 7])
  }

  @Test("Totals that do not fit the levers are refused")
  func nonsense() {
    #expect(throws: FleetError.self) { try LeverShares(totals: [1, 2, 3], count: 2) }
    #expect(throws: FleetError.self) { try LeverShares(totals: [1, .nan], count: 1) }
    #expect(throws: FleetError.self) { try LeverShares(totals: [], count: 17) }
  }
}

@Suite struct ParetoFrontTests {
  @Test("The front is what comparing all with all finds")
  func comparing() throws {
    var stream = RandomStream(seed: 8)
    for columnCount in 1...4 {
      let columns = (0..<columnCount).map { _ in
        (0..<300).map { _ in Double(stream.integer(below: 12)) }
      }
      let found = try ParetoFront.members(columns)
      for row in 0..<300 {
        let isBeaten = (0..<300).contains { other in
          columns.allSatisfy { $0[other] <= $0[row] } && columns.contains { $0[other] < $0[row] }
        }
        #expect(found[row] != isBeaten)
      }
    }
  }

  @Test("Equal choices stand together, and what is no number is refused")
  func equal() throws {
    #expect(try ParetoFront.members([[1, 1, 2], [3, 3, 3]]) == [true, true, false])
    #expect(try ParetoFront.members([[]]).isEmpty)
    #expect(throws: FleetError.self) { try ParetoFront.members([[1, .nan]]) }
    #expect(throws: FleetError.self) { try ParetoFront.members([]) }
  }
}

@Suite struct SaltelliDesignTests {
  /// The function of Ishigami and Homma, whose indices are known.
  private static func ishigami(_ x: [Double]) -> Double {
    let angles = x.map { Double.pi * (2 * $0 - 1) }
    return sin(angles[0]) + 7 * pow(sin(angles[1]), 2) + 0.1 * pow(angles[2], 4) * sin(angles[0])
  }

  @Test("The indices of a function that is known are found, within four errors")
  func known() throws {
    var stream = RandomStream(seed: 5)
    let draws = 8192
    func sample() -> [[Double]] { (0..<draws).map { _ in (0..<3).map { _ in stream.uniform() } } }
    let (a, b) = (sample(), sample())
    let mixed = (0..<3).map { input in
      (0..<draws).map { draw in
        var row = a[draw]
        row[input] = b[draw][input]
        return Self.ishigami(row)
      }
    }
    let indices = try SaltelliDesign.indices(
      a: a.map(Self.ishigami), b: b.map(Self.ishigami), mixed: mixed)
    for (index, (first, total)) in zip(
      indices, [(0.3139, 0.5576), (0.4424, 0.4424), (0, 0.2437)])
    {
      expect(index.first, is: first, within: 4 * index.firstError)
      expect(index.total, is: total, within: 4 * index.totalError)
      #expect(index.firstError < 0.025)
      #expect(index.total >= index.first - 4 * index.firstError)
    }
  }

  @Test("A result that never varies has no shares, and one draw is refused")
  func constant() throws {
    let flat = try SaltelliDesign.indices(a: [1, 1], b: [1, 1], mixed: [[1, 1]])
    #expect(flat[0].first == 0)
    #expect(flat[0].total == 0)
    #expect(throws: FleetError.self) { try SaltelliDesign.indices(a: [1], b: [1], mixed: []) }
    #expect(throws: FleetError.self) {
      try SaltelliDesign.indices(a: [1, .infinity], b: [1, 1], mixed: [])
    }
  }

  @Test("A swing knows its width, and where it crosses a value")
  func swing() throws {
    let swing = try Swing(low: 10, high: 30, base: 12)
    #expect(swing.width == 20)
    #expect(swing.crossing(of: 15) == 0.25)
    #expect(swing.crossing(of: 31) == nil)
  }
}

@Suite struct InformationValueTests {
  private static let draws = 20_000

  /// Two choices: one pays 0, the other a normal of mean 1 and deviation 2 made of two inputs.
  private static func problem() throws -> (InformationValue, [[Double]]) {
    var stream = RandomStream(seed: 12)
    let inputs = [1.6, 1.2, 1].map { scale in (0..<draws).map { _ in scale * stream.normal() } }
    let risky = (0..<draws).map { 1 + inputs[0][$0] + inputs[1][$0] }
    return (
      try InformationValue(payoffs: [risky, [Double](repeating: 0, count: draws)]), inputs
    )
  }

  /// The gain of knowing a normal part of this deviation: E[max(0, 1 + d Z)] - 1.
  private static func exact(_ deviation: Double) -> Double {
    let z = 1 / deviation
    let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
    return 1 * (erfc(-z / 2.0.squareRoot()) / 2) + deviation * density - 1
  }

  @Test("Knowing all, a part or nothing of a normal payoff is worth what its integral says")
  func normal() throws {
    let (value, inputs) = try Self.problem()
    #expect(value.best == 0)
    expect(value.perfect, is: Self.exact(2), within: 0.02)
    for (place, deviation) in [(0, 1.6), (1, 1.2)] {
      let worth = try value.worth(ofKnowing: inputs[place], binCount: 40)
      expect(worth.value, is: Self.exact(deviation), within: 4 * worth.error + 0.01)
      #expect(worth.value <= value.perfect)
    }
    let idle = try value.worth(ofKnowing: inputs[2], binCount: 40)
    #expect(idle.value < 0.01)
    expect(value.choices[0].bestShare, is: 0.6915, within: 0.01)
    expect(value.choices[0].regret, is: value.perfect, within: 1e-9)
  }

  @Test("Too few draws, one choice and too many bins are refused")
  func nonsense() throws {
    #expect(throws: FleetError.self) { try InformationValue(payoffs: [[1, 2, 3]]) }
    #expect(throws: FleetError.self) { try InformationValue(payoffs: [[1, 2], [2, 1]]) }
    let (value, inputs) = try Self.problem()
    #expect(throws: FleetError.self) { try value.worth(ofKnowing: inputs[0], binCount: 3000) }
    let same = [Double](repeating: 1, count: Self.draws)
    #expect(try value.worth(ofKnowing: same, binCount: 10).value == 0)
  }
}
