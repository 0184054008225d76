package import Additive
package import Analyses
package import Learning

/// Probabilities of classes from weighted sums of the features.
package enum LogisticKind: LearnerKind {
  package typealias Method = LogisticLearner

  package static let summary =
    "Fits the probabilities of classes by weighted sums of the features; for classes alone."
  package static var predictors: [any Predictor.Type] { [LogisticPredictor.self] }

  package static func settings(_ reader: inout SettingReader) -> LogisticLearner.Settings {
    LogisticLearner.Settings(
      l2: reader.setting(
        "l2", .number(in: LogisticLearner.Settings.l2Range), standard: 1,
        "Draws coefficients towards zero: half of it times their squares is added to the log loss.")
    )
  }
}
