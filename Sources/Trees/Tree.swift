import Digests

/// A regression tree as an array of nodes in the order root, left part, right part.
///
///              0: x2 <= 5.5            index    0   1   2   3   4
///             /          \             feature  2   0   .   .   .
///        1: x0 <= 1    4: leaf         right    4   3   .   .   .
///        /        \                    left child of i: i + 1
///     2: leaf   3: leaf
///
/// A row goes left where its value is at most the threshold, or its level is in the split's set. The
/// layout is the only one for a tree, so equal trees have equal bytes.
package struct Tree: Sendable, Equatable {
  /// A split or a leaf.
  package struct Node: Sendable, Equatable {
    /// The greatest value that goes left, or what a leaf predicts.
    ///
    /// For a split by levels the place of its set; for a leaf its step times the learning rate.
    package let value: Double
    /// The sum of the weights of the training rows in it (without row weights: their number).
    package let weight: Double
    /// The gain of a split in squared units of the target; 0 for a leaf.
    package let gain: Double
    /// The feature of a split, or -1 for a leaf.
    package let feature: Int32
    /// The index of the right child of a split; for a leaf 1 + the place of its line, or 0.
    package let right: Int32
    /// Whether a missing value goes left.
    package let missingGoesLeft: Bool
    /// Whether a split goes by levels, and not by a threshold.
    package let isByLevel: Bool

    package init(
      value: Double, weight: Double, gain: Double, feature: Int32, right: Int32,
      missingGoesLeft: Bool, isByLevel: Bool = false
    ) {
      self.value = value
      self.weight = weight
      self.gain = gain
      self.feature = feature
      self.right = right
      self.missingGoesLeft = missingGoesLeft
      self.isByLevel = isByLevel
    }

    /// Whether the node predicts and does not split.
    package var isLeaf: Bool { feature < 0 }
  }

  package let nodes: [Node]
  /// The levels that go left in splits by level.
  package let levelSets: [LevelSet]
  /// The lines of leaves that have one.
  package let lines: [LeafLine]

  /// Takes nodes in the order of the picture, at least one, with the sets and lines that they name.
  init(nodes: [Node], levelSets: [LevelSet] = [], lines: [LeafLine] = []) {
    precondition(!nodes.isEmpty, "a tree has a root")
    self.nodes = nodes
    self.levelSets = levelSets
    self.lines = lines
  }

  /// Whether every split has a threshold and every leaf a constant.
  package var isPlain: Bool { levelSets.isEmpty && lines.isEmpty }

  /// Gives what the tree adds for a row, whose values begin at the start given.
  func value(_ values: [Double], start: Int) -> Double {
    var index = 0
    while true {
      let node = nodes[index]
      if node.isLeaf {
        guard node.right > 0 else { return node.value }
        return node.value + lines[Int(node.right) - 1].value(values, start: start)
      }
      let value = values[start + Int(node.feature)]
      let goesLeft =
        if value.isNaN {
          node.missingGoesLeft
        } else if node.isByLevel {
          levelSets[Int(node.value)].contains(value)
        } else {
          value <= node.value
        }
      index = goesLeft ? index + 1 : Int(node.right)
    }
  }

  /// The number of leaves.
  package var leafCount: Int { (nodes.count + 1) / 2 }

  /// The number of splits on the longest way from the root to a leaf.
  package var depth: Int {
    var depths = [Int](repeating: 0, count: nodes.count)
    for (index, node) in nodes.enumerated() where !node.isLeaf {
      depths[index + 1] = depths[index] + 1
      depths[Int(node.right)] = depths[index] + 1
    }
    return depths.max() ?? 0
  }

  /// Makes a node that predicts.
  static func leaf(value: Double, weight: Double, line: Int = 0) -> Node {
    Node(
      value: value, weight: weight, gain: 0, feature: -1, right: Int32(line),
      missingGoesLeft: false)
  }
}
