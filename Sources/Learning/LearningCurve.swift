/// How the loss went while a predictor was trained.
package struct LearningCurve: Hashable, Sendable {
  /// What one point is: an epoch, a round.
  package let unit: String
  /// The loss on training rows after each, in the loss' own units.
  package let training: [Double]
  /// The loss on rows set aside; empty where there were none.
  package let validation: [Double]
  /// How many of them the predictor that was kept has seen.
  package let kept: Int

  package init(unit: String, training: [Double], validation: [Double], kept: Int) {
    self.unit = unit
    self.training = training
    self.validation = validation
    self.kept = kept
  }
}

/// A predictor that remembers how its training went.
package protocol LearningPredictor: Predictor {
  /// The losses of its training.
  var learningCurve: LearningCurve { get }
}
