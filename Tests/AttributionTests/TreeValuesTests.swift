import Attribution
import Learning
import Testing
import Trees

@Suite("Path-dependent values of trees")
struct TreeValuesTests {
  static let options: [RandomTrees.Options] = [
    .init(name: "plain trees"),
    .init(name: "one split", depth: 1),
    .init(name: "one leaf", depth: 0),
    .init(name: "two levels", depth: 2),
    .init(name: "deep trees with repeated features", depth: 7, features: 4, players: 4, trees: 2),
    .init(name: "players of several features", depth: 5, features: 7, players: 3),
    .init(name: "levels", depth: 5, levels: true),
    .init(name: "missing values", depth: 5, missing: true),
    .init(name: "levels and missing values", depth: 6, levels: true, missing: true),
    .init(name: "lines in leaves", depth: 3, features: 6, players: 6, lines: true),
    .init(
      name: "lines, missing values and shared players", depth: 4, features: 7, players: 4,
      missing: true, lines: true),
    .init(name: "lines without splits", depth: 0, lines: true),
    .init(name: "nodes without rows", depth: 6, missing: true, emptyNodes: true),
    .init(name: "chains", depth: 12, features: 9, players: 9, trees: 1, isChain: true),
    .init(name: "numbers read as floats", depth: 6, missing: true, readsFloats: true),
    .init(name: "one feature", depth: 3, features: 1, players: 1),
    .init(name: "stumps", depth: 1, features: 4, players: 3, trees: 30, missing: true),
    .init(
      name: "one feature read as floats", depth: 5, features: 1, players: 1, missing: true,
      emptyNodes: true, readsFloats: true),
    .init(name: "no trees", trees: 0),
  ]

  private static func matrix(_ rows: [[Double]], features: Int) -> FeatureMatrix {
    FeatureMatrix(
      names: (0..<features).map { "f\($0)" },
      columns: (0..<features).map { feature in rows.map { $0[feature] } }, rowCount: rows.count)
  }

  /// What a set of players, a bit each, is worth to the sum of trees.
  private static func worth(
    _ sum: TreeSum, _ players: Players, _ row: [Double]
  ) -> (Int) -> Double {
    let row = sum.readsFloats ? row.map { Double(Float($0)) } : row
    return { set in
      sum.trees.reduce(sum.bases[0]) {
        $0
          + TreeTruth.expectation($1.nodes, row, known: { set >> players.ofFeature[$0] & 1 == 1 })
      }
    }
  }

  @Test("values are those of the definition", arguments: options, 1...3)
  func definition(_ options: RandomTrees.Options, _ seed: Int) throws {
    var random = RandomTrees(options, seed: UInt64(seed))
    let sum = random.sum()
    let players = random.players
    let rows = (0..<11).map { _ in random.row() }
    let found = PathDependentTrees(try TreeGame(sum, players: players))
      .values(of: Self.matrix(rows, features: options.features), rows: 0..<rows.count)
    for (place, row) in rows.enumerated() {
      let worth = Self.worth(sum, players, row)
      let truth = TreeTruth.values(players: players.count, worth: worth)
      #expect(abs(found[0].base - worth(0)) < 1e-12)
      for player in 0..<players.count {
        #expect(abs(found[0].values[player][place] - truth[player]) < 1e-9)
      }
      let total = found[0].values.reduce(found[0].base) { $0 + $1[place] }
      let output = worth((1 << players.count) - 1)
      #expect(abs(total - output) <= 1e-9 * (1 + abs(output)))
    }
  }

  @Test("interactions are those of the definition", arguments: options, 1...3)
  func interactions(_ options: RandomTrees.Options, _ seed: Int) throws {
    var random = RandomTrees(options, seed: UInt64(seed))
    let sum = random.sum()
    let players = random.players
    let rows = (0..<9).map { _ in random.row() }
    let found = PathDependentTrees(try TreeGame(sum, players: players), interactions: true)
      .values(of: Self.matrix(rows, features: options.features), rows: 0..<rows.count)
    let pairs = try #require(found[0].interactions)
    for (place, row) in rows.enumerated() {
      let truth = TreeTruth.interactions(
        players: players.count, worth: Self.worth(sum, players, row))
      for pair in truth.indices { #expect(abs(pairs[pair][place] - truth[pair]) < 1e-9) }
      for player in 0..<players.count {
        let total = (0..<players.count).reduce(0.0) {
          $0 + pairs[player * players.count + $1][place]
        }
        #expect(abs(total - found[0].values[player][place]) < 1e-9)
      }
    }
  }

  @Test("a way with many players has exact values")
  func longWays() throws {
    // A chain of 40 players with one leaf that counts: a product, whose values are known.
    let count = 40
    var nodes: [TreeSum.Node] = []
    for player in 0..<count {
      nodes.append(
        TreeSum.Node(
          rule: .threshold(0), feature: player, right: 2 * player + 2, missingGoesLeft: false,
          weight: 1))
      nodes.append(TreeSum.Node(leaf: 0, weight: 0.5))
    }
    nodes.append(TreeSum.Node(leaf: 3, weight: 0.5))
    let sum = TreeSum(
      featureCount: count, bases: [0], trees: [TreeSum.Member(nodes: nodes, margin: 0)],
      scale: .target)
    let players = Players(featureNames: (0..<count).map { "f\($0)" })
    let found = PathDependentTrees(try TreeGame(sum, players: players)).values(
      of: Self.matrix([[Double](repeating: 1, count: count)], features: count), rows: 0..<1)
    // All players are equal here, so each has the same part of what all of them make.
    let first = found[0].values[count - 1][0]
    #expect(abs(found[0].values.reduce(found[0].base) { $0 + $1[0] } - 3) < 1e-12)
    #expect(first > 0)
  }

  @Test("a row's values do not depend on the rows beside it")
  func blocks() throws {
    var random = RandomTrees(.init(name: "", depth: 6, missing: true), seed: 5)
    let sum = random.sum()
    let rows = (0..<600).map { _ in random.row() }
    let matrix = Self.matrix(rows, features: 5)
    let trees = PathDependentTrees(try TreeGame(sum, players: random.players))
    let all = trees.values(of: matrix, rows: 0..<600)
    for range in [0..<0, 3..<4, 255..<300, 17..<590] {
      let part = trees.values(of: matrix, rows: range)
      for player in 0..<5 { #expect(part[0].values[player] == Array(all[0].values[player][range])) }
    }
  }

  @Test("programs that are made anew give the same bits", arguments: [false, true])
  func programsMadeAnew(_ interactions: Bool) throws {
    var random = RandomTrees(.init(name: "", depth: 5, missing: true), seed: 6)
    let game = try TreeGame(random.sum(), players: random.players)
    let matrix = Self.matrix((0..<300).map { _ in random.row() }, features: 5)
    let kept = PathDependentTrees(game, interactions: interactions)
    let anew = PathDependentTrees(game, interactions: interactions, numbersMax: 0)
    let (first, second) = (
      kept.values(of: matrix, rows: 0..<300), anew.values(of: matrix, rows: 0..<300)
    )
    #expect(first[0].values == second[0].values)
    #expect(first[0].interactions == second[0].interactions)
  }

  @Test("a column that no tree asks for gets nothing, and columns that do the same get the same")
  func properties() throws {
    func split(_ feature: Int) -> [TreeSum.Node] {
      [
        TreeSum.Node(
          rule: .threshold(0.5), feature: feature, right: 2, missingGoesLeft: false, weight: 4),
        TreeSum.Node(leaf: 1, weight: 1), TreeSum.Node(leaf: 5, weight: 3),
      ]
    }
    let sum = TreeSum(
      featureCount: 3, bases: [0],
      trees: [0, 2].map { TreeSum.Member(nodes: split($0), margin: 0) }, scale: .target)
    let players = Players(featureNames: ["a", "b", "c"])
    let found = PathDependentTrees(try TreeGame(sum, players: players)).values(
      of: Self.matrix([[0.1, 7, 0.2], [0.9, 7, 0.8]], features: 3), rows: 0..<2)
    #expect(found[0].values[1] == [0, 0])
    #expect(found[0].values[0] == found[0].values[2])
    #expect(found[0].base == 8)
  }
}
