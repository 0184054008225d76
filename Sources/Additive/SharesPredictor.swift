package import Digests
package import Learning

/// The same probabilities for every row.
package struct SharesPredictor: Predictor, Equatable {
  package static let format = "mean classes 1"
  package static let acceptsMissing = true

  package let featureCount: Int
  /// The share of each class in training; sums to 1.
  package let shares: [Double]

  init(featureCount: Int, shares: [Double]) {
    self.featureCount = featureCount
    self.shares = shares
  }

  package var outputCount: Int { shares.count }
  package var operationsPerRow: Int { 0 }
  package var parameterCount: Int { shares.count }

  package func predictions(for features: FeatureMatrix) -> [Double] {
    var predictions: [Double] = []
    predictions.reserveCapacity(features.rowCount * shares.count)
    for _ in 0..<features.rowCount { predictions += shares }
    return predictions
  }

  package func encode(into writer: inout ByteWriter) {
    writer.integer(featureCount)
    writer.numbers(shares)
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    featureCount = try reader.integer()
    shares = try reader.numbers()
    guard !shares.isEmpty else { throw reader.failure("the share of a class") }
  }
}
