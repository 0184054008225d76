package import Additive
package import Analyses
package import Learning

/// The mean of the training targets or the shares of their classes: what a model must beat.
package enum MeanKind: LearnerKind {
  package typealias Method = MeanLearner

  package static let summary =
    "Predicts the mean of the training targets, or the shares of their classes; the least to beat."
  package static var predictors: [any Predictor.Type] {
    [MeanPredictor.self, SharesPredictor.self]
  }

  package static func settings(_ reader: inout SettingReader) -> MeanLearner.Settings {
    MeanLearner.Settings()
  }
}
