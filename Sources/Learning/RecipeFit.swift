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
  private let kinship: Result<RowKinship?, LearningError>

  /// Takes what makes rows belong together, which is asked for only where rows are set aside.
  init(
    recipe: FittedRecipe, features: FeatureMatrix, rows: Table,
    kinship: Result<RowKinship?, LearningError>
  ) {
    self.recipe = recipe
    self.features = features
    self.rows = rows
    self.kinship = kinship
  }

  /// Gives what a learner needs of the training rows, their weights multiplied by their class's.
  package func trainingData(
    classWeights: ClassWeights? = nil
  ) throws(LearningError) -> TrainingData {
    let target = try recipe.targetScale.scaled(
      try recipe.target(of: rows), column: recipe.target)
    var weights = try recipe.weights(of: rows)
    if let classWeights {
      guard let labels = recipe.classes else { throw .classWeightsOfValues(column: recipe.target) }
      let places = target.map { Int($0) }
      let factors = try classWeights.factors(labels, places: places)
      weights = places.indices.map { (weights?[$0] ?? 1) * factors[places[$0]] }
      if let row = weights?.firstIndex(where: { !$0.isFinite }) {
        throw .tooLarge(
          what: "the weight", row: row, value: .infinity, limit: .greatestFiniteMagnitude)
      }
      if weights?.allSatisfy({ $0 == 0 }) == true { throw .noWeightLeft }
    }
    return TrainingData(
      features: features, target: target, weights: weights, classCount: recipe.classes?.count,
      kinship: kinship)
  }
}
