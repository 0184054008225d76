package import Kernels
package import Tables

extension Learner {
  /// Fits the recipe on training rows, learns, and joins both into a model.
  package static func model(
    _ rows: Table, recipe: Recipe, settings: Settings, random: RandomStream
  ) throws -> Model {
    let fitted = try recipe.fit(rows)
    let data = try fitted.trainingData(of: rows)
    let predictor = try fit(data, settings, random: random)
    return try Model(recipe: fitted, predictor: predictor, trainingRows: rows)
  }
}
