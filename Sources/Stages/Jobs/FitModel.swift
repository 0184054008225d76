package import Analyses
import Attribution
import Kernels
package import Learning
import Tables

/// The job of fitting a recipe and a learner on all rows given.
package enum FitModel: JobKind {
  /// What is fitted.
  package struct Settings: Codable, Sendable {
    package let learner: LearnerChoice
    /// What rows are weighted by for their class, or nil.
    package let classWeights: ClassWeights?
  }

  package typealias Output = Model

  package static let name = "fit-model"
  package static let revision = 1

  package static func revisions(_ settings: Settings) -> [String: Int] {
    settings.learner.revisions.merging([RecipeStage.name: RecipeStage.revision]) { first, _ in first
    }
  }

  package static func run(_ settings: Settings, _ context: any JobContext) async throws -> Model {
    let rows = try context.input("rows", as: Table.self)
    let recipe = try context.input("recipe", as: Recipe.self)
    return try explained {
      try settings.learner.model(
        rows, recipe: recipe, classes: try recipe.classes(of: rows),
        classWeights: settings.classWeights,
        random: RandomStream(seed: context.seed).derived("fit"))
    }
  }
}

/// Turns what a learner or recipe throws into a problem with a hint.
func explained<Value>(_ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch LearningError.cancelled {
    throw CancellationError()
  } catch let error as LearningError {
    let hints = error.hint?.split(separator: "\n").map(String.init) ?? []
    throw StageProblem(error.description, hints: hints)
  } catch ExplainerError.learning(.cancelled) {
    throw CancellationError()
  } catch let error as ExplainerError {
    throw StageProblem(error.description, hints: error.hint.map { [$0] } ?? [])
  } catch let failure as ProgramCall.Failure {
    throw failure.problem
  }
}
