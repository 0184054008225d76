package import Kernels
package import Tables

/// What a step may learn from besides the feature columns of training rows.
package struct StepContext: Sendable {
  private let rows: Table
  private let targetName: String
  private let weightName: String?
  /// Random numbers of this step alone.
  package let random: RandomStream

  /// Takes the training rows with all their columns, and the names of two of them.
  package init(rows: Table, target: String, weight: String?, random: RandomStream) {
    self.rows = rows
    targetName = target
    weightName = weight
    self.random = random
  }

  /// Gives the target of each training row, all of them finite numbers.
  package func target() throws(LearningError) -> [Double] {
    try rows.target(named: targetName)
  }

  /// Gives the weight of each training row, or nil where every row counts the same.
  package func weights() throws(LearningError) -> [Double]? {
    guard let weightName else { return nil }
    return try rows.weights(named: weightName)
  }
}
