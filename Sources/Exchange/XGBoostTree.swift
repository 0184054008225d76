import Digests

/// A tree as XGBoost has it, in the order root, left part, right part: a left child comes next.
///
/// Rows and conditions are floats. A value goes left where it is below the condition; a category
/// where it is not in the set. So a tree walks exactly as in that program.
package struct XGBoostTree: Sendable, Equatable {
  /// A split or a leaf.
  package struct Node: Sendable, Equatable {
    /// The feature of a split, or -1 for a leaf.
    package var feature: Int32
    /// The condition of a split of numbers, or what a leaf adds.
    package var value: Float
    /// The index of the right child of a split; 0 for a leaf.
    package var right: Int32 = 0
    /// Whether a missing value goes left.
    package var missingGoesLeft = false
    /// The place of the set of a split of categories, or -1.
    package var set: Int32 = -1
    /// The sum of the curvatures of the training rows in it.
    package var weight: Float = 0
    /// The gain of a split.
    package var gain: Float = 0

    /// Whether the node adds a number and does not split.
    var isLeaf: Bool { feature < 0 }

    /// Makes a node that adds a number.
    static func leaf(_ value: Float, weight: Float) -> Node {
      Node(feature: -1, value: value, weight: weight)
    }
  }

  package var nodes: [Node]
  /// The categories that go right, ascending, for each split of categories.
  package var sets: [[Int32]]

  /// The greatest number that a category can have in XGBoost.
  static let categoryMax: Int32 = 1 << 24

  /// Gives what the tree adds for a row, whose values begin at the start given.
  func value(for values: [Float], start: Int) -> Float {
    var index = 0
    while true {
      let node = nodes[index]
      if node.isLeaf { return node.value }
      let value = values[start + Int(node.feature)]
      let goesLeft =
        value.isNaN
        ? node.missingGoesLeft
        : node.set < 0 ? value < node.value : !contains(value, in: sets[Int(node.set)])
      index = goesLeft ? index + 1 : Int(node.right)
    }
  }

  /// Tells whether a set has the category of a number; the number's fraction is cut off.
  private func contains(_ value: Float, in set: [Int32]) -> Bool {
    guard value >= 0, value <= Float(Self.categoryMax) else { return false }
    let category = Int32(value)
    var low = 0
    var high = set.count
    while low < high {
      let middle = (low + high) / 2
      if set[middle] < category { low = middle + 1 } else { high = middle }
    }
    return low < set.count && set[low] == category
  }

  /// The number of splits on the longest way from the root to a leaf.
  var depth: Int {
    var depths = [Int](repeating: 0, count: nodes.count)
    for (index, node) in nodes.enumerated() where !node.isLeaf {
      depths[index + 1] = depths[index] + 1
      depths[Int(node.right)] = depths[index] + 1
    }
    return depths.max() ?? 0
  }
}

extension XGBoostTree {
  func encode(into writer: inout ByteWriter) {
    writer.integer(nodes.count)
    for node in nodes {
      let kind: UInt8 = node.isLeaf ? 0 : node.set < 0 ? 1 : 2
      writer.byte(kind | (node.missingGoesLeft ? 4 : 0))
      writer.number(Double(node.value))
      writer.number(Double(node.weight))
      if node.isLeaf { continue }
      writer.number(Double(node.gain))
      writer.integer(Int(node.feature))
      if node.set >= 0 { writer.integers(sets[Int(node.set)].map { Int($0) }) }
    }
  }

  /// Reads nodes; the right children follow from their order, so no index is taken on trust.
  init(decoding reader: inout ByteReader, featureCount: Int) throws(ByteReaderError) {
    let count = try reader.count(bytesEach: 17)
    guard count > 0, count < Int(Int32.max) else { throw reader.failure("a tree with a root") }
    var nodes: [Node] = []
    var sets: [[Int32]] = []
    var open: [Int] = []
    for index in 0..<count {
      let tag = try reader.byte()
      var node = Node.leaf(Float(try reader.number()), weight: Float(try reader.number()))
      if tag & 3 == 0 {
        nodes.append(node)
        guard index < count - 1 else { break }
        guard let parent = open.popLast() else { throw reader.failure("the end of a tree") }
        nodes[parent].right = Int32(index + 1)
        continue
      }
      node.gain = Float(try reader.number())
      node.missingGoesLeft = tag & 4 != 0
      let feature = try reader.integer()
      guard (0..<featureCount).contains(feature), tag & 3 < 3, tag < 8 else {
        throw reader.failure("a feature number below \(featureCount)")
      }
      node.feature = Int32(feature)
      if tag & 3 == 2 {
        node.set = Int32(sets.count)
        sets.append(try Self.set(&reader))
      }
      open.append(index)
      nodes.append(node)
    }
    guard open.isEmpty, nodes.last?.isLeaf == true else { throw reader.failure("a whole tree") }
    self.nodes = nodes
    self.sets = sets
  }

  private static func set(_ reader: inout ByteReader) throws(ByteReaderError) -> [Int32] {
    let set = try reader.integers()
    guard set.allSatisfy({ 0...Int(categoryMax) ~= $0 }),
      zip(set, set.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw reader.failure("ascending categories") }
    return set.map { Int32($0) }
  }
}
