package import Kernels

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
  /// What learners make of the data before they learn.
  package let preparations = Preparations()
  /// What makes rows belong together, or what is wrong with it; looked at where rows are set aside.
  private let kinship: Result<RowKinship?, LearningError>

  /// Takes at least one row; target and weights have the features' row count.
  package init(
    features: FeatureMatrix, target: [Double], weights: [Double]? = nil, classCount: Int? = nil,
    kinship: Result<RowKinship?, LearningError> = .success(nil)
  ) {
    self.kinship = kinship
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

  /// Divides rows into those to learn from and those to be set aside; both ascend.
  ///
  /// Whole groups are set aside, or the latest times, or else rows at random. Gives nil where no
  /// rows are to be set aside or they cannot be divided. Each side has a row that weighs something.
  package func aside(
    _ share: Double, random: RandomStream
  ) throws(LearningError) -> (kept: [Int], aside: [Int])? {
    guard share > 0 else { return nil }
    let count = target.count
    let wanted = min(count - 1, max(1, Int((share * Double(count)).rounded())))
    let isAside = try kinship.get().map { $0.aside(wanted, random: random) }
    let (kept, aside): ([Int], [Int])
    if let isAside {
      kept = target.indices.filter { !isAside[$0] }
      aside = target.indices.filter { isAside[$0] }
    } else {
      var random = random
      let order = random.permutation(of: count)
      (kept, aside) = (order[wanted...].sorted(), order[..<wanted].sorted())
    }
    for rows in [kept, aside] where !rows.contains(where: { weights?[$0] ?? 1 > 0 }) { return nil }
    return (kept, aside)
  }

  /// Gives the data of the rows asked for, in that order.
  package func rows(_ rows: [Int]) -> TrainingData {
    TrainingData(
      features: features.rows(rows), target: rows.map { target[$0] },
      weights: weights.map { weights in rows.map { weights[$0] } },
      classCount: classCount)
  }
}
