package import Kernels
package import Learning

/// A smooth function of each feature, added up: the learner `additive`.
///
/// Penalised cubic regression splines: Wood, Generalized additive models, 2nd edition, 2017,
/// chapters 4 to 6. Breaks lie at equally spaced ranks of a feature's different values; what is
/// penalised is the squared second derivative. A feature with two values gets a slope, and all
/// slopes share a ridge penalty. Missing values are refused. Of two classes the sum is the log odds
/// of the second; of more each has a sum for its log odds against the rest, and the probabilities
/// are divided by their sum. A class without a row of weight gets the probability 0.
package enum AdditiveLearner: Learner {
  package typealias Settings = AdditiveSettings

  package static let name = "additive"
  package static let revision = 2
  package static let usesRandomness = false
  package static let predictsValues = true
  package static let predictsClasses = true

  /// Squares of larger numbers could not be added up.
  private static let sizeMax = 1e100

  package static func fit(
    _ data: TrainingData, _ settings: AdditiveSettings, random: RandomStream
  ) throws -> any Predictor {
    if let classCount = data.classCount {
      return try classPredictor(data, settings, classCount: classCount)
    }
    return try shaped(data, settings)
  }

  /// Finds the functions alone; throws as `shaped` does.
  package static func predictor(
    _ data: TrainingData, _ settings: AdditiveSettings
  ) throws -> AdditivePredictor {
    try fitted(data, settings).predictor
  }

  /// Finds the functions, how sure they are, and whether features work together.
  ///
  /// Throws for missing, infinite and huge values, and when cancelled.
  package static func shaped(
    _ data: TrainingData, _ settings: AdditiveSettings
  ) throws -> ShapedAdditivePredictor {
    let fit = try fitted(data, settings)
    let spreads = fit.spreads
    return ShapedAdditivePredictor(
      sum: fit.predictor, effects: fit.effects, spreads: spreads,
      interactions: try InteractionSearch.test(
        data, fit.predictor, spreads: spreads, squaredError: fit.squaredError, settings: settings),
      slopeCovariance: { fit.slopeCovariance($0, $1) })
  }

  /// Finds functions of log odds; throws as `shaped` does.
  package static func classPredictor(
    _ data: TrainingData, _ settings: AdditiveSettings, classCount: Int
  ) throws -> AdditiveClassPredictor {
    try check(data, settings)
    let rows = data.target.indices.filter { data.weights?[$0] ?? 1 > 0 }
    let places = rows.map { Int(data.target[$0]) }
    let present = Set(places).sorted()
    let features = data.features.rows(rows)
    let weights = rows.map { data.weights?[$0] ?? 1 }
    let terms = features.columns.map { AdditiveTerm($0, segments: settings.segments) }
    let classes =
      present.count > 2 ? present : Array(present.dropFirst().suffix(1))
    let parts = try classes.map { place in
      let fit = try LogOddsSearch(
        features, isClass: places.map { $0 == place }, weights: weights, terms: terms
      ).best()
      return ShapedAdditivePredictor(
        sum: fit.predictor, effects: fit.effects, spreads: fit.spreads,
        interactions: InteractionTest(.noPairs),
        slopeCovariance: { fit.slopeCovariance($0, $1) })
    }
    return AdditiveClassPredictor(
      featureCount: data.features.columns.count, classCount: classCount, present: present,
      parts: parts)
  }

  private static func fitted(
    _ data: TrainingData, _ settings: AdditiveSettings
  ) throws -> AdditiveFit {
    try check(data, settings)
    let design = try AdditiveDesign(data, segments: settings.segments)
    let rowCount = data.weights?.count { $0 > 0 } ?? data.target.count
    return AdditiveFit(
      design: design, found: try SmoothingSearch(design, rowCount: rowCount).best(),
      rowCount: rowCount)
  }

  private static func check(_ data: TrainingData, _ settings: AdditiveSettings) throws {
    guard AdditiveSettings.segmentsRange.contains(settings.segments) else {
      throw LearningError.settingOutOfRange(
        name: "segments", value: "\(settings.segments)", allowed: "from 1 to 200")
    }
    try data.requireNoMissing()
    try data.requireFinite()
    try data.requireSizes(
      features: sizeMax, target: sizeMax, weights: data.classCount == nil ? nil : sizeMax)
  }
}
