import Attribution
import Kernels
import Learning
import Nets
import Testing

/// Values from orders drawn at random, and how far they can be trusted.
@Suite struct SampledValuesTests {
  private func explained(
    _ predictor: any Predictor, _ rows: FeatureMatrix, _ background: Background,
    method: AttributionMethod, tolerance: Double = 0.01, numbers: [Int]? = nil, seed: UInt64 = 4
  ) throws -> Attributions {
    let options = Explainer.Options(
      method: method, withInteractions: false, plan: SamplingPlan(tolerance: tolerance),
      classPlace: nil, random: RandomStream(seed: seed))
    return try Explainer(
      predictor, players: Players(featureNames: rows.names), background: background,
      options: options
    ).attributions(of: rows, numbers: numbers ?? Array(0..<rows.rowCount))
  }

  @Test(
    "Intervals of 95 % hold the exact value in 93 to 97 of 100 cases", arguments: [0.02, 0.003])
  func coverage(tolerance: Double) throws {
    let background = Background(TestModels.rows(6, features: 6, seed: 8))
    let rows = TestModels.rows(400, features: 6, seed: 9)
    let predictor = TestModels.uneven(6)
    let exact = try explained(predictor, rows, background, method: .exact)
    let found = try explained(predictor, rows, background, method: .sampled, tolerance: tolerance)
    let errors = try #require(found.errors)
    var (inside, all) = (0, 0)
    for player in 0..<5 {
      for row in 0..<rows.rowCount {
        all += 1
        let error = abs(found.values[player][row] - exact.values[player][row])
        if error <= 1.96 * errors[player][row] + 1e-12 { inside += 1 }
      }
    }
    let share = Double(inside) / Double(all)
    #expect(0.93 <= share && share <= 0.97, "\(share)")
    #expect(found.additivityError < 1e-12)
  }

  @Test("A smaller tolerance gives smaller errors, near what was asked for")
  func tolerance() throws {
    let background = Background(TestModels.rows(6, features: 6, seed: 8))
    let rows = TestModels.rows(40, features: 6, seed: 9)
    let predictor = TestModels.uneven(6)
    let outputs = predictor.predictions(for: background.features)
    let range = (outputs.max() ?? 0) - (outputs.min() ?? 0)
    for tolerance in [0.01, 0.003] {
      let found = try explained(
        predictor, rows, background, method: .sampled, tolerance: tolerance)
      let greatest = (found.errors ?? []).flatMap { $0 }.max() ?? .infinity
      #expect(greatest < 2 * tolerance * range)
    }
  }

  @Test("A sum of functions of single features is sampled without error")
  func additive() throws {
    let predictor = FunctionPredictor(15) { $0.reduce(0) { $0 + $1 * $1 * $1 } }
    let background = Background(TestModels.rows(5, features: 15, seed: 1))
    let rows = TestModels.rows(3, features: 15, seed: 2)
    let found = try explained(predictor, rows, background, method: .auto)
    for player in 0..<15 {
      let mean = background.features.columns[player].reduce(0) { $0 + $1 * $1 * $1 } / 5
      for row in 0..<3 {
        let x = rows.columns[player][row]
        #expect(abs(found.values[player][row] - (x * x * x - mean)) < 1e-12)
        #expect(found.errors?[player][row] ?? 1 < 1e-12)
      }
    }
  }

  @Test("Rows keep their values in any block, and a network's walks agree with asking it")
  func blocks() throws {
    let predictor = try TestModels.network(
      features: 6, layers: [7, 3], activation: .tanh, polished: true, seed: 3)
    let background = Background(TestModels.rows(4, features: 6, seed: 8))
    let rows = TestModels.rows(9, features: 6, seed: 9)
    let all = try explained(predictor, rows, background, method: .sampled)
    let second = try explained(
      predictor, rows.rows([4, 5]), background, method: .sampled, numbers: [4, 5])
    #expect(second.values == all.values.map { Array($0[4...5]) })
    let asked = FunctionPredictor(6) { row in
      (try? predictor.predictions(
        for: FeatureMatrix(
          names: row.map { "\($0)" }, columns: row.map { [$0] }, rowCount: 1)))?[0] ?? .nan
    }
    let wanted = try explained(asked, rows, background, method: .sampled)
    for player in 0..<6 {
      for row in 0..<9 {
        #expect(abs(all.values[player][row] - wanted.values[player][row]) < 1e-9)
      }
    }
  }
}
