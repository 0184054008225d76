import Additive
import Kernels
import Learning
import TestSupport
import Testing

@Suite("The logistic learner")
struct LogisticLearnerTests {
  /// What a real peer found.
  struct Recorded: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let l2: Double
    let columns: [[Double]]
    let classes: [Int]
    let weights: [Double]?
    let intercepts: [Double]
    let coefficients: [[Double]]
    let probabilities: [[Double]]

    var testDescription: String { name }

    /// The rows as a learner sees them.
    func data(_ order: [Int]? = nil) -> TrainingData {
      let data = TrainingData(
        features: FeatureMatrix(
          names: columns.indices.map { "x\($0)" }, columns: columns, rowCount: classes.count),
        target: classes.map { Double($0) }, weights: weights,
        classCount: intercepts.count == 1
          ? 2 : intercepts.count)
      return order.map { data.rows($0) } ?? data
    }
  }

  private static let recorded = (try? OracleFile.json([Recorded].self, "logistic.json")) ?? []

  private static func expectNear(_ found: [Double], _ wanted: [Double], _ limit: Double) {
    #expect(found.count == wanted.count)
    for (a, b) in zip(found, wanted) { #expect(abs(a - b) <= limit * max(1, abs(b))) }
  }

  @Test("coefficients and probabilities are a real peer's", arguments: recorded)
  func peer(_ peer: Recorded) throws {
    let data = peer.data()
    let fitted = try LogisticLearner.predictor(data, .init(l2: peer.l2))
    Self.expectNear(fitted.vectors.map(\.intercept), peer.intercepts, 1e-6)
    Self.expectNear(
      fitted.vectors.flatMap(\.coefficients), peer.coefficients.flatMap { $0 }, 1e-6)
    Self.expectNear(
      fitted.predictions(for: data.features), peer.probabilities.flatMap { $0 }, 1e-6)
  }

  @Test("four sets of rows were recorded")
  func isRecorded() {
    #expect(Self.recorded.count == 4)
  }

  @Test("the same rows give the same bits, in another order nearly the same", arguments: recorded)
  func order(_ peer: Recorded) throws {
    let settings = LogisticLearner.Settings(l2: peer.l2)
    let one = try LogisticLearner.predictor(peer.data(), settings)
    #expect(try LogisticLearner.predictor(peer.data(), settings) == one)
    let order = RandomStream(seed: 3).shuffled(peer.classes.count)
    let two = try LogisticLearner.predictor(peer.data(order), settings)
    let features = peer.data().features
    Self.expectNear(two.predictions(for: features), one.predictions(for: features), 1e-10)
  }

  @Test("a row of weight 2 counts as two rows, and one of weight 0 as none")
  func weights() throws {
    let peer = try #require(Self.recorded.last)
    let counts = peer.classes.indices.map { $0 % 3 }
    let plain = peer.data()
    let weighted = TrainingData(
      features: plain.features, target: plain.target, weights: counts.map(Double.init),
      classCount: 4)
    let repeated = plain.rows(counts.enumerated().flatMap { [Int](repeating: $0, count: $1) })
    let many = TrainingData(
      features: repeated.features, target: repeated.target, classCount: 4)
    let one = try LogisticLearner.predictor(weighted, .init(l2: 1))
    let two = try LogisticLearner.predictor(many, .init(l2: 1))
    Self.expectNear(
      one.predictions(for: plain.features), two.predictions(for: plain.features), 1e-9)
  }

  private static func separable(_ count: Int, classCount: Int) -> TrainingData {
    TrainingData(
      features: FeatureMatrix(
        names: ["x", "one"],
        columns: [(0..<count).map(Double.init), [Double](repeating: 7, count: count)],
        rowCount: count),
      target: (0..<count).map { Double($0 * classCount / count) }, classCount: classCount)
  }

  @Test(
    "classes that a feature separates give finite coefficients and probabilities that sum to 1",
    arguments: [2, 3, 5], [1e-6, 1, 1e6])
  func separated(classCount: Int, l2: Double) throws {
    let data = Self.separable(4000, classCount: classCount)
    let fitted = try LogisticLearner.predictor(data, .init(l2: l2))
    #expect(fitted.vectors.allSatisfy { $0.intercept.isFinite && $0.coefficients[0].isFinite })
    #expect(fitted.vectors.allSatisfy { $0.coefficients[1] == 0 }, "the constant tells nothing")
    let found = fitted.predictions(for: data.features)
    for row in 0..<4000 {
      let shares = found[(row * classCount)..<((row + 1) * classCount)]
      #expect(shares.allSatisfy { (0...1).contains($0) })
      #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
    }
  }

  @Test("one row a class, one class alone, and no spread at all are fitted")
  func small() throws {
    let features = FeatureMatrix(names: ["x"], columns: [[1, 2, 3]], rowCount: 3)
    let three = TrainingData(features: features, target: [0, 1, 2], classCount: 3)
    let fitted = try LogisticLearner.predictor(three, .init(l2: 1))
    #expect(fitted.predictions(for: features).allSatisfy { $0 > 0 && $0 < 1 })
    let one = TrainingData(features: features, target: [1, 1, 1], classCount: 3)
    let single = try LogisticLearner.predictor(one, .init(l2: 1))
    #expect(single.predictions(for: features) == [0, 1, 0, 0, 1, 0, 0, 1, 0])
    let flat = FeatureMatrix(names: ["x"], columns: [[5, 5, 5]], rowCount: 3)
    let constant = TrainingData(features: flat, target: [0, 0, 1], classCount: 2)
    let shares = try LogisticLearner.predictor(constant, .init(l2: 1)).predictions(for: flat)
    for share in stride(from: 1, to: 6, by: 2).map({ shares[$0] }) {
      #expect(abs(share - 1.0 / 3) < 1e-12)
    }
  }

  @Test("missing, infinite and huge features, and values, are refused")
  func refusals() {
    func expect(_ error: LearningError, _ x: Double, classCount: Int? = 2) {
      let data = TrainingData(
        features: FeatureMatrix(names: ["x"], columns: [[1, x]], rowCount: 2), target: [0, 1],
        classCount: classCount)
      #expect(throws: error) { try LogisticLearner.predictor(data, .init(l2: 1)) }
    }
    expect(.missingFeature(column: "x", row: 1), .nan)
    expect(.infiniteFeature(column: "x", row: 1), .infinity)
    expect(.tooLarge(what: "column 'x'", row: 1, value: 1e60, limit: 1e50), 1e60)
    expect(.needsClasses(learner: "logistic"), 2, classCount: nil)
  }

  @Test("the shares of classes are the least to beat, by weight")
  func shares() throws {
    let features = FeatureMatrix(names: ["x"], columns: [[1, 2, 3, 4]], rowCount: 4)
    let data = TrainingData(
      features: features, target: [0, 2, 2, 0], weights: [1, 2, 1, 0], classCount: 3)
    let fitted = try MeanLearner.fit(data, .init(), random: RandomStream(seed: 0))
    #expect(fitted.outputCount == 3)
    #expect(try Array(fitted.predictions(for: features).prefix(3)) == [0.25, 0, 0.75])
  }
}

extension RandomStream {
  fileprivate func shuffled(_ count: Int) -> [Int] {
    var random = self
    return random.permutation(of: count)
  }
}
