import Kernels
import Trees

/// Which players' splits background rows follow on the way to one leaf, and their parts of its line.
struct LeafSets {
  /// Background rows of one set, which lack the same players of the line.
  struct Group: Hashable {
    /// A bit for each player of the leaf whose splits the rows follow.
    let follows: UInt64
    /// A bit for each player of the line for whom a value is missing.
    let lacks: UInt64
  }

  /// A slope of the leaf's line with the place of its player.
  struct Slope {
    let feature: Int
    let place: Int
    let line: LeafLine.Slope

    /// Gives what a value adds; it is not missing.
    func part(_ value: Double) -> Double {
      line.slope * (min(max(value, line.low), line.high) - line.mean)
    }
  }

  let value: Double
  /// The players on the way by first splits, then those of the line that are not on it.
  let players: [Int]
  let slopes: [Slope]
  /// For short ways without a line the shares of the background's rows by who follows, else empty.
  var counts: [Double] = []
  /// For others the shares of the background's rows, by groups in order.
  var shares: [(group: Group, share: Double)] = []
  /// For each group the sum over its rows of share times the line's parts, by player.
  var sums: [[Double]] = []

  init(_ node: TreeSum.Node, way: TreeWay, ofFeature: [Int]) {
    var players = way.players.map(\.player)
    slopes = (node.line?.slopes ?? []).map { line in
      let player = ofFeature[Int(line.feature)]
      let place = players.firstIndex(of: player) ?? players.count
      if place == players.count { players.append(player) }
      return Slope(feature: Int(line.feature), place: place, line: line)
    }
    value = node.value
    self.players = players
  }

  /// Whether there are tables for it: longer ways would have more sets than there are rows.
  var isShort: Bool {
    slopes.isEmpty && (1...InterventionalTrees.tablePlayersMax).contains(players.count)
  }

  /// The bits of all players.
  var all: UInt64 { players.count == 64 ? .max : 1 << UInt64(players.count) - 1 }

  /// The bits of players of the line.
  var linePlayers: UInt64 { slopes.reduce(0) { $0 | 1 << UInt64($1.place) } }

  /// Gives what each player's part of the line is for a row of a block, and who lacks a value.
  func line(_ block: RowBlock, row: Int) -> (parts: [Double], lacks: UInt64) {
    var parts = [Double](repeating: 0, count: players.count)
    var lacks: UInt64 = 0
    for slope in slopes {
      let value = block.features[row: slope.feature, column: row]
      if value.isNaN {
        lacks |= 1 << UInt64(slope.place)
      } else {
        parts[slope.place] += slope.part(value)
      }
    }
    return (parts, lacks)
  }
}

/// Finds the sets of background rows at each leaf of a tree.
struct BackgroundCounts: TreeVisitor {
  private let tree: TreeGame.Member
  private let ofFeature: [Int]
  private let blocks: [RowBlock]
  private let shares: [Double]
  private var ways: [TreeWays]
  private var leaves: [LeafSets] = []

  /// Takes the blocks of all background rows, and the share of each row.
  init(_ tree: TreeGame.Member, _ game: TreeGame, blocks: [RowBlock], shares: [Double]) {
    self.tree = tree
    ofFeature = game.players.ofFeature
    self.blocks = blocks
    self.shares = shares
    ways = blocks.map { TreeWays(rowCount: $0.paddedCount, depth: tree.depth) }
  }

  /// Gives the leaves in the order of the nodes.
  mutating func count() -> [LeafSets] {
    tree.walk(&self)
    return leaves
  }

  mutating func enter(_ step: TreeWay.Step, way: TreeWay) {
    let split = tree.split(step, depth: way.depth)
    for index in ways.indices {
      ways[index].enter(split, of: blocks[index].features)
      ways[index].go(left: true, depth: way.depth, bit: step.bit)
    }
  }

  mutating func turn(_ step: TreeWay.Step, way: TreeWay) {
    for index in ways.indices {
      ways[index].go(left: false, depth: way.depth - 1, bit: step.bit)
    }
  }

  mutating func leaf(_ node: TreeSum.Node, way: TreeWay) {
    var leaf = LeafSets(node, way: way, ofFeature: ofFeature)
    if leaf.isShort {
      countSets(&leaf, depth: way.depth)
    } else {
      countGroups(&leaf, depth: way.depth)
    }
    leaves.append(leaf)
  }

  private func countSets(_ leaf: inout LeafSets, depth: Int) {
    let all = leaf.all
    leaf.counts = [Double](repeating: 0, count: Int(all) + 1)
    for (block, ways) in zip(blocks, ways) {
      let sets = ways.sets(depth: depth)
      for row in 0..<block.rows.count {
        leaf.counts[Int(sets[row] & all)] += shares[block.rows.lowerBound + row]
      }
    }
  }

  private func countGroups(_ leaf: inout LeafSets, depth: Int) {
    var places: [LeafSets.Group: Int] = [:]
    for (block, ways) in zip(blocks, ways) {
      let sets = ways.sets(depth: depth)
      for row in 0..<block.rows.count {
        let share = shares[block.rows.lowerBound + row]
        let (parts, lacks) = leaf.slopes.isEmpty ? ([], 0) : leaf.line(block, row: row)
        let group = LeafSets.Group(follows: sets[row] & leaf.all, lacks: lacks)
        let place = places[group] ?? leaf.shares.count
        if place == leaf.shares.count {
          places[group] = place
          leaf.shares.append((group, 0))
          leaf.sums.append([Double](repeating: 0, count: parts.count))
        }
        leaf.shares[place].share += share
        for (player, part) in parts.enumerated() { leaf.sums[place][player] += share * part }
      }
    }
  }
}
