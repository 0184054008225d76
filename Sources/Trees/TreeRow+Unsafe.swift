// SAFETY: arrays are read while they are held; every way through a tree stays in the tree, whose nodes
// were checked when it was made, and every feature is below the count of the row's.
import Learning

/// Trees laid out for one row at a time: the ways through eight trees are gone side by side.
///
/// A way through a tree waits at each node for the one before. Eight ways do not wait for each other,
/// and without a branch at a node nothing is guessed wrong. What trees add is summed in their order.
struct TreeRow: RowPredictor {
  /// A split, or a leaf, which leads to itself; 16 bytes, so that a line of the cache has four.
  private struct Node {
    /// The threshold of a split, or what a leaf adds.
    let value: Double
    /// The right child; the left one comes next.
    let right: Int32
    let feature: UInt16
    /// 1 for a split.
    let isSplit: UInt8
    /// 1 where a missing value goes left, which is not at most the threshold.
    let missingGoesLeft: UInt8
  }

  private static let lanes = 8

  private let nodes: [Node]
  private let roots: [Int32]
  /// The longest way in each eight trees.
  private let depths: [Int]
  private let featureCount: Int
  private let bases: [Double]
  private let link: @Sendable ([Double]) -> [Double]

  /// Takes trees with thresholds and constant leaves; nil where there are others.
  init?(
    _ trees: [Tree], featureCount: Int, bases: [Double],
    link: @escaping @Sendable ([Double]) -> [Double]
  ) {
    let count = trees.reduce(0) { $0 + $1.nodes.count }
    guard (1...Int(UInt16.max)).contains(featureCount), !trees.isEmpty,
      count < Int(Int32.max), trees.allSatisfy(\.isPlain)
    else { return nil }
    var nodes: [Node] = []
    nodes.reserveCapacity(count)
    var roots: [Int32] = []
    var start = 0
    for tree in trees {
      roots.append(Int32(start))
      for (index, node) in tree.nodes.enumerated() {
        nodes.append(
          Node(
            value: node.value,
            right: node.isLeaf ? Int32(start + index) : Int32(start) + node.right,
            feature: node.isLeaf ? 0 : UInt16(node.feature), isSplit: node.isLeaf ? 0 : 1,
            missingGoesLeft: node.missingGoesLeft ? 1 : 0))
      }
      start += tree.nodes.count
    }
    depths = stride(from: 0, to: trees.count, by: Self.lanes).map { first in
      trees[first..<min(first + Self.lanes, trees.count)].map(\.depth).max() ?? 0
    }
    self.nodes = nodes
    self.roots = roots
    self.featureCount = featureCount
    self.bases = bases
    self.link = link
  }

  /// Predicts a row of features.
  func predictions(of row: [Double]) -> [Double] {
    precondition(row.count == featureCount, "the features are those of training")
    var sums = bases
    var output = 0
    for (group, depth) in depths.enumerated() {
      let first = group * Self.lanes
      let count = min(Self.lanes, roots.count - first)
      let found = values(first..<first + count, depth, row)
      for lane in 0..<count {
        sums[output] += found[lane]
        output = output + 1 == sums.count ? 0 : output + 1
      }
    }
    return link(sums)
  }

  /// Gives the values of the leaves that a row reaches in up to eight trees.
  private func values(_ group: Range<Int>, _ depth: Int, _ row: [Double]) -> SIMD8<Double> {
    func root(_ lane: Int) -> Int32 { roots[min(group.lowerBound + lane, group.upperBound - 1)] }
    var (a, b, c, d) = (root(0), root(1), root(2), root(3))
    var (e, f, g, h) = (root(4), root(5), root(6), root(7))
    return unsafe row.withUnsafeBufferPointer { values in
      unsafe nodes.withUnsafeBufferPointer { nodes in
        for _ in 0..<depth {
          a = unsafe Self.step(nodes, values, a)
          b = unsafe Self.step(nodes, values, b)
          c = unsafe Self.step(nodes, values, c)
          d = unsafe Self.step(nodes, values, d)
          e = unsafe Self.step(nodes, values, e)
          f = unsafe Self.step(nodes, values, f)
          g = unsafe Self.step(nodes, values, g)
          h = unsafe Self.step(nodes, values, h)
        }
        return unsafe SIMD8(
          nodes[Int(a)].value, nodes[Int(b)].value, nodes[Int(c)].value, nodes[Int(d)].value,
          nodes[Int(e)].value, nodes[Int(f)].value, nodes[Int(g)].value, nodes[Int(h)].value)
      }
    }
  }

  /// Goes from a node to a child, or stays at a leaf; it counts and does not branch.
  @inline(__always)
  private static func step(
    _ nodes: UnsafeBufferPointer<Node>, _ values: UnsafeBufferPointer<Double>, _ place: Int32
  ) -> Int32 {
    let node = unsafe nodes[Int(place)]
    let value = unsafe values[Int(node.feature)]
    let isBelow: UInt8 = value <= node.value ? 1 : 0
    let isMissing: UInt8 = value.isNaN ? 1 : 0
    let goesLeft = node.isSplit & (isBelow | (isMissing & node.missingGoesLeft))
    return node.right &+ ((place &+ 1 &- node.right) & (0 &- Int32(goesLeft)))
  }
}
