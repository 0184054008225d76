import Analyses
import Learning

/// The steps of a recipe as an analysis file names them.
enum RecipeSteps {
  /// Every step, with its settings, in the order of the reference page.
  static let variants: [SettingVariant<RecipeStep>] = [
    MinMax.variant, Standard.variant, Robust.variant, OneHot.variant, Ordinal.variant,
    TargetMean.variant, Rare.variant, Impute.variant, Clip.variant, Logarithm.variant,
    Binning.variant, Ratio.variant, Product.variant, Lag.variant,
    DateParts.variant,
  ]

  /// Asks for the columns that a step works on.
  static func columns(_ reader: inout SettingReader) -> ColumnSelection {
    reader.required(
      "columns", .columns, placeholder: .names([]),
      "A group (numeric, text, dates, all) or a list of names; never the target.")
  }

  /// The columns that a step works on, in words.
  static func words(_ step: any TableStep) -> String {
    switch step.columns {
    case .names([]): return Wording.list(step.references.map(\.column))
    case .group(let group): return "the columns of group '\(group.rawValue)'"
    case .names(let names): return Wording.list(names)
    }
  }
}
