import Analyses
import Learning

extension OneHot {
  /// The step as an analysis file names it.
  static let variant = SettingVariant<RecipeStep>(
    name, "Makes a column of 0 and 1 for each training level."
  ) { reader in
    .oneHot(
      OneHot(
        columns: RecipeSteps.columns(&reader),
        unseen: reader.setting(
          "unseen", .choice(), standard: .zeros,
          "What a level that no training row had becomes.")))
  }
}
