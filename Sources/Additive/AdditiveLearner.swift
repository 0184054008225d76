package import Kernels
package import Learning

/// A smooth function of each feature, added up: the learner `additive`.
///
/// Penalised cubic regression splines: Wood, Generalized additive models, 2nd edition, 2017,
/// chapters 4 to 6. Breaks lie at equally spaced ranks of a feature's different values; what is
/// penalised is the squared second derivative. A feature with two values gets a slope, and all
/// slopes share a ridge penalty. Missing values are refused.
package enum AdditiveLearner: Learner {
  package typealias Settings = AdditiveSettings

  package static let name = "additive"
  package static let revision = 2
  package static let usesRandomness = false
  package static let predictsValues = true
  package static let predictsClasses = false

  /// Squares of larger numbers could not be added up.
  private static let sizeMax = 1e100

  package static func fit(
    _ data: TrainingData, _ settings: AdditiveSettings, random: RandomStream
  ) throws -> any Predictor {
    try shaped(data, settings)
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
    if let place = data.features.firstMissing {
      throw LearningError.missingFeature(column: place.column, row: place.row)
    }
    if let place = data.features.firstInfinite {
      throw LearningError.infiniteFeature(column: place.column, row: place.row)
    }
    for (name, values) in zip(data.features.names, data.features.columns)
      + [("the target", data.target)]
    {
      if let row = values.firstIndex(where: { abs($0) > sizeMax }) {
        throw LearningError.tooLarge(what: name, row: row, value: values[row], limit: sizeMax)
      }
    }
  }
}
