import Analyses
import Learning

extension Product {
  /// The step as an analysis file names it.
  static let variant = SettingVariant<RecipeStep>(
    name, "Adds the product of columns."
  ) { reader in
    .product(
      Product(
        factors: reader.required(
          "columns", .list(of: .text, countMin: 2), placeholder: [],
          "The columns that are multiplied; one named twice is squared."),
        result: reader.optional(
          "name", .text, "The name of the new column; without it the columns joined by ` * `.")))
  }
}
