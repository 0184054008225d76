import Analyses
import Diagnostics
import Learning

extension Lag {
  /// The step as an analysis file names it.
  static let variant = SettingVariant<RecipeStep>(
    name,
    "Adds earlier values of columns; later rows look back to training rows and their own batch."
  ) { reader in
    let columns = RecipeSteps.columns(&reader)
    let time = reader.required(
      "time", .text, placeholder: "",
      "The column of numbers or dates that orders the rows; no two rows of a group share one.")
    let group = reader.optional(
      "group", .text, "The column that tells series apart; without it there is one series.")
    let counts = reader.setting(
      "rows", .list(of: .integer(in: 1...1_000_000), countMin: 1), standard: [1], unit: "rows",
      "How many rows back, for each new column.")
    let keepsOrder = reader.setting(
      "keep", .flag, standard: true, "Whether the time and group columns stay as features.")
    if Set(counts).count < counts.count {
      reader.report(.conflict, "'rows' has a number twice", at: "rows")
    }
    return .lag(
      Lag(
        columns: columns, time: time, group: group, counts: counts, keepsOrder: keepsOrder))
  }
}
