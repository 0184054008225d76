import Attribution
import Kernels
import Learning
import Nets
import Testing

/// Exact values by looking at every coalition.
@Suite struct ExactValuesTests {
  private let background = Background(
    TestModels.rows(7, features: 5, seed: 2), weights: [1, 2, 3, 1, 1, 0.5, 2])
  private let rows = TestModels.rows(4, features: 5, seed: 3)

  private func explained(
    _ predictor: any Predictor, _ players: Players, method: AttributionMethod = .exact,
    background: Background? = nil, interactions: Bool = false, batch: Int = 1000
  ) throws -> Attributions {
    let options = Explainer.Options(
      method: method, withInteractions: interactions, plan: SamplingPlan(tolerance: 0.01),
      classPlace: nil, batch: batch, random: RandomStream(seed: 4))
    return try Explainer(
      predictor, players: players, background: background ?? self.background, options: options
    ).attributions(of: rows, numbers: Array(0..<rows.rowCount))
  }

  private static let grouped = Players(
    [
      .init(name: "a", column: "a", features: [0, 3]),
      .init(name: "b", column: "b", features: [1]),
      .init(name: "c", column: "c", features: [2, 4]),
    ], featureCount: 5)

  @Test(
    "Values are the means over all orders of joining, with players of one and of several features",
    arguments: [Players(featureNames: ["a", "b", "c", "d", "e"]), grouped])
  func orders(players: Players) throws {
    let predictor = TestModels.uneven(5)
    let found = try explained(predictor, players)
    for row in 0..<rows.rowCount {
      let wanted = try TestModels.byOrders(
        predictor, rows.columns.map { $0[row] }, players, background)
      for player in 0..<players.count {
        #expect(abs(found.values[player][row] - wanted[player]) < 1e-12)
      }
    }
    #expect(found.additivityError < 1e-13)
  }

  @Test("A player that changes nothing has nothing, and values of blocks of any size are the same")
  func nothing() throws {
    let players = Players(featureNames: ["a", "b", "c", "d", "e"])
    let found = try explained(TestModels.uneven(5), players)
    let others = try explained(TestModels.uneven(5), players, batch: 1)
    #expect(found.values == others.values)
    #expect(found.values[4].allSatisfy { $0 == 0 })
  }

  @Test("Interaction values of a player sum to its value, and are 0 where nothing works together")
  func interactions() throws {
    let players = Players(featureNames: ["a", "b", "c", "d", "e"])
    let found = try explained(TestModels.uneven(5), players, interactions: true)
    let pairs = try #require(found.interactions)
    for row in 0..<rows.rowCount {
      for player in 0..<5 {
        let sum = (0..<5).reduce(0) { $0 + pairs[player * 5 + $1][row] }
        #expect(abs(sum - found.values[player][row]) < 1e-12)
      }
      #expect(abs(pairs[0 * 5 + 3][row]) < 1e-12)
      #expect(abs(pairs[1 * 5 + 2][row]) > 1e-3)
      #expect(pairs[1 * 5 + 2][row] == pairs[2 * 5 + 1][row])
    }
  }

  @Test(
    "A network's kept sums give what asking it for every mixed row gives",
    arguments: [
      ([6], Activation.tanh, true), ([9, 5], .relu, false), ([17, 4, 3], .selu, true),
      ([8], .mish, true), ([8], .gelu, true), ([8, 8], .sigmoid, true), ([8], .silu, false),
      ([24, 20, 7], .relu, true), ([48, 40, 33, 7], .relu, false),
    ])
  func networks(layers: [Int], activation: Activation, polished: Bool) throws {
    let predictor = try TestModels.network(
      features: 5, layers: layers, activation: activation, polished: polished, seed: 5)
    let asked = FunctionPredictor(5) { row in
      (try? predictor.predictions(
        for: FeatureMatrix(
          names: row.map { "\($0)" }, columns: row.map { [$0] }, rowCount: 1)))?[0] ?? .nan
    }
    // More background rows than go through a network at once, and rows that share values with the row.
    let many = Background(TestModels.rows(150, features: 5, seed: 6))
    let alike = Background(
      FeatureMatrix(
        names: rows.names,
        columns: rows.columns.enumerated().map { place, column in
          place < 3 ? column : column.map { -$0 }
        }, rowCount: rows.rowCount))
    for background in [background, many, alike] {
      let kept = try explained(predictor, Self.grouped, background: background)
      let wanted = try explained(asked, Self.grouped, background: background)
      let range = 100.0
      for player in 0..<3 {
        for row in 0..<rows.rowCount {
          let difference = abs(kept.values[player][row] - wanted.values[player][row])
          #expect(difference < range * (polished ? 1e-13 : 1e-6))
        }
      }
      #expect(kept.additivityError < 1e-13)
    }
  }

  @Test("More than twelve players are refused with a hint")
  func tooMany() {
    let players = Players(featureNames: (0..<13).map { "x\($0)" })
    let background = Background(TestModels.rows(2, features: 13, seed: 1))
    #expect(throws: ExplainerError.tooManyPlayers(count: 13)) {
      try Explainer(
        TestModels.uneven(13), players: players, background: background,
        options: .init(
          method: .exact, withInteractions: false, plan: SamplingPlan(tolerance: 0.1),
          classPlace: nil, random: RandomStream(seed: 1)))
    }
  }
}
