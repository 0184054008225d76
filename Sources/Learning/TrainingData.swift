/// What a learner sees: features, the target, and the weight of each row.
package struct TrainingData: Sendable {
  package let features: FeatureMatrix
  /// The value to predict for each row, finite; with classes the place of its class.
  package let target: [Double]
  /// Finite weights of at least 0, not all 0, or nil where every row counts 1.
  package let weights: [Double]?
  /// The number of classes, or nil where values are predicted.
  ///
  /// A class may have no row here: a fold can lack it.
  package let classCount: Int?

  /// Takes at least one row; target and weights have the features' row count.
  package init(
    features: FeatureMatrix, target: [Double], weights: [Double]? = nil, classCount: Int? = nil
  ) {
    precondition(features.rowCount > 0, "there is a row to learn from")
    precondition(target.count == features.rowCount, "every row has a target")
    precondition(weights.map { $0.count == target.count } ?? true, "every row has a weight")
    self.features = features
    self.target = target
    precondition(
      classCount.map { count in target.allSatisfy { $0 >= 0 && $0 < Double(count) } } ?? true,
      "every class has a place")
    self.weights = weights
    self.classCount = classCount
  }

  /// Gives the data of the rows asked for, in that order.
  package func rows(_ rows: [Int]) -> TrainingData {
    TrainingData(
      features: features.rows(rows), target: rows.map { target[$0] },
      weights: weights.map { weights in rows.map { weights[$0] } },
      classCount: classCount)
  }
}
