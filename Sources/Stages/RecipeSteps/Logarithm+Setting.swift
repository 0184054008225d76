import Analyses
import Learning

extension Logarithm {
  /// The step as an analysis file names it.
  static let variant = SettingVariant<RecipeStep>(
    name, "Replaces values by the natural logarithm of their sum with an offset."
  ) { reader in
    .log(
      Logarithm(
        columns: RecipeSteps.columns(&reader),
        offset: reader.setting(
          "offset", .number(in: -Double.greatestFiniteMagnitude ... .greatestFiniteMagnitude),
          standard: 1,
          "What is added first; a value of minus the offset or less stops the fit, with its row.")))
  }
}
