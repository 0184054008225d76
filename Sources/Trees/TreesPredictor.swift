package import Digests
package import Learning

/// A start and trees: the prediction is the start plus the leaf of each tree, added in order.
package struct TreesPredictor: FeatureRanking, Equatable {
  package static let format = "trees 1"
  package static let acceptsMissing = true

  /// Rows whose values are laid side by side at a time, so that they stay in the nearest cache.
  private static let blockRows = 64

  package let featureCount: Int
  /// What is predicted before any tree, in units of the target.
  package let base: Double
  package let trees: [Tree]

  /// Takes trees whose features are below the count.
  init(featureCount: Int, base: Double, trees: [Tree]) {
    self.featureCount = featureCount
    self.base = base
    self.trees = trees
  }

  /// A comparison a level and an addition a tree, on the longest ways.
  package var operationsPerRow: Int { trees.operationsPerRow }

  /// A feature and a threshold a split, and a value a leaf; and the start.
  package var parameterCount: Int { trees.parameterCount + 1 }

  package var featureImportance: [Double] { trees.importance(featureCount: featureCount) }

  package func predictions(for features: FeatureMatrix) -> [Double] {
    precondition(features.columns.count == featureCount, "the features are those of training")
    var predictions = [Double](repeating: base, count: features.rowCount)
    var values = [Double](repeating: 0, count: Self.blockRows * featureCount)
    for start in stride(from: 0, to: features.rowCount, by: Self.blockRows) {
      let count = min(Self.blockRows, features.rowCount - start)
      for (feature, column) in features.columns.enumerated() {
        for row in 0..<count { values[row * featureCount + feature] = column[start + row] }
      }
      for tree in trees {
        for row in 0..<count {
          predictions[start + row] += Self.leaf(
            of: tree.nodes, values: values, start: row * featureCount)
        }
      }
    }
    return predictions
  }

  /// Gives the value of the leaf that a row reaches; its values begin at the start given.
  static func leaf(of nodes: [Tree.Node], values: [Double], start: Int) -> Double {
    var index = 0
    while true {
      let node = nodes[index]
      if node.isLeaf { return node.value }
      let value = values[start + Int(node.feature)]
      // Not-a-number is at most nothing, so only the rare missing value takes the second look.
      let goesLeft = value <= node.value || (value.isNaN && node.missingGoesLeft)
      index = goesLeft ? index + 1 : Int(node.right)
    }
  }

  package var rowPredictor: (any RowPredictor)? {
    TreeRow(trees, featureCount: featureCount, bases: [base]) { $0 }
  }

  package func encode(into writer: inout ByteWriter) {
    writer.integer(featureCount)
    writer.number(base)
    writer.integer(trees.count)
    for tree in trees { tree.encode(into: &writer) }
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    featureCount = try reader.integer()
    guard (0...Int(Int32.max)).contains(featureCount) else {
      throw reader.failure("a number of features")
    }
    base = try reader.number()
    var trees: [Tree] = []
    for _ in 0..<(try reader.count(bytesEach: 25)) {
      trees.append(try Tree(decoding: &reader, featureCount: featureCount))
    }
    self.trees = trees
  }
}

extension [Tree] {
  /// A comparison a level and an addition a tree, on the longest ways.
  var operationsPerRow: Int { reduce(0) { $0 + $1.depth + 1 } }

  /// A feature and a threshold a split, and a value a leaf.
  var parameterCount: Int {
    reduce(0) { $0 + 2 * ($1.nodes.count - $1.leafCount) + $1.leafCount }
  }

  /// Gives the share of the gain of each feature; sums to 1, or all 0.
  func importance(featureCount: Int) -> [Double] {
    var gains = [Double](repeating: 0, count: featureCount)
    for tree in self {
      for node in tree.nodes where !node.isLeaf { gains[Int(node.feature)] += node.gain }
    }
    let total = gains.reduce(0, +)
    return total > 0 ? gains.map { $0 / total } : gains
  }
}
