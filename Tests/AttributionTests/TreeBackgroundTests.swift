import Attribution
import Learning
import Testing
import Trees

@Suite("Values of trees against background rows")
struct TreeBackgroundTests {
  static let options =
    TreeValuesTests.options + [
      .init(name: "long ways", depth: 11, features: 11, players: 11, trees: 1, isChain: true),
      .init(
        name: "long ways with missing values and lines", depth: 10, features: 10, players: 10,
        trees: 1, missing: true, lines: true, isChain: true),
    ]

  private static func matrix(_ rows: [[Double]], features: Int) -> FeatureMatrix {
    FeatureMatrix(
      names: (0..<features).map { "f\($0)" },
      columns: (0..<features).map { feature in rows.map { $0[feature] } }, rowCount: rows.count)
  }

  /// What a set of players is worth: the mean over rows put together of both.
  private static func worth(
    _ sum: TreeSum, _ players: Players, _ row: [Double], _ background: [[Double]],
    _ weights: [Double]
  ) -> (Int) -> Double {
    func read(_ value: Double) -> Double { sum.readsFloats ? Double(Float(value)) : value }
    let total = weights.reduce(0, +)
    return { set in
      zip(background, weights).reduce(0) { mean, other in
        let mixed = row.indices.map {
          read(set >> players.ofFeature[$0] & 1 == 1 ? row[$0] : other.0[$0])
        }
        let value = sum.trees.reduce(sum.bases[0]) { $0 + TreeTruth.value($1.nodes, mixed) }
        return mean + other.1 / total * value
      }
    }
  }

  @Test("values and interactions are those of the definition", arguments: options, 1...2)
  func definition(_ options: RandomTrees.Options, _ seed: Int) throws {
    var random = RandomTrees(options, seed: UInt64(seed))
    let sum = random.sum()
    let players = random.players
    let rows = (0..<5).map { _ in random.row() }
    let background = (0..<9).map { _ in random.row() }
    let weights = (1...9).map { Double($0) }
    let matrix = Self.matrix(rows, features: options.features)
    let game = try TreeGame(sum, players: players)
    let backgroundMatrix = Self.matrix(background, features: options.features)
    let found = try InterventionalTrees(game, background: backgroundMatrix, weights: weights)
      .values(of: matrix, rows: 0..<rows.count)
    let paired = try InterventionalTrees(
      game, background: backgroundMatrix, weights: weights, interactions: true
    ).values(of: matrix, rows: 0..<rows.count)
    for (place, row) in rows.enumerated() {
      let worth = Self.worth(sum, players, row, background, weights)
      let truth = TreeTruth.values(players: players.count, worth: worth)
      #expect(abs(found[0].base - worth(0)) < 1e-12)
      for player in 0..<players.count {
        #expect(abs(found[0].values[player][place] - truth[player]) < 1e-9)
        #expect(abs(paired[0].values[player][place] - truth[player]) < 1e-9)
      }
      let pairs = TreeTruth.interactions(players: players.count, worth: worth)
      for pair in pairs.indices {
        #expect(abs((paired[0].interactions?[pair][place] ?? .nan) - pairs[pair]) < 1e-9)
      }
    }
  }

  @Test("a row's values do not depend on the rows beside it")
  func blocks() throws {
    var random = RandomTrees(.init(name: "", depth: 6, missing: true), seed: 5)
    let sum = random.sum()
    let matrix = Self.matrix((0..<600).map { _ in random.row() }, features: 5)
    let background = Self.matrix((0..<300).map { _ in random.row() }, features: 5)
    let trees = try InterventionalTrees(
      try TreeGame(sum, players: random.players), background: background)
    let all = trees.values(of: matrix, rows: 0..<600)
    for range in [0..<0, 3..<4, 255..<300, 17..<590] {
      let part = trees.values(of: matrix, rows: range)
      for player in 0..<5 { #expect(part[0].values[player] == Array(all[0].values[player][range])) }
    }
  }

  @Test("without a background row, or weights, there is an error")
  func refusals() throws {
    var random = RandomTrees(.init(name: ""), seed: 1)
    let game = try TreeGame(random.sum(), players: random.players)
    #expect(throws: AttributionError.noBackground) {
      try InterventionalTrees(game, background: Self.matrix([], features: 5))
    }
    let one = Self.matrix([random.row()], features: 5)
    #expect(throws: AttributionError.noBackground) {
      try InterventionalTrees(game, background: one, weights: [0])
    }
    #expect(throws: AttributionError.featureCount(needed: 5, found: 2)) {
      try TreeGame(random.sum(), players: Players(featureNames: ["a", "b"]))
    }
  }
}
