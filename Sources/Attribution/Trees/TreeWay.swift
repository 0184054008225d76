import Trees

/// The way from the root to a node, as it changes while a tree is walked depth first.
///
/// A player who has several splits of the way counts once: rows follow that follow all of them, and
/// the player's part of rows is the product of their parts.
struct TreeWay {
  /// A split of the way.
  struct Step {
    let node: Int
    let player: Int
    /// How many splits there are down to the player's split before, with it; 0 for none.
    let earlier: Int
    /// The player's part of rows above, of the left way and of the right way.
    let before: Double
    let left: Double
    let right: Double
    /// The part of the split's training rows that went left.
    let share: Double
    /// Where sums of the split go: 2 times the splits above, 1 more on the right of the last one.
    let side: Int
    /// The place of the player among those of the way, by their first splits.
    let bit: Int
    var isRight = false

    /// The player's part of rows on the way taken.
    var part: Double { isRight ? right : left }
  }

  private(set) var steps: [Step] = []

  /// The number of splits.
  var depth: Int { steps.count }

  /// Gives what would be known of a split at the end of the way.
  func step(_ tree: TreeGame.Member, node: Int) -> Step {
    let player = tree.players[node]
    let earlier = (steps.lastIndex { $0.player == player } ?? -1) + 1
    let before = earlier > 0 ? steps[earlier - 1].part : 1
    let share = tree.leftShares[node]
    return Step(
      node: node, player: player, earlier: earlier, before: before, left: before * share,
      right: before * (1 - share), share: share, side: side,
      bit: earlier > 0 ? steps[earlier - 1].bit : steps.count { $0.earlier == 0 })
  }

  /// Goes on to the left of a split.
  mutating func enter(_ step: Step) { steps.append(step) }

  /// Turns the last split from left to right.
  mutating func turn() { steps[steps.count - 1].isRight = true }

  /// Goes back above the last split.
  mutating func leave() { steps.removeLast() }

  /// The players of the way with how many splits there are down to their last one, by first splits.
  var players: [(player: Int, depth: Int, part: Double)] {
    var found: [(player: Int, depth: Int, part: Double)] = []
    for (index, step) in steps.enumerated() {
      if let place = found.firstIndex(where: { $0.player == step.player }) {
        found[place] = (step.player, index + 1, step.part)
      } else {
        found.append((step.player, index + 1, step.part))
      }
    }
    return found
  }

  /// The part of the training rows that comes to the end of the way.
  var part: Double { steps.reduce(1) { $0 * ($1.isRight ? 1 - $1.share : $1.share) } }

  /// Where sums of what stands at the end of the way go.
  var side: Int { 2 * depth + (steps.last?.isRight == true ? 1 : 0) }
}

/// What is met when a tree is walked depth first.
protocol TreeVisitor {
  /// A split, before its left part.
  mutating func enter(_ step: TreeWay.Step, way: TreeWay)
  /// A split between its parts.
  mutating func turn(_ step: TreeWay.Step, way: TreeWay)
  /// A split after its right part.
  mutating func leave(_ step: TreeWay.Step, way: TreeWay)
  /// A leaf at the end of the way.
  mutating func leaf(_ node: TreeSum.Node, way: TreeWay)
  /// A split of two leaves; tells whether it was taken as one.
  mutating func pair(_ step: TreeWay.Step, way: TreeWay) -> Bool
  /// A split of two splits of two leaves; tells whether it was taken as one.
  mutating func quad(_ step: TreeWay.Step, way: TreeWay) -> Bool
}

extension TreeVisitor {
  mutating func turn(_ step: TreeWay.Step, way: TreeWay) {}
  mutating func leave(_ step: TreeWay.Step, way: TreeWay) {}
  mutating func pair(_ step: TreeWay.Step, way: TreeWay) -> Bool { false }
  mutating func quad(_ step: TreeWay.Step, way: TreeWay) -> Bool { false }
}

extension TreeGame.Member {
  /// Walks the tree; in `turn` and `leave` the way ends above the split.
  func walk(_ visitor: inout some TreeVisitor) {
    var way = TreeWay()
    var index = 0
    while index < nodes.count {
      let node = nodes[index]
      if node.rule != nil {
        let step = way.step(self, node: index)
        if let taken = take(index, step, way, &visitor) {
          index += taken
          climb(&way, &visitor)
          continue
        }
        visitor.enter(step, way: way)
        way.enter(step)
      } else {
        visitor.leaf(node, way: way)
        climb(&way, &visitor)
      }
      index += 1
    }
  }

  /// Has a visitor take a split with its leaves as one; gives the number of nodes, or nil.
  private func take(
    _ index: Int, _ step: TreeWay.Step, _ way: TreeWay, _ visitor: inout some TreeVisitor
  ) -> Int? {
    if isPair(index) { return visitor.pair(step, way: way) ? 3 : nil }
    guard isPair(index + 1), isPair(nodes[index].right) else { return nil }
    return visitor.quad(step, way: way) ? 7 : nil
  }

  /// Whether a node is a split of two leaves.
  private func isPair(_ index: Int) -> Bool {
    let right = nodes[index].right
    return right == index + 2 && !isSplit[index + 1] && !isSplit[right]
  }

  /// Ends the splits whose right part is done, and turns the first whose left part is.
  private func climb(_ way: inout TreeWay, _ visitor: inout some TreeVisitor) {
    while let step = way.steps.last {
      guard step.isRight else {
        visitor.turn(step, way: way)
        way.turn()
        return
      }
      way.leave()
      visitor.leave(step, way: way)
    }
  }
}
