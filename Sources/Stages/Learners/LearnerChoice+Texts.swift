import Analyses
import Diagnostics
import Learning

extension LearnerChoice {
  /// Whether the method learns from text columns as they are.
  var acceptsLevels: Bool {
    LearnerCatalog.kind(named: name).map { Self.acceptsLevels($0) } ?? false
  }

  private static func acceptsLevels<Kind: LearnerKind>(_ kind: Kind.Type) -> Bool {
    Kind.Method.acceptsLevels
  }

  /// Reports text that a recipe leaves where the method cannot learn from it.
  func checkTexts(_ recipe: RecipeType, _ check: inout TypeCheck) {
    let columns = recipe.textsLeft
    guard !columns.isEmpty, !acceptsLevels else { return }
    check.report(
      .wrongColumnKind,
      "\(Wording.list(columns.map { "'\($0)'" })) still "
        + "\(columns.count == 1 ? "holds" : "hold") text after the recipe's last step, which `\(name)` "
        + "does not take",
      setting: "learner",
      hints: [
        "add `one-hot: {columns: [\(columns.joined(separator: ", "))]}` to the recipe, ignore it, or "
          + "choose `trees`, `forest` or `net`"
      ])
  }
}
