package import Kernels
package import Learning

/// An intercept and a weighted sum of the features, by least squares.
///
/// Columns are centred by their weighted mean, and of several solutions, as with a full block of
/// one-hot columns, the one of least norm is taken; the intercept is not part of the norm. A
/// column counts as given by the others when it is so up to rounding (see the pivoted QR). Rows of
/// weight w count w times. Missing values are refused.
package enum LinearLearner: Learner {
  /// No settings.
  package struct Settings: Codable, Hashable, Sendable {
    package init() {}
  }

  package static let name = "linear"
  package static let revision = 1
  package static let usesRandomness = false
  package static let predictsValues = true
  package static let predictsClasses = false

  package static func fit(
    _ data: TrainingData, _ settings: Settings, random: RandomStream
  ) throws -> any Predictor {
    try predictor(data)
  }

  /// Finds the coefficients; throws for missing and infinite features and when cancelled.
  package static func predictor(_ data: TrainingData) throws -> LinearPredictor {
    try data.requireNoMissing()
    try data.requireFinite()
    try Task.checkCancellation()
    let columns = data.features.columns
    let means = columns.map { WeightedMean.of($0, weights: data.weights) }
    let targetMean = WeightedMean.of(data.target, weights: data.weights)
    let roots = data.weights.map { $0.map { $0.squareRoot() } }
    func centred(_ values: [Double], _ mean: Double) -> [Double] {
      guard let roots else { return values.map { $0 - mean } }
      return zip(values, roots).map { ($0 - mean) * $1 }
    }
    let parts = ColumnPivotedQR(
      columns: zip(columns, means).map { centred($0, $1) }, rowCount: data.target.count)
    let coefficients = parts.leastSquares(centred(data.target, targetMean))
    var intercept = targetMean
    for (coefficient, mean) in zip(coefficients, means) { intercept -= coefficient * mean }
    return LinearPredictor(intercept: intercept, coefficients: coefficients)
  }
}
