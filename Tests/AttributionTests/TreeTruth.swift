import Attribution
import Kernels
import Testing
import Trees

/// Shapley values by their definition: every set of players is looked at.
enum TreeTruth {
  /// Gives the values of players by what each set of them, a bit a player, is worth.
  static func values(players: Int, worth: (Int) throws -> Double) rethrows -> [Double] {
    let all = try (0..<(1 << players)).map(worth)
    let factorials = (0...max(1, players)).map { n in (0..<n).reduce(1.0) { $0 * Double($1 + 1) } }
    return (0..<players).map { player in
      var sum = 0.0
      for set in 0..<(1 << players) where set >> player & 1 == 0 {
        let size = set.nonzeroBitCount
        let weight =
          factorials[size] * factorials[players - size - 1] / factorials[players]
        sum += weight * (all[set | 1 << player] - all[set])
      }
      return sum
    }
  }

  /// Gives interactions, halves at both places and main effects on the diagonal, row by row.
  static func interactions(players: Int, worth: (Int) -> Double) -> [Double] {
    let all = (0..<(1 << players)).map(worth)
    let factorials = (0...max(1, players)).map { n in (0..<n).reduce(1.0) { $0 * Double($1 + 1) } }
    var found = [Double](repeating: 0, count: players * players)
    for i in 0..<players {
      for j in 0..<players where i != j {
        for set in 0..<(1 << players) where set >> i & 1 == 0 && set >> j & 1 == 0 {
          let size = set.nonzeroBitCount
          let weight =
            factorials[size] * factorials[players - size - 2] / (2 * factorials[players - 1])
          let (a, b) = (1 << i, 1 << j)
          found[i * players + j] +=
            weight * (all[set | a | b] - all[set | a] - all[set | b] + all[set])
        }
      }
    }
    let values = values(players: players, worth: worth)
    for i in 0..<players {
      let others = (0..<players).reduce(0.0) { $1 == i ? $0 : $0 + found[i * players + $1] }
      found[i * players + i] = values[i] - others
    }
    return found
  }

  /// Whether a value goes left at a split.
  static func goesLeft(_ node: TreeSum.Node, _ value: Double) -> Bool {
    if value.isNaN { return node.missingGoesLeft }
    switch node.rule {
    case .threshold(let threshold): return value <= threshold
    case .levels(let words, let membersGoLeft):
      let isMember =
        value >= 0 && value < Double(words.count * 64)
        && words[Int(value) / 64] >> UInt64(Int(value) % 64) & 1 == 1
      return isMember == membersGoLeft
    case nil: return false
    }
  }

  /// What a leaf gives a row; a feature of its line that is not known has its mean.
  static func leaf(_ node: TreeSum.Node, _ row: [Double], known: (Int) -> Bool) -> Double {
    let slopes = node.line?.slopes ?? []
    if slopes.contains(where: { row[Int($0.feature)].isNaN }) { return node.value }
    return slopes.reduce(node.value) { sum, slope in
      guard known(Int(slope.feature)) else { return sum }
      let held = min(max(row[Int(slope.feature)], slope.low), slope.high)
      return sum + slope.slope * (held - slope.mean)
    }
  }

  /// The part of training rows that goes left.
  private static func leftPart(_ nodes: [TreeSum.Node], _ index: Int) -> Double {
    let (left, right) = (nodes[index + 1].weight, nodes[nodes[index].right].weight)
    return left + right > 0 ? left / (left + right) : 0.5
  }

  /// The expectation of a tree for a row of which some features are known, others are not.
  ///
  /// Each player's splits on a way count as one, so parts are multiplied and not summed per node.
  static func expectation(
    _ nodes: [TreeSum.Node], _ row: [Double], known: (Int) -> Bool, at index: Int = 0
  ) -> Double {
    let node = nodes[index]
    guard node.rule != nil else { return leaf(node, row, known: known) }
    if known(node.feature) {
      let next = goesLeft(node, row[node.feature]) ? index + 1 : node.right
      return expectation(nodes, row, known: known, at: next)
    }
    let part = leftPart(nodes, index)
    return part * expectation(nodes, row, known: known, at: index + 1)
      + (1 - part) * expectation(nodes, row, known: known, at: node.right)
  }

  /// What a tree gives a row all of whose features are known.
  static func value(_ nodes: [TreeSum.Node], _ row: [Double]) -> Double {
    expectation(nodes, row, known: { _ in true })
  }
}

/// Trees of every kind at random, with the rows to look at.
struct RandomTrees {
  struct Options: Sendable, CustomTestStringConvertible {
    var name: String
    var depth = 4
    var features = 5
    var players = 5
    var trees = 3
    var levels = false
    var missing = false
    var lines = false
    var emptyNodes = false
    var isChain = false
    var readsFloats = false
    var testDescription: String { name }
  }

  private var random: RandomStream
  private let options: Options

  init(_ options: Options, seed: UInt64) {
    self.options = options
    random = RandomStream(seed: seed)
  }

  private mutating func uniform() -> Double { random.uniform() }

  mutating func sum() -> TreeSum {
    TreeSum(
      featureCount: options.features, bases: [1.5],
      trees: (0..<options.trees).map { _ in
        var nodes: [TreeSum.Node] = []
        grow(&nodes, depth: options.depth, weight: 64)
        return TreeSum.Member(nodes: nodes, margin: 0)
      }, scale: .target, readsFloats: options.readsFloats)
  }

  var players: Players {
    let names = (0..<options.players).map { "p\($0)" }
    var features = [[Int]](repeating: [], count: options.players)
    for feature in 0..<options.features { features[feature % options.players].append(feature) }
    return Players(
      names.indices.map { Players.Player(name: names[$0], column: nil, features: features[$0]) },
      featureCount: options.features)
  }

  mutating func row() -> [Double] {
    (0..<options.features).map { feature in
      if options.missing, uniform() < 0.2 { return .nan }
      return isLevel(feature) ? (uniform() * 6).rounded(.down) : uniform()
    }
  }

  private func isLevel(_ feature: Int) -> Bool { options.levels && feature % 3 == 1 }

  private mutating func grow(_ nodes: inout [TreeSum.Node], depth: Int, weight: Double) {
    let stops = depth == 0 || (!options.isChain && depth < options.depth && uniform() < 0.1)
    guard !stops else {
      nodes.append(TreeSum.Node(leaf: 4 * uniform() - 2, weight: weight, line: line()))
      return
    }
    let feature = Int(uniform() * Double(options.features))
    let rule: TreeSum.Rule =
      isLevel(feature)
      ? .levels([UInt64(1 + uniform() * 62)], membersGoLeft: uniform() < 0.5)
      : .threshold(uniform())
    let missingGoesLeft = uniform() < 0.5
    let part = options.emptyNodes && uniform() < 0.3 ? (uniform() < 0.5 ? 0 : 1) : uniform()
    let place = nodes.count
    nodes.append(TreeSum.Node(leaf: 0, weight: weight))
    grow(&nodes, depth: options.isChain ? 0 : depth - 1, weight: weight * part)
    let right = nodes.count
    grow(&nodes, depth: depth - 1, weight: weight * (1 - part))
    nodes[place] = TreeSum.Node(
      rule: rule, feature: feature, right: right, missingGoesLeft: missingGoesLeft, weight: weight)
  }

  private mutating func line() -> LeafLine? {
    guard options.lines, uniform() < 0.7 else { return nil }
    let features = (0..<options.features).filter { !isLevel($0) }
    return LeafLine(
      slopes: (0..<2).map { _ in
        LeafLine.Slope(
          feature: Int32(features[Int(uniform() * Double(features.count))]),
          slope: 2 * uniform() - 1, mean: 0.3 + 0.4 * uniform(), low: 0.1, high: 0.9)
      })
  }
}
