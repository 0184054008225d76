import Analyses
import Diagnostics
import Learning

extension Ordinal {
  /// The step as an analysis file names it.
  static let variant = SettingVariant<RecipeStep>(
    name, "Replaces levels by their place in an order, counted from 0."
  ) { reader in
    let columns = RecipeSteps.columns(&reader)
    let levels = reader.optional(
      "levels", .list(of: .text, countMin: 1),
      "The levels from least to greatest; without it those of training rows by their text.")
    let unseen = reader.setting(
      "unseen", .choice(), standard: Ordinal.Unseen.missing,
      "What a level becomes that is not listed, or that no training row had.")
    if let levels, let again = repeated(in: levels) {
      reader.report(.conflict, "the level '\(again)' is listed twice", at: "levels")
    }
    return .ordinal(Ordinal(columns: columns, levels: levels, unseen: unseen))
  }

  private static func repeated(in levels: [String]) -> String? {
    var seen: Set<String> = []
    return levels.first { !seen.insert($0).inserted }
  }
}
