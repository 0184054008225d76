import Foundation
package import Learning

/// Starts and trees with all that trees can have: levels, lines in leaves, other losses, forests.
///
/// Tree t belongs to margin t mod margins; what trees add up to is turned into predictions by a link.
package struct TreeSumPredictor: FeatureRanking, LearningPredictor, Equatable {
  package static let format = "tree sums 1"
  package static let acceptsMissing = true

  /// What is made of the sums.
  package enum Link: Hashable, Sendable {
    /// The sum itself.
    case identity
    /// Its exponential: a mean count.
    case exponential
    /// Probabilities: of log odds for two classes, the softmax for more.
    case classes(Int)
    /// The mean of the trees.
    case mean
    /// The mean of the trees: the share of each class, or of the second of two.
    case shares(Int)
  }

  /// Rows whose values are laid side by side at a time, so that they stay in the nearest cache.
  private static let blockRows = 64

  package let featureCount: Int
  package let link: Link
  /// The margins before any tree.
  package let bases: [Double]
  /// The trees, round after round; a whole number of rounds.
  package let trees: [Tree]
  package let learningCurve: LearningCurve

  /// Takes trees whose features are below the count.
  init(featureCount: Int, link: Link, bases: [Double], trees: [Tree], curve: LearningCurve) {
    self.featureCount = featureCount
    self.link = link
    self.bases = bases
    self.trees = trees
    learningCurve = curve
  }

  package var outputCount: Int { link.classCount ?? 1 }

  /// A comparison a level and an addition a tree, and what lines and classes take.
  package var operationsPerRow: Int {
    let lines = trees.reduce(0) { $0 + ($1.lines.map { 2 * $0.slopes.count }.max() ?? 0) }
    return trees.operationsPerRow + lines + 2 * (link.classCount ?? 0)
  }

  package var parameterCount: Int {
    let lines = trees.reduce(0) { $0 + $1.lines.reduce(0) { $0 + $1.slopes.count } }
    return trees.parameterCount + lines + bases.count
  }

  package var featureImportance: [Double] { trees.importance(featureCount: featureCount) }

  package func predictions(for features: FeatureMatrix) -> [Double] {
    precondition(features.columns.count == featureCount, "the features are those of training")
    let rowCount = features.rowCount
    var predictions = [Double](repeating: 0, count: rowCount * outputCount)
    var values = [Double](repeating: 0, count: Self.blockRows * featureCount)
    var sums = [Double](repeating: 0, count: Self.blockRows * bases.count)
    for start in stride(from: 0, to: rowCount, by: Self.blockRows) {
      let count = min(Self.blockRows, rowCount - start)
      for (feature, column) in features.columns.enumerated() {
        for row in 0..<count { values[row * featureCount + feature] = column[start + row] }
      }
      for index in sums.indices { sums[index] = bases[index % bases.count] }
      for (index, tree) in trees.enumerated() {
        let output = index % bases.count
        for row in 0..<count {
          sums[row * bases.count + output] += tree.value(values, start: row * featureCount)
        }
      }
      write(sums, count: count, to: &predictions, from: start)
    }
    return predictions
  }

  package var rowPredictor: (any RowPredictor)? {
    TreeRow(trees, featureCount: featureCount, bases: bases) { sums in
      var predictions = [Double](repeating: 0, count: outputCount)
      write(sums, count: 1, to: &predictions, from: 0)
      return predictions
    }
  }

  /// Writes what the link makes of the sums of some rows.
  private func write(_ sums: [Double], count: Int, to predictions: inout [Double], from start: Int)
  {
    let rounds = Double(max(1, trees.count / bases.count))
    var shares = [Double](repeating: 0, count: outputCount)
    for row in 0..<count {
      let margins = sums[(row * bases.count)..<((row + 1) * bases.count)]
      switch link {
      case .identity: predictions[start + row] = margins.first ?? 0
      case .exponential: predictions[start + row] = exp(margins.first ?? 0)
      case .mean: predictions[start + row] = (margins.first ?? 0) / rounds
      case .classes: Softmax.probabilities(Array(margins), into: &shares)
      case .shares:
        let means = margins.map { min(max($0 / rounds, 0), 1) }
        shares = means.count == 1 ? [1 - means[0], means[0]] : means
      }
      guard link.classCount != nil else { continue }
      for place in 0..<outputCount {
        predictions[(start + row) * outputCount + place] = shares[place]
      }
    }
  }
}

extension TreeSumPredictor.Link {
  /// The number of classes, nil for values.
  var classCount: Int? {
    switch self {
    case .identity, .exponential, .mean: nil
    case .classes(let count), .shares(let count): count
    }
  }

  /// The number of margins of a row.
  var marginCount: Int { classCount.map { $0 == 2 ? 1 : $0 } ?? 1 }
}
