import Analyses
import Learning

extension Robust {
  /// The step as an analysis file names it.
  static let variant = SettingVariant<RecipeStep>(
    name, "Takes the training median away and divides by the training interquartile range."
  ) { .robust(Robust(columns: RecipeSteps.columns(&$0))) }
}
