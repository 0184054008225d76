import Learning

/// A predictor of trees one after the other, whose beginning is what a shorter fit gives.
protocol TreeSequence: Predictor {
  /// Gives the predictor of the first rounds.
  func first(_ rounds: Int) -> Self
}

extension TreesPredictor: TreeSequence {
  func first(_ rounds: Int) -> TreesPredictor {
    TreesPredictor(featureCount: featureCount, base: base, trees: Array(trees.prefix(rounds)))
  }
}

extension TreesClassPredictor: TreeSequence {
  func first(_ rounds: Int) -> TreesClassPredictor {
    TreesClassPredictor(
      featureCount: featureCount, classCount: classCount, bases: bases,
      trees: Array(trees.prefix(rounds * bases.count)))
  }
}

extension TreeSumPredictor: TreeSequence {
  func first(_ rounds: Int) -> TreeSumPredictor {
    let curve = learningCurve
    return TreeSumPredictor(
      featureCount: featureCount, link: link, bases: bases,
      trees: Array(trees.prefix(rounds * bases.count)),
      curve: LearningCurve(
        unit: curve.unit, training: Array(curve.training.prefix(rounds)),
        validation: Array(curve.validation.prefix(rounds)), kept: min(curve.kept, rounds)))
  }
}
