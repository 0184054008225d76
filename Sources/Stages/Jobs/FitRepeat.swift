package import Analyses
import Kernels
package import Learning
import Tables

/// The job of one of several fits that differ by their random numbers only.
///
/// The rows set aside are the same for all of them. A fit that fails is an outcome like any other.
package enum FitRepeat: JobKind {
  /// What is fitted, and which rows are set aside.
  package struct Settings: Codable, Sendable {
    package let learner: LearnerChoice
    /// From 0.
    package let number: Int
    /// The share of rows that is set aside; 0 for none.
    package let validation: Double
    /// The seed of the rows set aside: the analysis' own.
    package let rowSeed: UInt64
    /// What rows are weighted by for their class, or nil.
    package let classWeights: ClassWeights?
  }

  package typealias Output = RepeatFit

  package static let name = "fit-repeat"
  package static let revision = 1

  package static func revisions(_ settings: Settings) -> [String: Int] {
    settings.learner.revisions.merging([RecipeStage.name: RecipeStage.revision]) { first, _ in first
    }
  }

  /// Where a program failed, the machine may be mended before the next run.
  package static func isFinal(_ output: RepeatFit, of settings: Settings) -> Bool {
    if case .problem = output { settings.learner.programs.isEmpty } else { true }
  }

  package static func run(
    _ settings: Settings, _ context: any JobContext
  ) async throws -> RepeatFit {
    let rows = try context.input("rows", as: Table.self)
    let recipe = try context.input("recipe", as: Recipe.self)
    do {
      return try explained {
        let classes = try recipe.classes(of: rows)
        let parts = try ValidationRows(
          rows, recipe, classes, share: settings.validation, seed: settings.rowSeed)
        return .model(
          try settings.learner.model(
            rows.rows(parts.training), recipe: recipe, classes: classes,
            classWeights: settings.classWeights,
            random: RandomStream(seed: context.seed).derived("repeat", settings.number)))
      }
    } catch let failure as StageProblem {
      return .problem(failure.headline)
    }
  }
}

/// Training rows, and rows set aside to choose among fits.
struct ValidationRows {
  let training: [Int]
  let validation: [Int]

  /// Sets aside one fold of as many as make up the share, as folds are made of these rows.
  ///
  /// With groups these are whole groups, with times the last ones, and with classes each has its
  /// part. A share of 0.2 is one row in five, and 0.3 one in three.
  init(
    _ rows: Table, _ recipe: Recipe, _ classes: ClassLabels?, share: Double, seed: UInt64
  ) throws(LearningError) {
    guard share > 0 else {
      training = Array(0..<rows.rowCount)
      validation = []
      return
    }
    let count = max(2, Int((1 / share).rounded()))
    let folds = try recipe.folds(
      of: rows, classes: classes, count: count,
      random: RandomStream(seed: seed).derived("validation"))
    let fold = folds.goesForward ? count - 1 : 0
    training = folds.trainingRows(fold)
    validation = folds.heldOutRows(fold)
  }
}
