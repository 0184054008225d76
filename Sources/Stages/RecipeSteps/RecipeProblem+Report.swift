import Analyses
import Diagnostics
import Learning
import Tables

extension RecipeSteps {
  /// The problems without those that a misspelt name alone has brought about.
  ///
  /// A column that a step or `ignore` should have named is left over as text, or as dates, for that.
  static func causes(_ problems: [RecipeProblem]) -> [RecipeProblem] {
    let meant = problems.compactMap { problem -> String? in
      guard case .unknownColumn(let name, let known) = problem.reason else { return nil }
      return Suggestion.nearest(to: name, among: known)
    }
    return problems.compactMap { problem in
      func left(_ columns: [String]) -> [String]? {
        let rest = columns.filter { !meant.contains($0) }
        return rest.isEmpty ? nil : rest
      }
      switch problem.reason {
      case .textLeft(let columns):
        return left(columns).map {
          RecipeProblem(field: problem.field, reason: .textLeft(columns: $0))
        }
      case .datesLeft(let columns):
        return left(columns).map {
          RecipeProblem(field: problem.field, reason: .datesLeft(columns: $0))
        }
      default: return problem
      }
    }
  }

  /// Reports what a recipe finds wrong with itself at the place in the file.
  static func report(
    _ problem: RecipeProblem, of recipe: Recipe, stage: String, to check: inout TypeCheck
  ) {
    let path = path(of: problem.field, recipe)
    switch problem.reason {
    case .unknownColumn(let name, let known):
      check.requireColumn(
        name, in: known.map { ColumnType($0) }, of: stage, setting: path)
    case .notAFeature(let name):
      check.report(
        .unknownColumn, "column '\(name)' is the target, the weight or ignored", setting: path,
        hints: ["steps work on features only"])
    case .wrongKind(let name, let found, let needed):
      check.report(
        .wrongColumnKind,
        "column '\(name)' of '\(stage)' holds \(found.rawValue)s; "
          + "\(needed.map { "\($0.rawValue)s" }.joined(separator: " or ")) are needed",
        setting: path,
        hints: problem.field == .target && found == .text
          ? ["leave `task: values` out to predict its classes"] : [])
    case .textLeft(let columns):
      check.report(
        .wrongColumnKind,
        "\(Wording.list(columns.map { "'\($0)'" })) still "
          + "\(columns.count == 1 ? "holds" : "hold") text after the last step",
        setting: path,
        hints: ["add `one-hot: {columns: [\(columns.joined(separator: ", "))]}`, or ignore it"])
    case .datesLeft(let columns):
      check.report(
        .wrongColumnKind,
        "\(Wording.list(columns.map { "'\($0)'" })) still "
          + "\(columns.count == 1 ? "holds" : "hold") dates after the last step",
        setting: path,
        hints: ["add `date-parts: {columns: [\(columns.joined(separator: ", "))]}`, or ignore it"])
    case .duplicateColumn(let name):
      check.report(
        .duplicateColumn, "this step makes a second column '\(name)'", setting: path,
        hints: ["give the new column another name"])
    case .noFeatures:
      check.report(.unknownColumn, "no column is left to learn from", setting: path)
    }
  }

  private static func path(of field: RecipeProblem.Field, _ recipe: Recipe) -> String {
    switch field {
    case .feature(let index): return "features[\(index)]"
    case .ignored(let index): return "ignore[\(index)]"
    case .leak(let index): return "leaks[\(index)]"
    case .step(let index, let column):
      let base = "steps[\(index)].\(recipe.steps[index].name).columns"
      return column.map { "\(base)[\($0)]" } ?? base
    case .stepSetting(let index, let name):
      return "steps[\(index)].\(recipe.steps[index].name).\(name)"
    case .steps: return "steps"
    case .target: return "target"
    case .weight: return "weight"
    }
  }
}
