import Additive
import Attribution
import Kernels
import Learning
import Testing
import Trees

/// The choice of a method, and that methods agree.
@Suite struct ExplainerTests {
  private let rows = TestModels.rows(200, features: 5, seed: 7)
  private let background = Background(TestModels.rows(30, features: 5, seed: 8))

  private func explained(
    _ predictor: any Predictor, _ method: AttributionMethod, hasBackground: Bool = true,
    interactions: Bool = true
  ) throws -> (method: AttributionMethod, values: Attributions) {
    let explainer = try Explainer(
      predictor, players: Players(featureNames: rows.names), background: background,
      options: .init(
        method: method, withInteractions: interactions, plan: SamplingPlan(tolerance: 0.01),
        classPlace: nil, hasBackground: hasBackground, random: RandomStream(seed: 1)))
    return (
      explainer.method, try explainer.attributions(of: rows.rows([0, 5, 9]), numbers: [0, 5, 9])
    )
  }

  private var data: TrainingData {
    TrainingData(features: rows, target: TestModels.uneven(5).predictions(for: rows))
  }

  private func expectSame(_ a: Attributions, _ b: Attributions) {
    #expect(abs(a.base - b.base) < 1e-9)
    for (one, other) in zip(a.values + (a.interactions ?? []), b.values + (b.interactions ?? [])) {
      for (x, y) in zip(one, other) { #expect(abs(x - y) < 1e-9) }
    }
  }

  @Test("Trees are explained against a background where one is given, as looking at all coalitions")
  func trees() throws {
    let predictor = try Boosting.fit(
      data,
      TreeSettings(
        rounds: 20, learningRate: 0.3, depth: 4, l2: 1, minimumGain: 0, minimumChildWeight: 1,
        bins: 64), random: RandomStream(seed: 2))
    let found = try explained(predictor, .auto)
    #expect(found.method == .interventional)
    expectSame(found.values, try explained(predictor, .exact).values)
    let alone = try explained(predictor, .auto, hasBackground: false)
    #expect(alone.method == .pathDependent)
    #expect(alone.values.additivityError < 1e-12)
  }

  @Test("A line is explained in closed form, as looking at all coalitions")
  func line() throws {
    let predictor = try LinearLearner.fit(
      data, LinearLearner.Settings(), random: RandomStream(seed: 2))
    let found = try explained(predictor, .auto)
    #expect(found.method == .closedForm)
    expectSame(found.values, try explained(predictor, .exact).values)
  }

  @Test("A method for other models is refused with what it needs and what to do")
  func others() {
    let predictor = TestModels.uneven(5)
    for method in [AttributionMethod.pathDependent, .interventional, .closedForm] {
      let error = #expect(throws: ExplainerError.self) { try explained(predictor, method) }
      #expect(error?.description.contains("needs") == true)
      #expect(error?.hint?.isEmpty == false)
    }
    #expect(throws: ExplainerError.noInteractions(.sampled)) { try explained(predictor, .sampled) }
  }
}
