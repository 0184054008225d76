import Additive
import Foundation
import Kernels
import Learning
import Testing

@Suite("The search for features that work together")
struct InteractionSearchTests {
  /// How rows are made.
  struct Rows: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let count: Int
    var joined = 0.0
    var correlation = 0.0
    var unevenNoise = false
    var noise = 1.0
    var hasLevels = false

    func data(_ seed: UInt64) -> TrainingData {
      var random = RandomStream(seed: seed)
      var columns = [[Double]](repeating: [], count: hasLevels ? 7 : 4)
      var target: [Double] = []
      for _ in 0..<count {
        let first = random.normal()
        let second =
          correlation * first + (1 - correlation * correlation).squareRoot() * random.normal()
        var x = [first, second, 4 * random.uniform(), random.uniform()]
        var y = 2 * sin(2 * first) + second * second + exp(x[3]) + joined * first * second
        if hasLevels {
          let level = random.integer(below: 3)
          x += (0..<3).map { $0 == level ? 1 : 0 }
          y += Double(level)
        }
        target.append(y + noise * (unevenNoise ? abs(first) : 1) * random.normal())
        for (feature, value) in x.enumerated() { columns[feature].append(value) }
      }
      return TrainingData(
        features: FeatureMatrix(
          names: columns.indices.map { "x\($0)" }, columns: columns, rowCount: count),
        target: target)
    }
  }

  private static func alarms(_ rows: Rows, _ samples: Int) throws -> [InteractionTest] {
    try (0..<samples).map {
      try AdditiveLearner.shaped(rows.data(UInt64($0)), .init()).interactions
    }
  }

  @Test(
    "sums of curves raise an alarm about as rarely as they should",
    arguments: [
      Rows(testDescription: "100 rows", count: 100),
      Rows(testDescription: "400 rows", count: 400),
      Rows(testDescription: "features that go together", count: 400, correlation: 0.9),
      Rows(testDescription: "noise that grows with a feature", count: 400, unevenNoise: true),
      Rows(testDescription: "levels of a text", count: 400, hasLevels: true),
      Rows(testDescription: "hardly any noise", count: 400, noise: 1e-3),
    ])
  func falseAlarms(_ rows: Rows) throws {
    let tests = try Self.alarms(rows, 100)
    let alarms = tests.count { !$0.found.isEmpty }
    // Of 100 samples 5 are foreseen; 12 or more would come by chance in 4 of 1000 such tests.
    #expect(alarms <= 11, "\(alarms) of 100")
    #expect(tests.allSatisfy { $0.outcome == .tested })
  }

  @Test("a product of two features is found and named")
  func power() throws {
    let rows = Rows(testDescription: "", count: 400, joined: 0.5)
    let tests = try Self.alarms(rows, 20)
    let found = tests.count { $0.found.first.map { $0.first == 0 && $0.second == 1 } ?? false }
    #expect(found >= 19, "\(found) of 20")
  }

  @Test("what cannot be tested is told, and exact sums leave nothing to test")
  func outcomes() throws {
    let few = try AdditiveLearner.shaped(
      Rows(testDescription: "", count: 20).data(1), .init()
    ).interactions
    #expect(few.outcome == .tooFewRows)
    let line = (0..<200).map(Double.init)
    let exact = TrainingData(
      features: FeatureMatrix(
        names: ["a", "b"], columns: [line, line.map { sin($0) }], rowCount: 200),
      target: line.map { 3 * $0 + 2 * sin($0) })
    #expect(try AdditiveLearner.shaped(exact, .init()).interactions.outcome == .nothingLeft)
    let single = TrainingData(
      features: FeatureMatrix(names: ["a"], columns: [line], rowCount: 200),
      target: line.map { cos($0) })
    #expect(try AdditiveLearner.shaped(single, .init()).interactions.outcome == .noPairs)
  }
}
