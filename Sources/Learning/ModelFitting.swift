package import Kernels
package import Tables

extension Learner {
  /// Fits the recipe on training rows, learns, and joins both into a model.
  ///
  /// The learner sees the training rows as the recipe prepared them while it was fitted, which for
  /// steps that look at the target differs from how the model prepares rows it predicts.
  package static func model(
    _ rows: Table, recipe: Recipe, settings: Settings, random: RandomStream
  ) throws -> Model {
    let fitted = try recipe.fit(rows, random: random.derived("recipe"))
    let predictor = try fit(try fitted.trainingData(), settings, random: random)
    return try Model(recipe: fitted.recipe, predictor: predictor, trainingRows: rows)
  }
}
