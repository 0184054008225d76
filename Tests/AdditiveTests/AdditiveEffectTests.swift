import Additive
import Digests
import Foundation
import Kernels
import Learning
import Testing

@Suite("The bands of an additive model")
struct AdditiveEffectTests {
  /// A smooth function with its rows, one replication.
  private static func rows(_ count: Int, noise: Double, seed: UInt64) -> TrainingData {
    var random = RandomStream(seed: seed)
    var columns = [[Double]](repeating: [], count: 3)
    var target: [Double] = []
    for _ in 0..<count {
      let x = [random.uniform(), random.uniform(), random.uniform()]
      for (feature, value) in x.enumerated() { columns[feature].append(value) }
      target.append((0..<3).reduce(noise * random.normal()) { $0 + truth($1, x[$1]) })
    }
    return TrainingData(
      features: FeatureMatrix(names: ["wave", "hill", "line"], columns: columns, rowCount: count),
      target: target)
  }

  private static func truth(_ feature: Int, _ x: Double) -> Double {
    switch feature {
    case 0: 2 * sin(2 * .pi * x)
    case 1: 3 * exp(-30 * (x - 0.4) * (x - 0.4))
    default: x
    }
  }

  /// The share of points of a feature's curve whose band holds the truth.
  private static func coverage(_ feature: Int, noise: Double) throws -> Double {
    var (inside, count) = (0, 0)
    for seed in 0..<60 {
      let data = rows(300, noise: noise, seed: UInt64(seed))
      let predictor = try AdditiveLearner.shaped(data, .init())
      guard case .curve(let curve) = predictor.effects[feature] else { continue }
      let own = data.features.columns[feature]
      let mean = own.reduce(0) { $0 + truth(feature, $1) } / Double(own.count)
      for (x, (value, error)) in zip(curve.x, zip(curve.values, curve.errors)) {
        count += 1
        if abs(value - (truth(feature, x) - mean)) <= 1.96 * error { inside += 1 }
      }
    }
    return Double(inside) / Double(count)
  }

  @Test(
    "bands of 95 % hold the truth at 95 % of the places, on average over curves and samples",
    arguments: [0.3, 1, 3])
  func coverage(noise: Double) throws {
    let shares = try (0..<3).map { try Self.coverage($0, noise: noise) }
    let mean = shares.reduce(0, +) / 3
    #expect(abs(mean - 0.95) < 0.03, "\(shares)")
  }

  @Test("weights that are all alike change no band, and a curve is 0 on average")
  func weights() throws {
    let data = Self.rows(200, noise: 1, seed: 5)
    let plain = try AdditiveLearner.shaped(data, .init())
    let weighted = try AdditiveLearner.shaped(
      TrainingData(
        features: data.features, target: data.target,
        weights: [Double](repeating: 4, count: 200)), .init())
    for (one, other) in zip(plain.effects, weighted.effects) {
      guard case .curve(let one) = one, case .curve(let other) = other else { continue }
      for (a, b) in zip(one.errors, other.errors) { #expect(abs(a - b) < 1e-6) }
    }
    let own = plain.sum.contribution(of: 0, data.features.columns[0])
    #expect(abs(own.reduce(0, +)) < 1e-8)
    let spread = (own.reduce(0) { $0 + $1 * $1 } / 200).squareRoot()
    #expect(abs(spread - plain.spreads[0]) < 1e-9)
  }

  /// Levels of a text column with effects -1, 0 and 2, as indicator columns.
  private static func levels(_ seed: UInt64) -> (data: TrainingData, effects: [Double]) {
    var random = RandomStream(seed: seed)
    let places = (0..<200).map { _ in random.integer(below: 3) }
    let effects: [Double] = [-1, 0, 2]
    let data = TrainingData(
      features: FeatureMatrix(
        names: ["l=a", "l=b", "l=c"],
        columns: (0..<3).map { level in places.map { $0 == level ? 1 : 0 } }, rowCount: 200),
      target: places.map { effects[$0] + random.normal() })
    let mean = places.reduce(0) { $0 + effects[$1] } / 200
    return (data, effects.map { $0 - mean })
  }

  @Test("intervals of the levels of a column hold the truth at about their level")
  func categories() throws {
    var inside = 0
    for seed in 0..<200 {
      let (data, truths) = Self.levels(UInt64(seed))
      let predictor = try AdditiveLearner.shaped(data, .init())
      let slopes = predictor.effects.compactMap { effect -> AdditiveEffect.Slope? in
        if case .slope(let slope) = effect { slope } else { nil }
      }
      for level in 0..<3 {
        let weights = (0..<3).map { (feature: $0, weight: ($0 == level ? 1 : 0) - slopes[$0].mean) }
        let value = zip(weights, slopes).reduce(0) { $0 + $1.0.weight * $1.1.slope }
        let error = try #require(predictor.standardError(ofSlopes: weights))
        if abs(value - truths[level]) <= 1.96 * error { inside += 1 }
      }
    }
    #expect(abs(Double(inside) / 600 - 0.95) < 0.03, "\(inside) of 600")
  }

  @Test("a stored predictor reads back the same, and damaged bytes are told")
  func stored() throws {
    let predictor = try AdditiveLearner.shaped(Self.rows(120, noise: 1, seed: 2), .init())
    var writer = ByteWriter()
    predictor.encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    #expect(try ShapedAdditivePredictor(decoding: &reader) == predictor)
    #expect(reader.isAtEnd)
    for length in stride(from: 0, to: writer.bytes.count, by: 211) {
      var short = ByteReader(Array(writer.bytes[..<length]))
      #expect(throws: ByteReaderError.self) { try ShapedAdditivePredictor(decoding: &short) }
    }
  }
}
