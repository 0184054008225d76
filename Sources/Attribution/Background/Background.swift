package import Kernels
package import Learning

/// The rows that stand for what players have while their own values are not known.
package struct Background: Sendable {
  /// The prepared features of the rows, at least one.
  package let features: FeatureMatrix
  /// How much each row counts; these sum to 1.
  package let weights: [Double]

  /// Takes rows that all count the same, or by weights, not all zero.
  package init(_ features: FeatureMatrix, weights: [Double]? = nil) {
    precondition(features.rowCount > 0, "the background has rows")
    let given = weights ?? [Double](repeating: 1, count: features.rowCount)
    precondition(given.count == features.rowCount, "each row has a weight")
    let total = Sum.of(given)
    self.features = features
    self.weights = given.map { $0 / total }
  }

  /// How many rows there are.
  package var count: Int { features.rowCount }

  /// Draws as many rows as are asked for without putting any back, all where there are fewer.
  ///
  /// Gives their places, rising.
  package static func sampled(_ rowCount: Int, count: Int, random: RandomStream) -> [Int] {
    guard count < rowCount else { return Array(0..<rowCount) }
    var random = random
    return random.permutation(of: rowCount).prefix(count).sorted()
  }
}
