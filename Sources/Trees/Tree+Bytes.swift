import Digests

extension Tree {
  /// What stands before each node, and before those whose missing values go left.
  private enum Tag {
    static let leaf: UInt8 = 0
    static let split: UInt8 = 1
    static let splitMissingLeft: UInt8 = 2
    static let levels: UInt8 = 3
    static let levelsMissingLeft: UInt8 = 4
    static let line: UInt8 = 5
  }

  func encode(into writer: inout ByteWriter) {
    writer.integer(nodes.count)
    for node in nodes {
      writer.byte(Self.tag(of: node))
      if node.isByLevel {
        levelSets[Int(node.value)].encode(into: &writer)
      } else {
        writer.number(node.value)
      }
      writer.number(node.weight)
      if node.isLeaf {
        if node.right > 0 { lines[Int(node.right) - 1].encode(into: &writer) }
        continue
      }
      writer.number(node.gain)
      writer.integer(Int(node.feature))
    }
  }

  private static func tag(of node: Node) -> UInt8 {
    if node.isLeaf { return node.right > 0 ? Tag.line : Tag.leaf }
    if node.isByLevel { return node.missingGoesLeft ? Tag.levelsMissingLeft : Tag.levels }
    return node.missingGoesLeft ? Tag.splitMissingLeft : Tag.split
  }

  /// Reads nodes; the right children follow from their order, so no index is taken on trust.
  init(decoding reader: inout ByteReader, featureCount: Int) throws(ByteReaderError) {
    let count = try reader.count(bytesEach: 17)
    guard count > 0, count < Int(Int32.max) else { throw reader.failure("a tree with a root") }
    var nodes: [Node] = []
    nodes.reserveCapacity(count)
    var levelSets: [LevelSet] = []
    var lines: [LeafLine] = []
    // The splits whose left part is being read; the next node after a leaf is their right child.
    var open: [Int] = []
    for index in 0..<count {
      let tag = try reader.byte()
      switch tag {
      case Tag.leaf, Tag.line:
        let value = try reader.number()
        let weight = try reader.number()
        if tag == Tag.line {
          lines.append(try LeafLine(decoding: &reader, featureCount: featureCount))
        }
        nodes.append(
          Self.leaf(value: value, weight: weight, line: tag == Tag.line ? lines.count : 0))
        guard index < count - 1 else { break }
        guard let parent = open.popLast() else { throw reader.failure("the end of a tree") }
        nodes[parent] = nodes[parent].withRight(index + 1)
      case Tag.split, Tag.splitMissingLeft, Tag.levels, Tag.levelsMissingLeft:
        let isByLevel = tag >= Tag.levels
        if isByLevel { levelSets.append(try LevelSet(decoding: &reader)) }
        let value = isByLevel ? Double(levelSets.count - 1) : try reader.number()
        open.append(index)
        nodes.append(
          try Self.split(
            &reader, value: value, featureCount: featureCount, isByLevel: isByLevel,
            missingGoesLeft: tag == Tag.splitMissingLeft || tag == Tag.levelsMissingLeft))
      default:
        throw reader.failure("a split or a leaf")
      }
    }
    guard open.isEmpty, nodes[count - 1].isLeaf else { throw reader.failure("a whole tree") }
    self.init(nodes: nodes, levelSets: levelSets, lines: lines)
  }

  /// Reads what stands after the threshold or the levels of a split.
  private static func split(
    _ reader: inout ByteReader, value: Double, featureCount: Int, isByLevel: Bool,
    missingGoesLeft: Bool
  ) throws(ByteReaderError) -> Node {
    let weight = try reader.number()
    let gain = try reader.number()
    let feature = try reader.integer()
    guard (0..<featureCount).contains(feature) else {
      throw reader.failure("a feature number below \(featureCount)")
    }
    return Node(
      value: value, weight: weight, gain: gain, feature: Int32(feature), right: 0,
      missingGoesLeft: missingGoesLeft, isByLevel: isByLevel)
  }
}

extension Tree.Node {
  fileprivate func withRight(_ index: Int) -> Tree.Node {
    Tree.Node(
      value: value, weight: weight, gain: gain, feature: feature, right: Int32(index),
      missingGoesLeft: missingGoesLeft, isByLevel: isByLevel)
  }
}
