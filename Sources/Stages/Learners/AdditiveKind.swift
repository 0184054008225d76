package import Additive
package import Analyses
package import Learning

/// A smooth curve for each feature, added up.
package enum AdditiveKind: LearnerKind {
  package typealias Method = AdditiveLearner

  package static let summary =
    "Adds up a smooth curve of each feature, as smooth as cross-validation asks for; of classes to "
    + "log odds, for more than two of each against the rest."
  package static var predictors: [any Predictor.Type] {
    // The first is what models of revision 1 hold.
    [AdditivePredictor.self, ShapedAdditivePredictor.self, AdditiveClassPredictor.self]
  }

  package static func settings(_ reader: inout SettingReader) -> AdditiveSettings {
    AdditiveSettings(
      segments: reader.setting(
        "segments", .integer(in: AdditiveSettings.segmentsRange), standard: 20, unit: "segments",
        "The most pieces that a curve is made of."))
  }
}
