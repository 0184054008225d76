import Analyses
import Learning

extension Rare {
  /// The step as an analysis file names it.
  static let variant = SettingVariant<RecipeStep>(
    name, "Puts levels that few training rows have together as one level."
  ) { reader in
    .rare(
      Rare(
        columns: RecipeSteps.columns(&reader),
        rowsMin: reader.setting(
          "rows-min", .integer(in: 1...Int.max), standard: 10, unit: "rows",
          "The fewest training rows with which a level stands alone."),
        other: reader.setting(
          "other", .text, standard: "other",
          "The name of the common level; later levels that no training row had get it too.")))
  }
}
