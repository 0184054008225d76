package import Additive
package import Analyses
package import Learning

/// Least squares on the features.
package enum LinearKind: LearnerKind {
  package typealias Method = LinearLearner

  package static let summary = "Fits a weighted sum of the features by least squares."
  package static var predictors: [any Predictor.Type] { [LinearPredictor.self] }

  package static func settings(_ reader: inout SettingReader) -> LinearLearner.Settings {
    LinearLearner.Settings()
  }
}
