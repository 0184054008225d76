package import Analyses
import Kernels
import Learning
package import Tables

/// The job of fitting on all folds but one and predicting the rows of that one.
package enum FitFold: JobKind {
  /// What is fitted, and which fold is held out.
  package struct Settings: Codable, Sendable {
    package let learner: LearnerChoice
    package let fold: Int
    package let foldCount: Int
    /// The seed of the folds: the analysis' own, so that all stages use the same folds.
    package let foldSeed: UInt64
  }

  package typealias Output = Table

  package static let name = "fit-fold"
  package static let revision = 1

  package static func revisions(_ settings: Settings) -> [String: Int] {
    settings.learner.revisions.merging([RecipeStage.name: RecipeStage.revision]) { first, _ in first
    }
  }

  /// Gives a table of the held-out rows: row, target and prediction, in the order of the rows.
  package static func run(_ settings: Settings, _ context: any JobContext) async throws -> Table {
    let rows = try context.input("rows", as: Table.self)
    let recipe = try context.input("recipe", as: Recipe.self)
    let folds = Folds(
      rowCount: rows.rowCount, count: settings.foldCount,
      random: RandomStream(seed: settings.foldSeed).derived("folds"))
    let heldOut = folds.heldOutRows(settings.fold)
    return try explained {
      // The stream goes by the fold and never by the candidate, so that candidates that are
      // compared draw the same numbers.
      let model = try settings.learner.model(
        rows.rows(folds.trainingRows(settings.fold)), recipe: recipe,
        random: RandomStream(seed: context.seed).derived("fold", settings.fold))
      let held = rows.rows(heldOut)
      return Table([
        Column("row", numbers: heldOut.map { Double($0 + 1) }),
        Column("target", numbers: try model.recipe.target(of: held)),
        Column("prediction", numbers: try model.predictions(for: held)),
      ])
    }
  }
}
