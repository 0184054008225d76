import Additive
import Attribution
import Foundation
import Kernels
import Learning
import Nets
import Tables
import Testing
import Trees

/// Values of models of a sum of known functions, whose own values are known.
@Suite("Values against a known truth", .timeLimit(.minutes(2)))
struct KnownTruthTests {
  private static let levels = ["DAF", "DEB", "ACV", "AED", "OIF", "QWE"]

  /// What a column adds; u goes from 0 to 1, levels from 1.
  private static func part(_ column: Int, _ u: Double) -> Double {
    switch column {
    case 0...2: 100 * sin(0.1 * Double(column + 1) * u)
    case 3...5: 100 * cos(0.1 * Double(column + 3) * u)
    case 6...8: 100 * u * u
    default: 100 * log(10 * u)
    }
  }

  private struct Drawn {
    let table: Table
    /// By column and row.
    let parts: [[Double]]
  }

  private static func drawn(_ count: Int, seed: UInt64) -> Drawn {
    var random = RandomStream(seed: seed)
    let places = (0..<10).map { column in
      (0..<count).map { _ in
        column < 9 ? random.uniform() : Double(random.integer(below: 6) + 1)
      }
    }
    let parts = places.enumerated().map { column, values in values.map { part(column, $0) } }
    let target = (0..<count).map { row in parts.reduce(123) { $0 + $1[row] } }
    let columns =
      (0..<9).map { Column("X\($0 + 1)", numbers: places[$0].map { 10 + 40 * $0 }) }
      + [
        Column("X10", texts: places[9].map { levels[Int($0) - 1] }),
        Column("Y", numbers: target),
      ]
    return Drawn(table: Table(columns), parts: parts)
  }

  enum Fitted: String, CaseIterable {
    case additive
    case network
    case trees
    case lines
  }

  private func predictor(_ kind: Fitted, _ data: TrainingData) throws -> any Predictor {
    let random = RandomStream(seed: 1)
    switch kind {
    case .additive: return try AdditiveLearner.fit(data, AdditiveSettings(), random: random)
    case .network:
      var settings = NetSettings()
      settings.layers = [16]
      settings.activation = .tanh
      settings.epochs = 20
      settings.polish = .levenbergMarquardt
      settings.polishSteps = 40
      return try NetLearner.fit(data, settings, random: random)
    case .trees, .lines:
      var options = TreeOptions()
      if kind == .lines { options.leafForm = .linear }
      return try Boosting.fit(
        data,
        TreeSettings(
          rounds: 300, learningRate: 0.1, depth: kind == .lines ? 1 : 4, l2: 1, minimumGain: 0,
          minimumChildWeight: 1, bins: 256, options: options), random: random)
    }
  }

  @Test("Values are as near to the truth as the model is", arguments: Fitted.allCases)
  func truth(kind: Fitted) throws {
    let training = Self.drawn(2000, seed: 11)
    let others = Self.drawn(60, seed: 12)
    let background = Self.drawn(40, seed: 13)
    let recipe = Recipe(
      target: "Y",
      steps: [
        .minMax(MinMax(columns: .group(.numeric))),
        .oneHot(OneHot(columns: .names(["X10"]), unseen: .zeros)),
      ])
    let fit = try recipe.fit(training.table, random: RandomStream(seed: 1))
    let predictor = try predictor(kind, try fit.trainingData())
    let features = try fit.recipe.features(of: others.table)
    let players = Players(of: fit.recipe, featureNames: features.names)
    #expect(players.count == 10)
    let found = try Explainer(
      predictor, players: players,
      background: Background(try fit.recipe.features(of: background.table)),
      options: .init(
        method: .auto, withInteractions: false, plan: SamplingPlan(tolerance: 0.01),
        classPlace: nil, random: RandomStream(seed: 1))
    ).attributions(of: features, numbers: Array(0..<features.rowCount))
    #expect(found.additivityError < 1e-9)
    let means = background.parts.map { $0.reduce(0, +) / Double($0.count) }
    var (ofValues, ofModel) = (0.0, 0.0)
    for row in 0..<60 {
      let truth = others.parts.reduce(123) { $0 + $1[row] }
      let miss = (found.outputs[row] - truth) - (found.base - means.reduce(123, +))
      ofModel += miss * miss
      for column in 0..<10 {
        let error = found.values[column][row] - (others.parts[column][row] - means[column])
        ofValues += error * error
      }
    }
    // Errors of single columns may cancel in the sum, but not by much.
    #expect(ofValues.squareRoot() < 1.5 * ofModel.squareRoot() + 1e-9)
  }
}
