import Analyses
import Learning

extension Standard {
  /// The step as an analysis file names it.
  static let variant = SettingVariant<RecipeStep>(
    name, "Takes the training mean away and divides by the training deviation."
  ) { .standard(Standard(columns: RecipeSteps.columns(&$0))) }
}
