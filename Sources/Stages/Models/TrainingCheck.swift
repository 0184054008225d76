import Analyses
import Diagnostics
import Learning
import Tables

/// What is checked before anything is fitted, the same for every stage that fits.
enum TrainingCheck {
  /// Reports columns that a recipe needs and the rows lack.
  static func columns(_ recipe: RecipeType, at index: Int = 0, _ check: inout TypeCheck) {
    guard let columns = check.input("rows")?.table?.columns, let inputs = recipe.inputs else {
      return
    }
    let rows = check.stages["rows"]?.first ?? ""
    let stages = check.stages["recipe"] ?? []
    let recipeStage = index < stages.count ? stages[index] : ""
    let names = Set(columns.map(\.name))
    let missing = ([recipe.target] + inputs.map(\.name)).filter { !names.contains($0) }
    guard !missing.isEmpty else { return }
    check.report(
      .unknownColumn,
      "'\(rows)' lacks \(Wording.list(missing.map { "'\($0)'" })), which the recipe "
        + "'\(recipeStage)' needs",
      port: "rows")
  }

  /// Reports a learner, or weights of classes, that do not fit what is predicted or learned from.
  static func task(
    _ learner: LearnerChoice?, _ classWeights: ClassWeights?, _ recipe: RecipeType,
    _ check: inout TypeCheck
  ) {
    learner?.checkTexts(recipe, &check)
    guard let isClasses = recipe.isClasses else { return }
    if let problem = learner?.problem(isClasses: isClasses) {
      check.report(
        .wrongInputType, problem.description, setting: "learner",
        hints: problem.hint.map { [$0] } ?? [])
    }
    if !isClasses, classWeights != nil {
      let problem = LearningError.classWeightsOfValues(column: recipe.target)
      check.report(.conflict, problem.description, setting: "class-weights")
    }
  }

  /// Throws where rows have no target; they are named by their place before the table is cut.
  static func requireTargets(
    _ rows: Table, _ target: String, of stage: String
  ) throws(StageProblem) {
    guard let column = rows[target] else { return }
    let missing = (0..<column.count).filter { column.isMissing($0) }
    guard let first = missing.first else { return }
    let more = missing.count > 1 ? " and \(missing.count - 1) more have" : " has"
    throw StageProblem(
      "row \(first + 1) of '\(stage)'\(more) no '\(target)', which is the target",
      hints: ["leave such rows out with an `sql` stage: WHERE \(target) IS NOT NULL"])
  }

  /// Throws where there are fewer rows than folds.
  static func requireFolds(_ count: Int, rows: Int) throws(StageProblem) {
    guard count > rows else { return }
    throw StageProblem(
      "\(Wording.count(rows, "row")) cannot be cut into \(count) folds",
      hints: ["set `folds` to at most \(rows)"], setting: "folds")
  }
}
