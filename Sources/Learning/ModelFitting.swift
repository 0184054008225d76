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

  /// Fits the recipe, for several fits of the learner to the same rows.
  package static func prepared(
    _ rows: Table, recipe: Recipe, classes: ClassLabels?, classWeights: ClassWeights? = nil,
    random: RandomStream
  ) throws -> PreparedRows {
    try checkTask(classes)
    let fitted = try recipe.fit(
      rows, classes: classes, keepsLevels: acceptsLevels, random: random.derived("recipe"))
    return PreparedRows(
      rows: rows, recipe: fitted.recipe,
      data: try fitted.trainingData(classWeights: classWeights))
  }

  /// Fits settings of one path to prepared rows, with one fit of the learner.
  package static func models(
    _ prepared: PreparedRows, settings: [Settings], random: RandomStream
  ) throws -> [Result<Model, any Error>] {
    try fits(prepared.data, settings, random: random).map { result in
      Result {
        try Model(
          recipe: prepared.recipe, predictor: try result.get(), trainingRows: prepared.rows)
      }
    }
  }

  private static func checkTask(_ classes: ClassLabels?) throws(LearningError) {
    guard classes == nil || predictsClasses else { throw .needsValues(learner: name) }
    guard classes != nil || predictsValues else { throw .needsClasses(learner: name) }
  }
}

/// Training rows with the recipe that was fitted to them, and what a learner sees of them.
package struct PreparedRows: Sendable {
  let rows: Table
  let recipe: FittedRecipe
  let data: TrainingData

  /// How many numbers a learner sees.
  package var size: Int { data.features.rowCount * (data.features.columns.count + 1) }
}
