package import Learning

/// What a model gives where only the players of a coalition have a row's values.
///
/// The others have those of background rows, and what is given is averaged over the background.
/// Štrumbelj and Kononenko: Explaining prediction models and individual predictions with feature
/// contributions, 2014. A player that is left out takes its values from the background, whatever
/// the others are: what is explained is the model, and not the rows it learned from. A game belongs to
/// one task.
package protocol CoalitionGame {
  /// How many players share a prediction.
  var playerCount: Int { get }
  /// What is given for each row of the background, and how much the row counts; these sum to 1.
  var background: [(output: Double, weight: Double)] { get }
  /// Gives what the model says of each row, on the scale that is explained.
  func outputs(of rows: FeatureMatrix) throws(LearningError) -> [Double]
  /// Gives what each coalition is worth, row by row, for 2 to the power of the players coalitions.
  ///
  /// Bit p of a coalition's place says whether player p belongs to it.
  func worths(of rows: FeatureMatrix) throws(LearningError) -> [Double]
  /// Gives what is given before a walk's first step and after each one, walk by walk.
  func outputs(along walks: [CoalitionWalk], of rows: FeatureMatrix) throws(LearningError)
    -> [Double]
}

extension CoalitionGame {
  /// What is given where no player's value is known.
  package var base: Double { background.reduce(0) { $0 + $1.output * $1.weight } }
}

/// A way from a background row to a row, on which one player after the other changes sides.
package struct CoalitionWalk: Sendable {
  /// The place of the row.
  package let row: Int
  /// The place of the background row.
  package let start: Int
  /// The players in the order in which they change.
  package let order: [Int]

  package init(row: Int, start: Int, order: [Int]) {
    self.row = row
    self.start = start
    self.order = order
  }
}
