package import Analyses
import Kernels
package import Learning
package import Tables

/// The job of fitting one candidate of a search without one fold, and predicting that fold.
///
/// A fit that fails is an outcome like any other: it is stored, and not tried again.
package enum FitTrial: JobKind {
  /// What is fitted, and what is held out.
  package struct Settings: Codable, Sendable {
    package let learner: LearnerChoice
    package let fold: Int
    package let foldCount: Int
    /// The seed of the folds: the analysis' own, so that all stages use the same folds.
    package let foldSeed: UInt64
    /// Which division into folds it is; nil for the first, which other stages use too.
    package let division: Int?
    /// The share of the training rows that is used; nil for all.
    package let share: Double?
    /// What rows are weighted by for their class, or nil.
    package let classWeights: ClassWeights?
  }

  package typealias Output = Table

  package static let name = "fit-trial"
  package static let revision = 1

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

  package static func run(_ settings: Settings, _ context: any JobContext) async throws -> Table {
    try await run(pass: [settings], context).first ?? problem("there was nothing to fit")
  }

  /// Gives the predictions of the held-out rows in their order, or one row with what was wrong.
  package static func run(
    pass: [Settings], _ context: any JobContext
  ) async throws -> [Table] {
    guard let first = pass.first else { return [] }
    let rows = try context.input("rows", as: Table.self)
    let recipe = try context.input("recipe", as: Recipe.self)
    do {
      return try explained { try fit(pass.map(\.learner), first, rows, recipe, context.seed) }
    } catch let failure as StageProblem {
      return pass.map { _ in problem(failure.headline) }
    }
  }

  private static func fit(
    _ learners: [LearnerChoice], _ settings: Settings, _ rows: Table, _ recipe: Recipe,
    _ seed: UInt64
  ) throws -> [Table] {
    let classes = try recipe.classes(of: rows)
    let folds = try TrialFolds(settings, seed: settings.foldSeed)
      .folds(of: rows, recipe, classes)
    let training = sample(
      folds.trainingRows(settings.fold), share: settings.share, seed: settings.foldSeed)
    let random = RandomStream(seed: seed).derived("division", settings.division ?? 0)
      .derived("fold", settings.fold)
    let models = try LearnerChoice.models(
      learners, rows.rows(training), recipe: recipe, classes: classes,
      classWeights: settings.classWeights, random: random)
    let held = rows.rows(folds.heldOutRows(settings.fold))
    return try models.map { model in
      do {
        return try explained { try predictions(try model.get(), held) }
      } catch let failure as StageProblem {
        return problem(failure.headline)
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
    case .values(let values):
      guard values.allSatisfy(\.isFinite) else {
        return problem("predictions are not finite numbers")
      }
      return Table([Column("prediction", numbers: values)])
    case .classes(let found):
      return Table(found.columns(prediction: "prediction", avoiding: Train.heldOutNames))
    }
  }

  private static func problem(_ sentence: String) -> Table {
    Table([Column("problem", texts: [sentence])])
  }
}

/// How a search divides rows into folds; the first division is that of every stage.
struct TrialFolds {
  let count: Int
  let seed: UInt64
  let division: Int

  init(count: Int, seed: UInt64, division: Int) {
    self.count = count
    self.seed = seed
    self.division = division
  }

  fileprivate init(_ settings: FitTrial.Settings, seed: UInt64) {
    self.init(count: settings.foldCount, seed: seed, division: settings.division ?? 0)
  }

  /// Divides rows as the recipe asks for.
  func folds(
    of rows: Table, _ recipe: Recipe, _ classes: ClassLabels?
  ) throws(LearningError) -> Folds {
    let stream = RandomStream(seed: seed).derived("folds")
    return try recipe.folds(
      of: rows, classes: classes, count: count,
      random: division == 0 ? stream : stream.derived("division", division))
  }
}
