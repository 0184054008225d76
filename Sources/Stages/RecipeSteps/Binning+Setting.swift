import Analyses
import Learning

extension Binning {
  /// The step as an analysis file names it.
  static let variant = SettingVariant<RecipeStep>(
    name, "Replaces values by the number of their bin, counted from 0."
  ) { reader in
    .bins(
      Binning(
        columns: RecipeSteps.columns(&reader),
        count: reader.setting(
          "count", .integer(in: 2...10_000), standard: 10, unit: "bins",
          "How many bins; fewer where quantiles fall together."),
        edges: reader.setting(
          "edges", .choice(), standard: .quantiles,
          "Whether each bin has as many training rows, or is as wide as the others.")))
  }
}
