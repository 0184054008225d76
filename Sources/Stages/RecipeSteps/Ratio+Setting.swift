import Analyses
import Learning

extension Ratio {
  /// The step as an analysis file names it.
  static let variant = SettingVariant<RecipeStep>(
    name, "Adds one column divided by another; a division by zero is missing."
  ) { reader in
    .ratio(
      Ratio(
        numerator: reader.required(
          "numerator", .text, placeholder: "", "The column that is divided."),
        denominator: reader.required(
          "denominator", .text, placeholder: "", "The column that divides."),
        result: reader.optional(
          "name", .text, "The name of the new column; without it `NUMERATOR / DENOMINATOR`.")))
  }
}
