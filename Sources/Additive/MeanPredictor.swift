package import Digests
package import Learning

/// One number for every row.
package struct MeanPredictor: Predictor, Equatable {
  package static let format = "mean 1"
  package static let acceptsMissing = true

  package let featureCount: Int
  /// What is predicted, in units of the target.
  package let mean: Double

  init(featureCount: Int, mean: Double) {
    self.featureCount = featureCount
    self.mean = mean
  }

  package var operationsPerRow: Int { 0 }
  package var parameterCount: Int { 1 }

  package func predictions(for features: FeatureMatrix) -> [Double] {
    [Double](repeating: mean, count: features.rowCount)
  }

  package func encode(into writer: inout ByteWriter) {
    writer.integer(featureCount)
    writer.number(mean)
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    featureCount = try reader.integer()
    mean = try reader.number()
  }
}
