package import Analyses
import Exchange
package import Learning

/// The learners that an analysis can name.
package enum LearnerCatalog {
  /// Every learner, in the order of the reference page.
  package static let kinds: [any LearnerKind.Type] = [
    MeanKind.self, LinearKind.self, LogisticKind.self, AdditiveKind.self, TreesKind.self,
    ForestKind.self,
    NetKind.self,
    CommandKind.self,
  ]

  /// Gives the learner of a name, or nil.
  package static func kind(named name: String) -> (any LearnerKind.Type)? {
    kinds.first { methodName($0) == name }
  }

  /// The predictors that stored models may hold.
  package static let predictors = PredictorCatalog(
    kinds.flatMap { $0.predictors }.flatMap { [$0, $0.averageKind] } + [XGBoostPredictor.self])

  /// The learners as variants of the setting `learner`.
  package static var variants: [SettingVariant<LearnerChoice>] { kinds.map { variant($0) } }

  private static func variant<Kind: LearnerKind>(
    _ kind: Kind.Type
  ) -> SettingVariant<LearnerChoice> {
    SettingVariant(Kind.Method.name, Kind.summary) { reader in
      LearnerChoice(Kind.self, Kind.settings(&reader))
    }
  }

  private static func methodName<Kind: LearnerKind>(_ kind: Kind.Type) -> String {
    Kind.Method.name
  }
}
