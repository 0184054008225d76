import Analyses
import Learning

extension TargetMean {
  /// The step as an analysis file names it.
  static let variant = SettingVariant<RecipeStep>(
    name,
    "Replaces levels by their mean target; a training row's own target is never in its own value."
  ) { reader in
    .targetMean(
      TargetMean(
        columns: RecipeSteps.columns(&reader),
        smoothing: reader.setting(
          "smoothing", .number(in: 0 ... .greatestFiniteMagnitude), standard: 10, unit: "rows",
          "Draws each level towards the mean of all, as that many rows with that mean would."),
        foldCount: reader.setting(
          "folds", .integer(in: 2...1000), standard: 5, unit: "folds",
          "Into how many parts the training rows are cut; each part gets the others' means.")))
  }
}
