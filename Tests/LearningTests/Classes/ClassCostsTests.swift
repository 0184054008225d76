import Kernels
import Learning
import Testing

@Suite("Costs of errors")
struct ClassCostsTests {
  private static func rows(_ targets: [Int], _ scores: [Double], threshold: Double = 0.5)
    -> ClassifiedRows
  {
    ClassifiedRows(
      classCount: 2, targets: targets, probabilities: scores.flatMap { [1 - $0, $0] },
      chosen: scores.map { $0 >= threshold ? 1 : 0 })
  }

  @Test("the threshold costs as little as any on the same rows", arguments: 0..<20)
  func least(seed: Int) {
    var random = RandomStream(seed: UInt64(seed))
    let scores = (0..<40).map { _ in (random.uniform() * 20).rounded() / 20 }
    let targets = scores.map { random.uniform() < $0 ? 1 : 0 }
    let weights = scores.map { _ in 2 * random.uniform() }
    let costs = ClassCosts(falsePositive: 1 + random.uniform(), falseNegative: 6 * random.uniform())
    func cost(_ threshold: Double) -> Double {
      costs.mean(Self.rows(targets, scores, threshold: threshold), weights: weights)
    }
    let chosen = costs.threshold(Self.rows(targets, scores), weights: weights)
    let tried = (0...41).map { Double($0) / 40 } + [.infinity]
    #expect(cost(chosen) <= (tried.map(cost).min() ?? 0) + 1e-12)
  }

  @Test("the threshold lies midway, and of several places in the middle one")
  func middle() {
    let equal = ClassCosts(falsePositive: 1, falseNegative: 1)
    #expect(equal.threshold(Self.rows([0, 0, 1, 1], [0.1, 0.3, 0.7, 0.9])) == 0.5)
    // With one row of each class at each probability every threshold costs the same.
    let free = Self.rows([0, 1, 0, 1], [0.2, 0.2, 0.6, 0.6])
    #expect(abs(equal.threshold(free) - 0.4) < 1e-12)
  }

  @Test("where the positive class never pays, no row gets it; where it always pays, all do")
  func extremes() {
    let never = ClassCosts(falsePositive: 1, falseNegative: 0)
    #expect(never.threshold(Self.rows([0, 0], [0.2, 1])) == .infinity)
    #expect(abs(never.threshold(Self.rows([0, 0], [0.2, 0.8])) - 0.9) < 1e-12)
    let always = ClassCosts(falsePositive: 0, falseNegative: 1)
    #expect(always.threshold(Self.rows([1, 1], [0, 0.8])) == 0)
    #expect(never.threshold(Self.rows([], [])) == 0.5)
  }

  @Test("honest probabilities give a threshold near the share of the costs")
  func theory() {
    var random = RandomStream(seed: 9)
    let scores = (0..<20_000).map { _ in random.uniform() }
    let targets = scores.map { random.uniform() < $0 ? 1 : 0 }
    let costs = ClassCosts(falsePositive: 1, falseNegative: 4)
    #expect(abs(costs.threshold(Self.rows(targets, scores)) - 0.2) < 0.04)
    #expect(costs.choices([0.85, 0.15, 0.75, 0.25]) == [0, 1])
  }

  @Test("of many classes the one of least expected cost is chosen, of equal ones the first")
  func many() {
    let costs = ClassCosts(classCount: 3, values: [0, 1, 1, 1, 0, 1, 9, 9, 0])
    #expect(costs.choices([0.5, 0.3, 0.2, 0.6, 0.35, 0.05, 0.5, 0.5, 0]) == [2, 0, 0])
    let rows = ClassifiedRows(
      classCount: 3, targets: [0, 2, 2], probabilities: [Double](repeating: 0.3, count: 9),
      chosen: [1, 0, 2])
    #expect(abs(costs.mean(rows) - 10.0 / 3) < 1e-12)
    #expect(costs.mean(rows, weights: [0, 0, 1]) == 0)
  }
}
