package import Analyses
import Kernels
package import Learning
package import Tables

/// The job of fitting without one fold and predicting that fold, for `train` and `search` alike.
///
/// Its random numbers go by the fold and never by the candidate or the stage, so that what is
/// compared draws the same numbers, and what a search has fitted is not fitted again.
/// A fit that fails is an outcome like any other: it is stored, and not tried again.
package enum FitFold: JobKind {
  /// What is fitted, and what is held out.
  package struct Settings: Codable, Sendable {
    package let learner: LearnerChoice
    package let fold: Int
    package let foldCount: Int
    /// The seed of the folds: the analysis' own, so that all stages use the same folds.
    package let foldSeed: UInt64
    /// Which division into folds it is; nil for the first, which `train` uses too.
    package let division: Int?
    /// The share of the training rows that is used; nil for all.
    package let share: Double?
    /// What rows are weighted by for their class, or nil.
    package let classWeights: ClassWeights?
  }

  package typealias Output = Table

  package static let name = "fit-fold"
  package static let revision = 2

  package static func revisions(_ settings: Settings) -> [String: Int] {
    settings.learner.revisions.merging([RecipeStage.name: RecipeStage.revision]) { first, _ in first
    }
  }

  package static func pass(_ settings: Settings) -> Settings? {
    settings.learner.path.map { learner in
      Settings(
        learner: learner, fold: settings.fold, foldCount: settings.foldCount,
        foldSeed: settings.foldSeed, division: settings.division, share: settings.share,
        classWeights: settings.classWeights)
    }
  }

  /// Where a program failed, the machine may be mended before the next run.
  package static func isFinal(_ output: Table, of settings: Settings) -> Bool {
    problem(in: output) == nil || settings.learner.programs.isEmpty
  }

  package static func run(_ settings: Settings, _ context: any JobContext) async throws -> Table {
    try await run(pass: [settings], context).first
      ?? table(of: StageProblem("there was nothing to fit"))
  }

  /// Gives the predictions of the held-out rows in their order, or one row with what was wrong.
  ///
  /// The classes are those of all rows, so that each fold has a place for each; then the prediction
  /// is the most probable label, and the probability of each class stands beside it.
  package static func run(
    pass: [Settings], _ context: any JobContext
  ) async throws -> [Table] {
    guard let first = pass.first else { return [] }
    let rows = try context.input("rows", as: Table.self)
    let recipe = try context.input("recipe", as: Recipe.self)
    do {
      return try explained { try fit(pass.map(\.learner), first, rows, recipe, context) }
    } catch let failure as StageProblem {
      return pass.map { _ in table(of: failure) }
    }
  }

  private static func fit(
    _ learners: [LearnerChoice], _ settings: Settings, _ rows: Table, _ recipe: Recipe,
    _ context: any JobContext
  ) throws -> [Table] {
    let classes = try recipe.classes(of: rows)
    let division = FoldDivision(
      count: settings.foldCount, seed: settings.foldSeed, number: settings.division ?? 0)
    let folds = try division.folds(of: rows, recipe, classes)
    let random = RandomStream(seed: context.seed).derived("division", settings.division ?? 0)
      .derived("fold", settings.fold)
    let prepared = try context.shared(settings.preparation, size: \.size) {
      let training = sample(
        folds.trainingRows(settings.fold), share: settings.share, seed: settings.foldSeed)
      return try settings.learner.prepared(
        rows.rows(training), recipe: recipe, classes: classes,
        classWeights: settings.classWeights, random: random)
    }
    let models = try LearnerChoice.models(learners, prepared, random: random)
    let held = rows.rows(folds.heldOutRows(settings.fold))
    return try models.map { model in
      do {
        return try explained { try predictions(try model.get(), held) }
      } catch let failure as StageProblem {
        return table(of: failure)
      }
    }
  }

  /// Smaller shares are parts of larger ones, and the same for all candidates.
  private static func sample(_ rows: [Int], share: Double?, seed: UInt64) -> [Int] {
    guard let share, share < 1 else { return rows }
    var stream = RandomStream(seed: seed).derived("share")
    let count = max(1, Int((share * Double(rows.count)).rounded()))
    return stream.permutation(of: rows.count).prefix(count).sorted().map { rows[$0] }
  }

  private static func predictions(_ model: Model, _ held: Table) throws -> Table {
    switch try model.predictions(for: held) {
    case .values(let values): Table([Column("prediction", numbers: values)])
    case .classes(let found):
      Table(found.columns(prediction: "prediction", avoiding: HeldOutTable.names))
    }
  }

  private static func table(of problem: StageProblem) -> Table {
    Table([
      Column("problem", texts: [problem.headline]),
      Column("hints", texts: [problem.hints.joined(separator: "\n")]),
      Column("setting", texts: [problem.setting]),
    ])
  }

  /// Gives what was wrong with the fit, nil where there are predictions.
  static func problem(in output: Table) -> StageProblem? {
    guard let headline = output["problem"]?.texts?[0] else { return nil }
    let hints = output["hints"]?.texts?[0] ?? ""
    return StageProblem(
      headline, hints: hints.split(separator: "\n").map(String.init),
      setting: output["setting"]?.texts?[0])
  }
}

extension FitFold.Settings {
  /// What rows are prepared for: all that the recipe's fit to them depends on.
  ///
  /// Learners of classes and of values are kept apart by name, as they refuse other targets.
  fileprivate var preparation: String {
    let weights = classWeights.map { "\($0)" } ?? "none"
    return [
      learner.name, "\(fold)", "\(foldCount)", "\(foldSeed)", "\(division ?? 0)",
      "\(share ?? 1)", weights,
    ].joined(separator: " ")
  }
}

/// How rows are divided into folds; the first division is that of every stage.
struct FoldDivision {
  let count: Int
  /// The seed of the analysis.
  let seed: UInt64
  var number = 0

  /// Divides rows as the recipe asks for.
  func folds(
    of rows: Table, _ recipe: Recipe, _ classes: ClassLabels?
  ) throws(LearningError) -> Folds {
    let stream = RandomStream(seed: seed).derived("folds")
    return try recipe.folds(
      of: rows, classes: classes, count: count,
      random: number == 0 ? stream : stream.derived("division", number))
  }
}
