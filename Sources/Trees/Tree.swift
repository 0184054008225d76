import Digests

/// A regression tree as an array of nodes in the order root, left part, right part.
///
///              0: x2 <= 5.5            index    0   1   2   3   4
///             /          \             feature  2   0   .   .   .
///        1: x0 <= 1    4: leaf         right    4   3   .   .   .
///        /        \                    left child of i: i + 1
///     2: leaf   3: leaf
///
/// A row goes left where its value is at most the threshold. The layout is the only one for a tree,
/// so equal trees have equal bytes.
package struct Tree: Sendable, Equatable {
  /// A split or a leaf.
  package struct Node: Sendable, Equatable {
    /// For a split the greatest value that goes left; for a leaf its step times the learning rate.
    package let value: Double
    /// The sum of the weights of the training rows in it (without row weights: their number).
    package let weight: Double
    /// The gain of a split in squared units of the target; 0 for a leaf.
    package let gain: Double
    /// The feature of a split, or -1 for a leaf.
    package let feature: Int32
    /// The index of the right child of a split; 0 for a leaf.
    package let right: Int32
    /// Whether a missing value goes left.
    package let missingGoesLeft: Bool

    /// Whether the node predicts and does not split.
    package var isLeaf: Bool { feature < 0 }
  }

  package let nodes: [Node]

  /// Takes nodes in the order of the picture, at least one.
  init(nodes: [Node]) {
    precondition(!nodes.isEmpty, "a tree has a root")
    self.nodes = nodes
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

  func encode(into writer: inout ByteWriter) {
    writer.integer(nodes.count)
    for node in nodes {
      writer.byte(node.isLeaf ? 0 : node.missingGoesLeft ? 2 : 1)
      writer.number(node.value)
      writer.number(node.weight)
      if node.isLeaf { continue }
      writer.number(node.gain)
      writer.integer(Int(node.feature))
    }
  }

  /// Reads nodes; the right children follow from their order, so no index is taken on trust.
  init(decoding reader: inout ByteReader, featureCount: Int) throws(ByteReaderError) {
    let count = try reader.count(bytesEach: 17)
    guard count > 0, count < Int(Int32.max) else { throw reader.failure("a tree with a root") }
    var nodes: [Node] = []
    nodes.reserveCapacity(count)
    // The splits whose left part is being read; the next node after a leaf is their right child.
    var open: [Int] = []
    for index in 0..<count {
      let tag = try reader.byte()
      let value = try reader.number()
      let weight = try reader.number()
      switch tag {
      case 0:
        nodes.append(Self.leaf(value: value, weight: weight))
        guard index < count - 1 else { break }
        guard let parent = open.popLast() else { throw reader.failure("the end of a tree") }
        nodes[parent] = nodes[parent].withRight(index + 1)
      case 1, 2:
        let gain = try reader.number()
        let feature = try reader.integer()
        guard (0..<featureCount).contains(feature) else {
          throw reader.failure("a feature number below \(featureCount)")
        }
        open.append(index)
        nodes.append(
          Node(
            value: value, weight: weight, gain: gain, feature: Int32(feature), right: 0,
            missingGoesLeft: tag == 2))
      default:
        throw reader.failure("a split or a leaf")
      }
    }
    guard open.isEmpty, nodes[count - 1].isLeaf else { throw reader.failure("a whole tree") }
    self.nodes = nodes
  }

  /// Makes a node that predicts.
  static func leaf(value: Double, weight: Double) -> Node {
    Node(value: value, weight: weight, gain: 0, feature: -1, right: 0, missingGoesLeft: false)
  }
}

extension Tree.Node {
  fileprivate func withRight(_ index: Int) -> Tree.Node {
    Tree.Node(
      value: value, weight: weight, gain: gain, feature: feature, right: Int32(index),
      missingGoesLeft: missingGoesLeft)
  }
}
