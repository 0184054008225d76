import Kernels
import Learning
package import Trees

/// Trees in which players meet: a split belongs to the player whose feature it asks for.
///
/// Trees are checked here once, so that what walks them need not look out.
package struct TreeGame: Sendable {
  /// A tree of one margin.
  struct Member: Sendable {
    let nodes: [TreeSum.Node]
    /// The player of each split, -1 for leaves.
    let players: [Int]
    /// The part of the training rows of each split that went left.
    let leftShares: [Double]
    let margin: Int
    /// The greatest number of different players on a way to a leaf, those of its line included.
    let wayPlayersMax: Int
    /// The greatest number of splits on a way to a leaf.
    let depth: Int
    /// Whether each node is a split.
    let isSplit: [Bool]
    /// Whether a leaf has a line.
    let hasLines: Bool
  }

  let sum: TreeSum
  package let players: Players
  let members: [Member]

  /// Gives each split of a sum of trees to a player; throws where a tree is none.
  package init(_ sum: TreeSum, players: Players) throws(AttributionError) {
    guard players.ofFeature.count == sum.featureCount else {
      throw .featureCount(needed: sum.featureCount, found: players.ofFeature.count)
    }
    self.sum = sum
    self.players = players
    var members: [Member] = []
    for (place, tree) in sum.trees.enumerated() {
      members.append(try Member(tree, sum, players, place: place))
    }
    self.members = members
  }

  package var marginCount: Int { sum.bases.count }

  /// How many numbers of values are right: the greatest number of players on a way.
  var wayPlayersMax: Int { members.map(\.wayPlayersMax).max() ?? 0 }
}

extension TreeGame.Member {
  fileprivate init(
    _ tree: TreeSum.Member, _ sum: TreeSum, _ players: Players, place: Int
  ) throws(AttributionError) {
    let nodes = tree.nodes
    try Self.check(tree, sum, place: place)
    var ofNode = [Int](repeating: -1, count: nodes.count)
    var shares = [Double](repeating: 0.5, count: nodes.count)
    for (index, node) in nodes.enumerated() where node.feature >= 0 {
      ofNode[index] = players.ofFeature[node.feature]
      shares[index] = Self.share(nodes[index + 1].weight, nodes[node.right].weight)
    }
    self.nodes = nodes
    self.players = ofNode
    leftShares = shares
    margin = tree.margin
    isSplit = nodes.map { $0.rule != nil }
    hasLines = nodes.contains { $0.line != nil }
    (wayPlayersMax, depth) = Self.ways(nodes, ofNode, players)
  }

  /// Gives the part of the left one of two weights.
  ///
  /// A weight that is no number or below 0 counts as 0; where both are 0 each side gets a half, as
  /// nothing is known of the way that rows take there.
  private static func share(_ left: Double, _ right: Double) -> Double {
    let (left, right) = (left > 0 ? left : 0, right > 0 ? right : 0)
    let total = left + right
    guard total > 0, total.isFinite else { return 0.5 }
    return left / total
  }

  /// Checks that nodes stand in the order root, left part, right part, and name what there is.
  private static func check(
    _ tree: TreeSum.Member, _ sum: TreeSum, place: Int
  ) throws(AttributionError) {
    let nodes = tree.nodes
    guard sum.bases.indices.contains(tree.margin) else { throw .damagedTree(place: place) }
    var open: [Int] = []
    for (index, node) in nodes.enumerated() {
      let slopes = node.line?.slopes ?? []
      guard slopes.allSatisfy({ 0..<sum.featureCount ~= Int($0.feature) }) else {
        throw .damagedTree(place: place)
      }
      guard node.rule == nil else {
        guard 0..<sum.featureCount ~= node.feature else { throw .damagedTree(place: place) }
        open.append(node.right)
        continue
      }
      guard node.value.isFinite else { throw .damagedTree(place: place) }
      guard open.popLast() ?? nodes.count == index + 1 else { throw .damagedTree(place: place) }
    }
    guard open.isEmpty, nodes.last?.rule == nil, !nodes.isEmpty else {
      throw .damagedTree(place: place)
    }
  }

  /// Gives the greatest numbers of players and of splits on a way.
  private static func ways(
    _ nodes: [TreeSum.Node], _ ofNode: [Int], _ players: Players
  ) -> (players: Int, depth: Int) {
    var (most, depth, different) = (0, 0, 0)
    var way: [Int] = []
    var isFirst: [Bool] = []
    var turned: [Bool] = []
    for (index, node) in nodes.enumerated() {
      guard node.rule == nil else {
        isFirst.append(!way.contains(ofNode[index]))
        different += isFirst[way.count] ? 1 : 0
        way.append(ofNode[index])
        turned.append(false)
        continue
      }
      let line = Set(node.line?.slopes.map { players.ofFeature[Int($0.feature)] } ?? [])
      most = max(most, different + line.count { !way.contains($0) })
      depth = max(depth, way.count)
      while let last = turned.last {
        if !last {
          turned[turned.count - 1] = true
          break
        }
        turned.removeLast()
        way.removeLast()
        different -= isFirst.removeLast() ? 1 : 0
      }
    }
    return (most, depth)
  }
}

extension TreeGame.Member {
  /// Gives a split as programs have it.
  func split(_ step: TreeWay.Step, depth: Int) -> TreeProgram.Split {
    let node = nodes[step.node]
    let rule: TreeProgram.Split.Rule =
      switch node.rule {
      case .levels(let words, let membersGoLeft): .levels(words, membersGoLeft: membersGoLeft)
      case .threshold(let threshold): .threshold(threshold)
      case nil: .threshold(0)
      }
    return TreeProgram.Split(
      feature: node.feature, player: step.player, rule: rule,
      missingGoesLeft: node.missingGoesLeft, depth: depth, earlier: step.earlier,
      side: step.side)
  }
}
