import Attribution
import Kernels
import Learning
import Nets
import Testing

/// Values of networks from their slopes along lines.
@Suite struct GradientPathsTests {
  private let rows = TestModels.rows(12, features: 5, seed: 17)
  private let background = Background(TestModels.rows(20, features: 5, seed: 18))

  private func explained(
    _ predictor: any Predictor, _ method: AttributionMethod, tolerance: Double = 1e-7,
    players: Players? = nil
  ) throws -> Attributions {
    try Explainer(
      predictor, players: players ?? Players(featureNames: rows.names), background: background,
      options: .init(
        method: method, withInteractions: false, plan: SamplingPlan(tolerance: tolerance),
        classPlace: nil, random: RandomStream(seed: 1))
    ).attributions(of: rows, numbers: Array(0..<rows.rowCount))
  }

  @Test("Values of one column alone are exact, and sums are those of the exact values")
  func sums() throws {
    let network = try TestModels.network(
      features: 5, layers: [12], activation: .tanh, polished: true, seed: 5)
    let one = Players(
      [Players.Player(name: "all", column: "all", features: [0, 1, 2, 3, 4])], featureCount: 5)
    let alone = try explained(network, .expectedGradients, players: one)
    let exact = try explained(network, .exact)
    let found = try explained(network, .expectedGradients)
    for row in 0..<rows.rowCount {
      let whole = exact.values.reduce(0) { $0 + $1[row] }
      #expect(abs(alone.values[0][row] - whole) < 1e-6 * (1 + abs(whole)))
      #expect(abs(found.values.reduce(0) { $0 + $1[row] } - whole) < 1e-6 * (1 + abs(whole)))
    }
    #expect(found.additivityError < 1e-12)
    #expect(abs(found.base - exact.base) < 1e-12 * (1 + abs(exact.base)))
    // The two ways share interactions differently, but not by much where the network is smooth.
    let spread = exact.values.flatMap { $0 }.map { abs($0) }.max() ?? 0
    for (a, b) in zip(exact.values, found.values) {
      for (x, y) in zip(a, b) { #expect(abs(x - y) < 0.25 * spread) }
    }
  }

  @Test("Where columns only add up, values are the Shapley values")
  func additive() throws {
    let network = try TestModels.network(
      features: 5, layers: [6], activation: .linear, polished: true, seed: 7)
    let exact = try explained(network, .exact)
    let found = try explained(network, .expectedGradients)
    for (a, b) in zip(exact.values, found.values) {
      for (x, y) in zip(a, b) { #expect(abs(x - y) < 1e-6) }
    }
    #expect((found.errors ?? []).flatMap { $0 }.allSatisfy { $0 < 1e-6 })
  }

  @Test("A network with edges states what its sums lack, and values still sum to the prediction")
  func edges() throws {
    let network = try TestModels.network(
      features: 5, layers: [16, 8], activation: .relu, polished: false, seed: 6)
    let found = try explained(network, .expectedGradients, tolerance: 1e-12)
    let errors = try #require(found.errors).flatMap { $0 }
    #expect(errors.contains { $0 > 0 } && errors.allSatisfy(\.isFinite))
    #expect(found.additivityError < 1e-12)
  }

  @Test("Models that are no networks are refused")
  func others() {
    #expect(
      throws: ExplainerError.methodOfOthers(.expectedGradients, needs: "a network")
    ) { try explained(TestModels.uneven(5), .expectedGradients) }
  }
}
