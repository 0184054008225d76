package import Digests
package import Learning

/// An intercept and one coefficient a feature; terms are added in the order of the features.
package struct LinearPredictor: Predictor, Equatable {
  package static let format = "linear 1"
  package static let acceptsMissing = false

  /// What is predicted where every feature is 0, in units of the target.
  package let intercept: Double
  /// Units of the target for one unit of each feature.
  package let coefficients: [Double]

  init(intercept: Double, coefficients: [Double]) {
    self.intercept = intercept
    self.coefficients = coefficients
  }

  package var featureCount: Int { coefficients.count }
  /// A multiplication and an addition a feature.
  package var operationsPerRow: Int { 2 * coefficients.count }
  package var parameterCount: Int { coefficients.count + 1 }

  package func predictions(for features: FeatureMatrix) -> [Double] {
    precondition(features.columns.count == featureCount, "the features are those of training")
    var predictions = [Double](repeating: intercept, count: features.rowCount)
    for (coefficient, column) in zip(coefficients, features.columns) {
      for row in predictions.indices { predictions[row] += coefficient * column[row] }
    }
    return predictions
  }

  package var rowPredictor: (any RowPredictor)? { LinearRow(predictor: self) }

  package func encode(into writer: inout ByteWriter) {
    writer.number(intercept)
    writer.numbers(coefficients)
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    intercept = try reader.number()
    coefficients = try reader.numbers()
  }
}

/// A linear predictor for one row at a time.
private struct LinearRow: RowPredictor {
  let predictor: LinearPredictor

  func predictions(of row: [Double]) -> [Double] {
    var prediction = predictor.intercept
    for (coefficient, value) in zip(predictor.coefficients, row) {
      prediction += coefficient * value
    }
    return [prediction]
  }
}
