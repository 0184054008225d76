import Kernels
import Trees

/// Makes the program of a tree's path-dependent values, or of its interactions.
///
/// A leaf of value v with players j on its way is the game v Π (j known ? o_j : z_j), o_j being
/// whether the row follows all splits of j, and z_j the part of training rows that do. Its Shapley
/// values are v (o_i - z_i) ∫ Π_{j≠i} (z_j (1 - x) + o_j x) dx over 0...1, a polynomial that
/// Gauss-Legendre quadrature integrates exactly (Lundberg and others: From local explanations to
/// global understanding with explainable AI for trees, 2020, has the game; the integral is Owen's
/// multilinear extension, 1972). All numbers that a step multiplies with are one of two or three,
/// by whether rows follow, and are made here; nothing is divided while rows run.
struct PathProgram: TreeVisitor {
  private let tree: TreeGame.Member
  private let ofFeature: [Int]
  private let wantsPairs: Bool
  private let hasLines: Bool
  private let numbers: PathNumbers
  private(set) var program: TreeProgram

  /// Walks the tree and writes the program.
  init(
    _ tree: TreeGame.Member, _ game: TreeGame, quadrature: GaussLegendre, wantsPairs: Bool
  ) {
    self.tree = tree
    ofFeature = game.players.ofFeature
    numbers = PathNumbers(tree: tree, quadrature: quadrature, wantsPairs: wantsPairs)
    self.wantsPairs = wantsPairs
    hasLines = tree.hasLines
    program = TreeProgram(
      nodeCount: quadrature.places.count, featureCount: game.sum.featureCount,
      playerCount: game.players.count)
    program.reserve(splits: tree.nodes.count / 2)
    tree.walk(&self)
  }

  mutating func enter(_ step: TreeWay.Step, way: TreeWay) {
    let numbers = numbers
    program.enter(tree.split(step, depth: way.depth)) {
      numbers.factors(step, isRight: false, to: &$0)
    }
  }

  mutating func turn(_ step: TreeWay.Step, way: TreeWay) {
    let numbers = numbers
    program.turn(tree.split(step, depth: way.depth - 1)) {
      numbers.factors(step, isRight: true, to: &$0)
    }
  }

  mutating func leave(_ step: TreeWay.Step, way: TreeWay) {
    guard !wantsPairs else { return }
    let numbers = numbers
    program.leave(tree.split(step, depth: way.depth)) { numbers.shares(step, to: &$0) }
  }

  mutating func pair(_ step: TreeWay.Step, way: TreeWay) -> Bool {
    guard !wantsPairs, !hasLines else { return false }
    let numbers = numbers
    program.pair(tree.split(step, depth: way.depth)) { numbers.pair(step, to: &$0) }
    return true
  }

  mutating func quad(_ step: TreeWay.Step, way: TreeWay) -> Bool {
    guard !wantsPairs, !hasLines else { return false }
    var below = way
    below.enter(step)
    let left = below.step(tree, node: step.node + 1)
    below.turn()
    let right = below.step(tree, node: tree.nodes[step.node].right)
    let numbers = numbers
    program.quad(
      tree.split(step, depth: way.depth),
      {
        numbers.factors(step, isRight: false, to: &$0)
        numbers.factors(step, isRight: true, to: &$0)
        numbers.shares(step, to: &$0)
      },
      left: tree.split(left, depth: below.depth), { numbers.pair(left, to: &$0) },
      right: tree.split(right, depth: below.depth), { numbers.pair(right, to: &$0) })
    return true
  }

  mutating func leaf(_ node: TreeSum.Node, way: TreeWay) {
    let slopes = node.line?.slopes ?? []
    var players = wantsPairs || !slopes.isEmpty ? way.players : []
    for slope in slopes {
      let player = ofFeature[Int(slope.feature)]
      if !players.contains(where: { $0.player == player }) { players.append((player, 0, 1)) }
    }
    let weights = numbers.quadrature.weights
    program.leaf(
      depth: way.depth, side: way.side, players: wantsPairs ? players.map { wayPlayer($0) } : []
    ) { numbers in
      for weight in weights { numbers.append(weight * node.value) }
    }
    let places = slopes.map { slope in
      let player = ofFeature[Int(slope.feature)]
      return players.firstIndex { $0.player == player } ?? 0
    }
    let parts = zip(slopes, places).map { slope, place in
      TreeProgram.Slope(
        feature: Int(slope.feature), player: players[place].player, depth: way.depth,
        earlier: players[place].depth, place: wantsPairs ? place : 0, side: way.side)
    }
    for part in parts { program.requireKnown(part) }
    let numbers = numbers
    for (index, part) in parts.enumerated() {
      let slope = slopes[index]
      program.slope(part, SIMD4(slope.slope, slope.mean, slope.low, slope.high)) {
        numbers.slope(players[places[index]].part, to: &$0)
      }
    }
  }

  private func wayPlayer(_ way: (player: Int, depth: Int, part: Double)) -> TreeProgram.WayPlayer {
    var shares: [Double] = []
    for x in numbers.quadrature.places {
      shares.append((1 - way.part) / (way.part * (1 - x) + x))
      shares.append(-1 / (1 - x))
    }
    return TreeProgram.WayPlayer(player: way.player, depth: way.depth, shares: shares)
  }
}
