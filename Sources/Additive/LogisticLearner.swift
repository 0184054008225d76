package import Kernels
package import Learning

/// The probabilities of classes from weighted sums of the features.
///
/// Of two classes the log odds of the second are one weighted sum; of more each class has one, and
/// the probabilities are the softmax of them. What is least is the weighted sum of the log losses
/// and half of `l2` times the squared coefficients; intercepts are free. So it is scikit-learn's
/// LogisticRegression with C = 1 / l2. A class without a row of weight gets the probability 0.
/// Missing values are refused; a constant feature gets the coefficient 0.
package enum LogisticLearner: Learner {
  /// How strongly coefficients are drawn towards 0.
  package struct Settings: Codable, Hashable, Sendable {
    /// The weight of the squared coefficients, at least 1e-6.
    package var l2: Double

    package init(l2: Double) {
      self.l2 = l2
    }

    /// The values that `l2` can have: without any, separable classes would have no solution.
    package static let l2Range = 1e-6...1e12
  }

  package static let name = "logistic"
  package static let revision = 2
  package static let usesRandomness = false
  package static let predictsValues = false
  package static let predictsClasses = true

  /// Larger features or weights would overflow when squared sums of them are made.
  private static let sizeMax = 1e50

  package static func fit(
    _ data: TrainingData, _ settings: Settings, random: RandomStream
  ) throws -> any Predictor {
    try predictor(data, settings)
  }

  /// Finds the coefficients; throws for missing and too large features and when cancelled.
  package static func predictor(
    _ data: TrainingData, _ settings: Settings
  ) throws -> LogisticPredictor {
    guard let classCount = data.classCount else {
      throw LearningError.needsClasses(learner: name)
    }
    try check(data, settings)
    let weights = data.weights ?? [Double](repeating: 1, count: data.target.count)
    let places = data.target.map { Int($0) }
    var heavy = [Bool](repeating: false, count: classCount)
    for (place, weight) in zip(places, weights) where weight > 0 { heavy[place] = true }
    let present = heavy.indices.filter { heavy[$0] }
    guard present.count > 1 else {
      return LogisticPredictor(
        featureCount: data.features.columns.count, classCount: classCount, present: present,
        vectors: [])
    }
    var rank = [Int](repeating: -1, count: classCount)
    for (index, place) in present.enumerated() { rank[place] = index }
    // Rows without weight decide nothing, and their class may be none of those that are fitted.
    let rows = weights.indices.filter { weights[$0] > 0 }
    let scaled = data.features.columns.map { column in
      ScaledColumn(rows.map { column[$0] }, weights: rows.map { weights[$0] })
    }
    let classes = rows.map { rank[places[$0]] }
    let heavyWeights = rows.map { weights[$0] }
    let penalties = scaled.map { $0.penalty(l2: settings.l2) }
    let found =
      present.count == 2
      ? try least(
        of: LogisticLoss(
          columns: scaled.map(\.values), penalties: penalties, classes: classes,
          weights: heavyWeights))
      : try least(
        of: SoftmaxLoss(
          columns: scaled.map(\.values), penalties: penalties, classes: classes,
          classCount: present.count, weights: heavyWeights))
    return LogisticPredictor(
      featureCount: scaled.count, classCount: classCount, present: present,
      vectors: vectors(found, scaled: scaled))
  }

  private static func least(of loss: some PenalisedLoss) throws -> [[Double]] {
    loss.vectors(try NewtonSearch.least(of: loss))
  }

  private static func check(_ data: TrainingData, _ settings: Settings) throws(LearningError) {
    guard Settings.l2Range.contains(settings.l2) else {
      throw .settingOutOfRange(name: "l2", value: "\(settings.l2)", allowed: "from 1e-6 to 1e12")
    }
    try data.requireNoMissing()
    try data.requireFinite()
    try data.requireSizes(features: sizeMax, weights: sizeMax)
  }

  /// Gives intercepts and coefficients for the features as they are.
  ///
  /// The same number added to all intercepts changes nothing, so those of three or more classes
  /// are given with the sum 0.
  private static func vectors(
    _ found: [[Double]], scaled: [ScaledColumn]
  ) -> [LogisticPredictor.Vector] {
    var vectors = found.map { parameters in
      var intercept = parameters[0]
      var coefficients: [Double] = []
      for (feature, column) in scaled.enumerated() {
        let coefficient = column.coefficient(parameters[1 + feature])
        intercept -= coefficient * column.mean
        coefficients.append(coefficient)
      }
      return LogisticPredictor.Vector(intercept: intercept, coefficients: coefficients)
    }
    guard vectors.count > 1 else { return vectors }
    let mean = Sum.mean(of: vectors.map(\.intercept))
    vectors = vectors.map {
      LogisticPredictor.Vector(intercept: $0.intercept - mean, coefficients: $0.coefficients)
    }
    return vectors
  }
}

/// A feature less its mean and divided by its spread, so that a search has a round valley.
private struct ScaledColumn {
  let values: [Double]
  let mean: Double
  /// The root of the weighted mean square of what is left; 0 where the feature is constant.
  let spread: Double

  init(_ column: [Double], weights: [Double]) {
    let mean = WeightedMean.of(column, weights: weights)
    let centred = column.map { $0 - mean }
    let greatest = centred.reduce(0) { max($0, abs($1)) }
    let squares = centred.map { greatest > 0 ? ($0 / greatest) * ($0 / greatest) : 0 }
    let root = greatest * WeightedMean.of(squares, weights: weights).squareRoot()
    // What rounding leaves of a constant, and spreads whose inverse square is not finite.
    let spread = root > 1e-13 * abs(mean) && root > 1e-140 ? root : 0
    self.mean = mean
    self.spread = spread
    values = spread > 0 ? centred.map { $0 / spread } : centred.map { _ in 0 }
  }

  /// The penalty of half the squared coefficient of the scaled feature.
  func penalty(l2: Double) -> Double { spread > 0 ? l2 / (spread * spread) : 1 }

  /// Gives the coefficient of the feature as it is.
  func coefficient(_ scaled: Double) -> Double { spread > 0 ? scaled / spread : 0 }
}
