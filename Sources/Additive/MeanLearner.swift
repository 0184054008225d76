package import Kernels
package import Learning

/// Predicts the weighted mean of the training targets: what any learner has to beat.
package enum MeanLearner: Learner {
  /// No settings.
  package struct Settings: Codable, Hashable, Sendable {
    package init() {}
  }

  package static let name = "mean"
  package static let revision = 1
  package static let usesRandomness = false

  package static func fit(
    _ data: TrainingData, _ settings: Settings, random: RandomStream
  ) throws -> any Predictor {
    MeanPredictor(
      featureCount: data.features.columns.count,
      mean: WeightedMean.of(data.target, weights: data.weights))
  }
}

/// The mean of values, each counted by its weight.
enum WeightedMean {
  /// Gives the mean, exactly the value where all are equal; weights are not all 0.
  static func of(_ values: [Double], weights: [Double]?) -> Double {
    let origin = values[0]
    guard let weights else {
      return origin + values.reduce(0) { $0 + ($1 - origin) } / Double(values.count)
    }
    let sum = zip(values, weights).reduce(0) { $0 + ($1.0 - origin) * $1.1 }
    return origin + sum / weights.reduce(0, +)
  }
}
