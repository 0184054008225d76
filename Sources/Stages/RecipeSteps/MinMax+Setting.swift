import Analyses
import Learning

extension MinMax {
  /// The step as an analysis file names it.
  static let variant = SettingVariant<RecipeStep>(
    name, "Scales columns to 0 to 1 by the training rows' range."
  ) { .minMax(MinMax(columns: RecipeSteps.columns(&$0))) }
}
