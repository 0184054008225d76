package import Kernels
package import Tables

/// What a step may learn from besides the feature columns of training rows.
package struct StepContext: Sendable {
  private let rows: Table
  private let targetName: String
  private let weightName: String?
  private let classes: ClassLabels?
  /// Random numbers of this step alone.
  package let random: RandomStream

  /// Takes the training rows with all their columns, and the names of two of them.
  package init(
    rows: Table, target: String, weight: String?, classes: ClassLabels? = nil, random: RandomStream
  ) {
    self.rows = rows
    targetName = target
    weightName = weight
    self.classes = classes
    self.random = random
  }

  /// Gives the target of each training row, all of them finite numbers.
  ///
  /// Of two classes the positive one counts 1 and the other 0; more classes have no number, which
  /// is thrown in the name of the step.
  package func target(for step: String) throws(LearningError) -> [Double] {
    if let classes, classes.count > 2 {
      throw .stepOfManyClasses(step: step, count: classes.count)
    }
    return try rows.target(named: targetName, classes: classes)
  }

  /// Gives the weight of each training row, or nil where every row counts the same.
  package func weights() throws(LearningError) -> [Double]? {
    guard let weightName else { return nil }
    return try rows.weights(named: weightName)
  }
}
