import Tables

/// A fitted recipe, and the training rows prepared for learning.
///
/// A learner learns from these features and from no others: a step that looks at the target
/// prepares the rows it was fitted on in another way than rows that come later.
package struct RecipeFit: Sendable {
  /// The recipe for rows that it was not fitted on.
  package let recipe: FittedRecipe
  /// The features of the training rows.
  package let features: FeatureMatrix
  private let rows: Table

  init(recipe: FittedRecipe, features: FeatureMatrix, rows: Table) {
    self.recipe = recipe
    self.features = features
    self.rows = rows
  }

  /// Gives what a learner needs of the training rows.
  package func trainingData() throws(LearningError) -> TrainingData {
    TrainingData(
      features: features, target: try recipe.target(of: rows), weights: try recipe.weights(of: rows)
    )
  }
}
