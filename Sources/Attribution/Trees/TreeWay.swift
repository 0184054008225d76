import Trees

/// The way from the root to a node, as it changes while a tree is walked depth first.
///
/// A player whose feature stands in several splits of the way counts once: its splits are one, which
/// rows follow that follow all of them, and its part of rows is the product of their parts.
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
      right: before * (1 - share))
  }

  mutating func enter(_ step: Step) { steps.append(step) }

  /// Turns the last split from left to right.
  mutating func turn() { steps[steps.count - 1].isRight = true }

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

  /// The place of a player among those of the way, or the next place where it is not on it.
  func bit(of player: Int) -> Int {
    let players = players
    return players.firstIndex { $0.player == player } ?? players.count
  }

  /// The part of the training rows that comes to the end of the way.
  var part: Double { players.reduce(1) { $0 * $1.part } }
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
  mutating func pair(
    _ step: TreeWay.Step, _ left: TreeSum.Node, _ right: TreeSum.Node, way: TreeWay
  ) -> Bool
}

extension TreeVisitor {
  mutating func pair(
    _ step: TreeWay.Step, _ left: TreeSum.Node, _ right: TreeSum.Node, way: TreeWay
  ) -> Bool { false }
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
        let (left, right) = (nodes[index + 1], nodes[node.right])
        if left.rule == nil, right.rule == nil, visitor.pair(step, left, right, way: way) {
          index += 3
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
