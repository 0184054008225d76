import Kernels
import Trees

/// Takes the rows of a block through a tree and adds up what they get of its leaves.
struct LeafVisits: TreeVisitor {
  private let tree: TreeGame.Member
  private let leaves: [LeafGame]
  private let block: RowBlock
  private let sums: MatrixView<Double>
  private let players: Int
  private let wantsPairs: Bool
  private var ways: TreeWays
  private var leafPlace = 0

  /// Takes leaves in the order of the nodes, and sums of players, or of players and pairs.
  init(
    _ tree: TreeGame.Member, _ leaves: [LeafGame], block: RowBlock, sums: MatrixView<Double>,
    players: Int, wantsPairs: Bool
  ) {
    self.tree = tree
    self.leaves = leaves
    self.block = block
    self.sums = sums
    self.players = players
    self.wantsPairs = wantsPairs
    ways = TreeWays(rowCount: block.paddedCount, depth: tree.depth)
  }

  mutating func enter(_ step: TreeWay.Step, way: TreeWay) {
    ways.enter(tree.split(step, depth: way.depth), of: block.features)
    ways.go(left: true, depth: way.depth, bit: step.bit)
  }

  mutating func turn(_ step: TreeWay.Step, way: TreeWay) {
    ways.go(left: false, depth: way.depth - 1, bit: step.bit)
  }

  mutating func leaf(_ node: TreeSum.Node, way: TreeWay) {
    let leaf = leaves[leafPlace]
    leafPlace += 1
    guard !leaf.sets.players.isEmpty else { return }
    if let tables = leaf.tables {
      ways.add(tables, depth: way.depth, columns: leaf.columns, to: sums)
      return
    }
    let sets = ways.sets(depth: way.depth)
    for row in 0..<block.rows.count {
      let (parts, lacks) = leaf.sets.slopes.isEmpty ? ([], 0) : leaf.sets.line(block, row: row)
      var sum = LeafSum(players: leaf.sets.players.count, wantsPairs: wantsPairs)
      leaf.add(follows: sets[row], parts: parts, lacks: lacks, to: &sum)
      add(sum, leaf.sets.players, row: row)
    }
  }

  private func add(_ sum: LeafSum, _ own: [Int], row: Int) {
    for (place, player) in own.enumerated() {
      let column = wantsPairs ? player * players + player : player
      sums[row: column, column: row] += sum.values[place]
      guard wantsPairs else { continue }
      for (other, second) in own.enumerated().dropFirst(place + 1) {
        let column = min(player, second) * players + max(player, second)
        sums[row: column, column: row] += sum.pairs[place * own.count + other]
      }
    }
  }
}
