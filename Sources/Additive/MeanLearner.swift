package import Kernels
package import Learning

/// Predicts the weighted mean of the training targets, or the weighted share of each class.
///
/// It is what any learner has to beat.
package enum MeanLearner: Learner {
  /// No settings.
  package struct Settings: Codable, Hashable, Sendable {
    package init() {}
  }

  package static let name = "mean"
  package static let revision = 1
  package static let usesRandomness = false
  package static let predictsValues = true
  package static let predictsClasses = true

  package static func fit(
    _ data: TrainingData, _ settings: Settings, random: RandomStream
  ) throws -> any Predictor {
    if let classCount = data.classCount {
      return SharesPredictor(
        featureCount: data.features.columns.count, shares: shares(data, classCount: classCount))
    }
    return MeanPredictor(
      featureCount: data.features.columns.count,
      mean: WeightedMean.of(data.target, weights: data.weights))
  }

  private static func shares(_ data: TrainingData, classCount: Int) -> [Double] {
    var sums = [Sum](repeating: Sum(), count: classCount)
    var total = Sum()
    for (row, place) in data.target.enumerated() {
      let weight = data.weights?[row] ?? 1
      sums[Int(place)].add(weight)
      total.add(weight)
    }
    return sums.map { $0.value / total.value }
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
