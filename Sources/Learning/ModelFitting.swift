package import Kernels
package import Tables

extension Learner {
  /// Fits the recipe on training rows, learns, and joins both into a model.
  ///
  /// The learner sees the training rows as the recipe prepared them while it was fitted, which for
  /// steps that look at the target differs from how the model prepares rows it predicts.
  /// The classes are those of these rows.
  package static func model(
    _ rows: Table, recipe: Recipe, settings: Settings, random: RandomStream
  ) throws -> Model {
    try model(
      rows, recipe: recipe, classes: try recipe.classes(of: rows), settings: settings,
      random: random)
  }

  /// Does the same where the classes are known, nil for values; rows of a fold need not have all.
  ///
  /// Throws where the learner does not predict what is asked for.
  package static func model(
    _ rows: Table, recipe: Recipe, classes: ClassLabels?, classWeights: ClassWeights? = nil,
    settings: Settings, random: RandomStream
  ) throws -> Model {
    try checkTask(classes)
    let fitted = try recipe.fit(
      rows, classes: classes, keepsLevels: acceptsLevels, random: random.derived("recipe"))
    let predictor = try fit(
      try fitted.trainingData(classWeights: classWeights), settings, random: random)
    return try Model(recipe: fitted.recipe, predictor: predictor, trainingRows: rows)
  }

  /// Does the same for settings of one path, with one fit of the recipe and one of the learner.
  package static func models(
    _ rows: Table, recipe: Recipe, classes: ClassLabels?, classWeights: ClassWeights? = nil,
    settings: [Settings], random: RandomStream
  ) throws -> [Result<Model, any Error>] {
    try checkTask(classes)
    let fitted = try recipe.fit(
      rows, classes: classes, keepsLevels: acceptsLevels, random: random.derived("recipe"))
    let found = try fits(
      try fitted.trainingData(classWeights: classWeights), settings, random: random)
    return found.map { result in
      Result {
        try Model(recipe: fitted.recipe, predictor: try result.get(), trainingRows: rows)
      }
    }
  }

  private static func checkTask(_ classes: ClassLabels?) throws(LearningError) {
    guard classes == nil || predictsClasses else { throw .needsValues(learner: name) }
    guard classes != nil || predictsValues else { throw .needsClasses(learner: name) }
  }
}
