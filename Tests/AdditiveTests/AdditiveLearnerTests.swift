import Additive
import Digests
import Foundation
import Kernels
import Learning
import Tables
import Testing

@Suite("The additive learner")
struct AdditiveLearnerTests {
  private static let random = RandomStream(seed: 0)

  /// Two smooth features, one with two values and one that tells nothing; noise of this size.
  private static func rows(_ count: Int, noise: Double, seed: UInt64 = 3) -> TrainingData {
    var random = RandomStream(seed: seed)
    var columns = [[Double]](repeating: [], count: 4)
    var target: [Double] = []
    for _ in 0..<count {
      let x = [
        10 * random.uniform(), random.normal(), random.uniform() < 0.3 ? 1 : 0, random.uniform(),
      ]
      for (feature, value) in x.enumerated() { columns[feature].append(value) }
      target.append(truth(x) + noise * random.normal())
    }
    return TrainingData(
      features: FeatureMatrix(
        names: ["wave", "hill", "switch", "nothing"], columns: columns, rowCount: count),
      target: target)
  }

  private static func truth(_ x: [Double]) -> Double {
    5 + 3 * sin(x[0]) + 2 * exp(-x[1] * x[1]) + 4 * x[2]
  }

  private static func meanError(_ predictor: AdditivePredictor, _ count: Int) -> Double {
    let fresh = rows(count, noise: 0, seed: 99)
    let predictions = predictor.predictions(for: fresh.features)
    return zip(predictions, fresh.target).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(count)
  }

  @Test("a sum of smooth functions without noise is found almost exactly")
  func exact() throws {
    let predictor = try AdditiveLearner.predictor(Self.rows(2000, noise: 0), .init(segments: 40))
    #expect(Self.meanError(predictor, 500) < 2e-3)
  }

  @Test("under noise the curves stay smooth: the error is far below the noise and below rough ones")
  func noisy() throws {
    let data = Self.rows(1000, noise: 1)
    let smooth = try AdditiveLearner.predictor(data, .init(segments: 60))
    // A least squares fit of 61 free numbers for each of three curves would be off by about
    // sqrt(184 / 1000) x 0.8 = 0.34.
    #expect(Self.meanError(smooth, 500) < 0.17)
    let nothing = smooth.contribution(of: 3, [0, 0.25, 0.5, 0.75, 1])
    #expect(nothing.allSatisfy { abs($0) < 0.2 })
  }

  @Test("the order of rows changes no more than rounding, and a weight of two is two rows")
  func orderAndWeights() throws {
    let data = Self.rows(400, noise: 0.5)
    let once = try AdditiveLearner.predictor(data, .init(segments: 10))
    let turned = try AdditiveLearner.predictor(
      data.rows(Array((0..<400).reversed())), .init(segments: 10))
    let weighted = try AdditiveLearner.predictor(
      TrainingData(
        features: data.features, target: data.target,
        weights: [Double](repeating: 2, count: 400)), .init(segments: 10))
    let fresh = Self.rows(50, noise: 0, seed: 7).features
    for other in [turned, weighted] {
      for (a, b) in zip(once.predictions(for: fresh), other.predictions(for: fresh)) {
        #expect(abs(a - b) < 1e-6)
      }
    }
  }

  @Test("beyond the training rows a curve goes on as a straight line")
  func straightOutside() throws {
    let predictor = try AdditiveLearner.predictor(Self.rows(500, noise: 0.1), .init())
    let values = predictor.contribution(of: 0, [20, 30, 40])
    #expect(abs((values[2] - values[1]) - (values[1] - values[0])) < 1e-9)
    let isFinite = values.allSatisfy { $0.isFinite }
    #expect(isFinite)
  }

  @Test("a stored predictor reads back the same, and damaged bytes are told")
  func stored() throws {
    let predictor = try AdditiveLearner.predictor(Self.rows(200, noise: 0.1), .init())
    var writer = ByteWriter()
    predictor.encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    let decoded = try AdditivePredictor(decoding: &reader)
    #expect(decoded == predictor)
    for length in stride(from: 0, to: writer.bytes.count, by: 97) {
      var short = ByteReader(Array(writer.bytes[..<length]))
      #expect(throws: ByteReaderError.self) { try AdditivePredictor(decoding: &short) }
    }
  }

  /// A table that leaves little or nothing to learn.
  struct Poor: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let columns: [[Double]]
    let target: [Double]
  }

  @Test(
    "tables that say little give a model that predicts finite numbers",
    arguments: [
      Poor(testDescription: "one row", columns: [[1]], target: [5]),
      Poor(testDescription: "constant columns", columns: [[2, 2, 2]], target: [1, 2, 3]),
      Poor(testDescription: "three rows", columns: [[1, 2, 3], [3, 1, 2]], target: [1, 5, 2]),
      Poor(
        testDescription: "columns that repeat each other",
        columns: [[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]], target: [1, 2, 3, 4, 5, 7]),
      Poor(
        testDescription: "far values", columns: [[0, 1e-30, 1, 1e30, 2e30]],
        target: [1, 2, 3, 4, 5]),
      Poor(testDescription: "a constant target", columns: [[1, 2, 3, 4]], target: [7, 7, 7, 7]),
    ])
  func poor(table: Poor) throws {
    let data = TrainingData(
      features: FeatureMatrix(
        names: table.columns.indices.map { "x\($0)" }, columns: table.columns,
        rowCount: table.target.count), target: table.target)
    let predictor = try AdditiveLearner.predictor(data, .init())
    let predictions = predictor.predictions(for: data.features)
    let (low, high) = (table.target.min() ?? 0, table.target.max() ?? 0)
    let reach = high - low + 1e-6
    #expect(predictions.allSatisfy { $0 > low - reach && $0 < high + reach }, "\(predictions)")
  }

  @Test("missing, infinite and huge values are told with their place")
  func refused() {
    for (value, words) in [
      (Double.nan, "column 'x' has no value in row 2"),
      (.infinity, "column 'x' is infinite in row 2"),
      (1e200, "column 'x' is 1e+200 in row 2"),
    ] {
      let data = TrainingData(
        features: FeatureMatrix(names: ["x"], columns: [[1, value, 3]], rowCount: 3),
        target: [1, 2, 3])
      let error = #expect(throws: LearningError.self) {
        try AdditiveLearner.predictor(data, .init())
      }
      #expect(error?.description.hasPrefix(words) == true, "\(error?.description ?? "")")
    }
  }
}
