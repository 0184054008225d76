package import Additive
package import Analyses
package import Learning

/// The mean of the training targets, for comparison: what a model must beat.
package enum MeanKind: LearnerKind {
  package typealias Method = MeanLearner

  package static let summary = "Predicts the mean of the training targets; the least to beat."
  package static var predictor: any Predictor.Type { MeanPredictor.self }

  package static func settings(_ reader: inout SettingReader) -> MeanLearner.Settings {
    MeanLearner.Settings()
  }
}
