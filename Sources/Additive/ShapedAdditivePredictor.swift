package import Digests
package import Learning

/// A sum of curves that also knows how sure each curve is, and whether a sum is enough.
package struct ShapedAdditivePredictor: Predictor, Equatable {
  package static let format = "additive 2"
  package static let acceptsMissing = false
  /// With more slopes the covariances would swell the model.
  private static let slopesMax = 128

  /// What predicts.
  package let sum: AdditivePredictor
  /// What each feature adds, for showing.
  package let effects: [AdditiveEffect]
  /// The standard deviation over the training rows of what each feature adds.
  package let spreads: [Double]
  /// Whether features were found to work together.
  package let interactions: InteractionTest
  /// The lower triangle of the covariances of slopes, row by row; empty where there are too many.
  private let slopeCovariances: [Double]

  /// Joins what predicts and what is known of it; covariances are asked for by feature.
  init(
    sum: AdditivePredictor, effects: [AdditiveEffect], spreads: [Double],
    interactions: InteractionTest, slopeCovariance: (Int, Int) -> Double
  ) {
    self.sum = sum
    self.effects = effects
    self.spreads = spreads
    self.interactions = interactions
    let slopes = Self.slopes(effects)
    slopeCovariances =
      slopes.count > Self.slopesMax
      ? []
      : slopes.enumerated().flatMap { row, i in slopes[...row].map { slopeCovariance(i, $0) } }
  }

  private static func slopes(_ effects: [AdditiveEffect]) -> [Int] {
    effects.indices.filter { if case .slope = effects[$0] { true } else { false } }
  }

  /// Gives the standard error of a weighted sum of slopes, in units of the target.
  ///
  /// Nil where a feature is not a slope, or where there are too many slopes.
  package func standardError(ofSlopes weights: [(feature: Int, weight: Double)]) -> Double? {
    guard !slopeCovariances.isEmpty else { return nil }
    let slopes = Self.slopes(effects)
    let places = weights.compactMap { slopes.firstIndex(of: $0.feature) }
    guard places.count == weights.count else { return nil }
    var variance = 0.0
    for (i, a) in zip(places, weights) {
      for (j, b) in zip(places, weights) {
        let (row, column) = (max(i, j), min(i, j))
        variance += a.weight * b.weight * slopeCovariances[row * (row + 1) / 2 + column]
      }
    }
    return max(0, variance).squareRoot()
  }

  package var featureCount: Int { sum.featureCount }
  package var operationsPerRow: Int { sum.operationsPerRow }
  package var parameterCount: Int { sum.parameterCount }

  package func predictions(for features: FeatureMatrix) -> [Double] {
    sum.predictions(for: features)
  }

  package func encode(into writer: inout ByteWriter) {
    sum.encode(into: &writer)
    for effect in effects { effect.encode(into: &writer) }
    writer.numbers(spreads)
    writer.numbers(slopeCovariances)
    interactions.encode(into: &writer)
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    sum = try AdditivePredictor(decoding: &reader)
    var effects: [AdditiveEffect] = []
    for _ in 0..<sum.featureCount { effects.append(try AdditiveEffect(decoding: &reader)) }
    self.effects = effects
    spreads = try reader.numbers()
    slopeCovariances = try reader.numbers()
    interactions = try InteractionTest(decoding: &reader)
    let count = Self.slopes(effects).count
    let pairs = interactions.pairs
    guard spreads.count == sum.featureCount,
      slopeCovariances.isEmpty || slopeCovariances.count == count * (count + 1) / 2,
      pairs.allSatisfy({ effects.indices.contains($0.first) && effects.indices.contains($0.second) }
      )
    else { throw reader.failure("the effects of the features") }
  }
}
