package import Analyses
import Kernels
package import Learning
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
    /// What rows are weighted by for their class, or nil.
    package let classWeights: ClassWeights?
  }

  package typealias Output = Table

  package static let name = "fit-fold"
  package static let revision = 1

  package static func revisions(_ settings: Settings) -> [String: Int] {
    settings.learner.revisions.merging([RecipeStage.name: RecipeStage.revision]) { first, _ in first
    }
  }

  /// Gives a table of the held-out rows: row, target and prediction, in the order of the rows.
  ///
  /// The classes are those of all rows, so that each fold has a place for each; then the prediction
  /// is the most probable label, and the probability of each class stands beside it.
  package static func run(_ settings: Settings, _ context: any JobContext) async throws -> Table {
    let rows = try context.input("rows", as: Table.self)
    let recipe = try context.input("recipe", as: Recipe.self)
    return try explained {
      let classes = try recipe.classes(of: rows)
      let folds = try recipe.folds(
        of: rows, classes: classes, count: settings.foldCount,
        random: RandomStream(seed: settings.foldSeed).derived("folds"))
      let heldOut = folds.heldOutRows(settings.fold)
      // The stream goes by the fold and never by the candidate, so that candidates that are
      // compared draw the same numbers.
      let model = try settings.learner.model(
        rows.rows(folds.trainingRows(settings.fold)), recipe: recipe, classes: classes,
        classWeights: settings.classWeights,
        random: RandomStream(seed: context.seed).derived("fold", settings.fold))
      let held = rows.rows(heldOut)
      let targets = try model.recipe.target(of: held)
      let row = Column("row", numbers: heldOut.map { Double($0 + 1) })
      switch try model.predictions(for: held) {
      case .values(let values):
        return Table([
          row, Column("target", numbers: targets), Column("prediction", numbers: values),
        ])
      case .classes(let found):
        let target = found.labels.column("target", places: targets.map { Int($0) })
        return Table(
          [row, target]
            + found.columns(prediction: "prediction", avoiding: Train.heldOutNames))
      }
    }
  }
}
