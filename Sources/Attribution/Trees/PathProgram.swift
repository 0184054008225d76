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
  private let quadrature: GaussLegendre
  private(set) var program: TreeProgram

  init(
    _ tree: TreeGame.Member, _ game: TreeGame, quadrature: GaussLegendre, wantsPairs: Bool
  ) {
    self.tree = tree
    ofFeature = game.players.ofFeature
    self.quadrature = quadrature
    self.wantsPairs = wantsPairs
    program = TreeProgram(
      nodeCount: quadrature.places.count, featureCount: game.sum.featureCount,
      playerCount: game.players.count)
    tree.walk(&self)
  }

  /// What the product of factors is multiplied by where a player's part becomes another.
  private func factors(from before: Double, to part: Double) -> [Double] {
    let ratio = before > 0 ? part / before : 0
    return quadrature.places.flatMap { x in
      let old = before * (1 - x) + x
      return [(part * (1 - x) + x) / old, part * (1 - x) / old, ratio]
    }
  }

  /// What the sums of a way are multiplied by, less what the way above gives for them.
  private func shares(from before: Double, to part: Double) -> [Double] {
    quadrature.places.flatMap { x in
      let above = (1 - before) / (before * (1 - x) + x)
      return [(1 - part) / (part * (1 - x) + x) - above, -1 / (1 - x) - above]
    }
  }

  mutating func enter(_ step: TreeWay.Step, way: TreeWay) {
    program.enter(
      tree.split(step, depth: way.depth), factors: factors(from: step.before, to: step.left))
  }

  mutating func turn(_ step: TreeWay.Step, way: TreeWay) {
    program.turn(
      tree.split(step, depth: way.depth - 1),
      shares: wantsPairs ? [] : shares(from: step.before, to: step.left),
      factors: factors(from: step.before, to: step.right))
  }

  mutating func leave(_ step: TreeWay.Step, way: TreeWay) {
    guard !wantsPairs else { return }
    program.leave(
      tree.split(step, depth: way.depth), shares: shares(from: step.before, to: step.right))
  }

  mutating func pair(
    _ step: TreeWay.Step, _ left: TreeSum.Node, _ right: TreeSum.Node, way: TreeWay
  ) -> Bool {
    guard !wantsPairs, left.line == nil, right.line == nil else { return false }
    let leftFactors = factors(from: step.before, to: step.left)
    let rightFactors = factors(from: step.before, to: step.right)
    let leftShares = shares(from: step.before, to: step.left)
    let rightShares = shares(from: step.before, to: step.right)
    var numbers: [Double] = []
    for (node, weight) in quadrature.weights.enumerated() {
      let (f, s) = (3 * node, 2 * node)
      let (l, r) = (weight * left.value, weight * right.value)
      numbers += [
        leftFactors[f] * l + rightFactors[f + 1] * r,
        leftFactors[f + 1] * l + rightFactors[f] * r,
        leftFactors[f + 2] * l + rightFactors[f + 2] * r,
        leftShares[s] * leftFactors[f] * l + rightShares[s + 1] * rightFactors[f + 1] * r,
        leftShares[s + 1] * leftFactors[f + 1] * l + rightShares[s] * rightFactors[f] * r,
      ]
    }
    program.pair(tree.split(step, depth: way.depth), numbers)
    return true
  }

  mutating func leaf(_ node: TreeSum.Node, way: TreeWay) {
    let slopes = node.line?.slopes ?? []
    var players = way.players
    for slope in slopes {
      let player = ofFeature[Int(slope.feature)]
      if !players.contains(where: { $0.player == player }) { players.append((player, 0, 1)) }
    }
    program.leaf(
      depth: way.depth, values: quadrature.weights.map { $0 * node.value },
      players: wantsPairs ? players.map { wayPlayer($0) } : [])
    let places = slopes.map { slope in
      let player = ofFeature[Int(slope.feature)]
      return players.firstIndex { $0.player == player } ?? 0
    }
    let parts = zip(slopes, places).map { slope, place in
      TreeProgram.Slope(
        feature: Int(slope.feature), player: players[place].player, depth: way.depth,
        earlier: players[place].depth, place: wantsPairs ? place : 0)
    }
    for part in parts { program.requireKnown(part) }
    for (index, part) in parts.enumerated() {
      let slope = slopes[index]
      program.slope(
        part, SIMD4(slope.slope, slope.mean, slope.low, slope.high),
        numbers(ofSlope: players[places[index]].part))
    }
  }

  private func wayPlayer(_ way: (player: Int, depth: Int, part: Double)) -> TreeProgram.WayPlayer {
    TreeProgram.WayPlayer(
      player: way.player, depth: way.depth, shares: shares(from: 1, to: way.part))
  }

  /// A slope is part of the leaf only where its player is known: there z is 0, and the factor x.
  private func numbers(ofSlope part: Double) -> [Double] {
    zip(quadrature.places, quadrature.weights).flatMap { x, weight in
      let factor = part * (1 - x) + x
      return [weight * x / factor, wantsPairs ? 1 / x : 1 / x - (1 - part) / factor]
    }
  }
}
