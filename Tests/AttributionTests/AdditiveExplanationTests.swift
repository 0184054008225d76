import Additive
import Attribution
import Foundation
import Kernels
import Learning
import Testing

@Suite("Values of sums of functions")
struct AdditiveExplanationTests {
  private static func rows(_ count: Int, seed: UInt64) -> FeatureMatrix {
    var random = RandomStream(seed: seed)
    return FeatureMatrix(
      names: ["a", "b", "c", "d"],
      columns: (0..<4).map { _ in (0..<count).map { _ in 2 * random.uniform() - 1 } },
      rowCount: count)
  }

  /// The first two features are one player.
  private static let players = Players(
    [
      Players.Player(name: "ab", column: nil, features: [0, 1]),
      Players.Player(name: "c", column: "c", features: [2]),
      Players.Player(name: "d", column: "d", features: [3]),
    ], featureCount: 4)

  private static func data(classes: Int?) -> TrainingData {
    let features = rows(300, seed: 1)
    let target = (0..<300).map { row -> Double in
      let x = features.columns.map { $0[row] }
      let value = 3 * x[0] + x[1] * x[1] - 2 * x[2] + 0.1 * x[3]
      guard let classes else { return value }
      return Double(min(classes - 1, max(0, Int(value + Double(classes) / 2))))
    }
    return TrainingData(features: features, target: target, classCount: classes)
  }

  enum Case: String, CaseIterable, Sendable {
    case linear, additive, mean, logistic, several, shares, averaged

    var classes: Int? {
      switch self {
      case .linear, .additive, .mean, .averaged: nil
      case .logistic: 2
      case .several, .shares: 3
      }
    }

    func fit() throws -> any Predictor {
      let data = AdditiveExplanationTests.data(classes: classes)
      let random = RandomStream(seed: 2)
      switch self {
      case .linear: return try LinearLearner.fit(data, .init(), random: random)
      case .additive: return try AdditiveLearner.fit(data, .init(), random: random)
      case .mean, .shares: return try MeanLearner.fit(data, .init(), random: random)
      case .logistic, .several: return try LogisticLearner.fit(data, .init(l2: 1), random: random)
      case .averaged:
        let one = try AdditiveLearner.fit(data, .init(), random: random)
        let two = try AdditiveLearner.fit(data, .init(segments: 3), random: random)
        return try #require(one.averaged(with: [two]))
      }
    }
  }

  @Test("values are those of the definition, and sum to the output", arguments: Case.allCases)
  func definition(_ model: Case) throws {
    let classes = model.classes
    let predictor = try model.fit()
    let background = Self.rows(20, seed: 3)
    let weights = (0..<20).map { _ in 0.05 }
    let rows = Self.rows(7, seed: 4)
    for classPlace in classes.map({ Array(0..<$0).map { Optional($0) } }) ?? [nil] {
      let explanation = try #require(
        AdditiveExplanation(
          predictor, players: Self.players, background: background, weights: weights,
          classPlace: classPlace))
      let found = try explanation.attributions(of: rows, interactions: true)
      #expect(found.additivityError < 1e-12)
      // Of several classes only differences of scores can be told from shares.
      let other = classes == 3 && found.scale == .logOdds ? ((classPlace ?? 0) + 1) % 3 : nil
      let others = try other.flatMap {
        try AdditiveExplanation(
          predictor, players: Self.players, background: background, weights: weights,
          classPlace: $0)?.attributions(of: rows)
      }
      for row in 0..<rows.rowCount {
        let truth = try TreeTruth.values(players: 3) { set in
          try Self.worth(
            predictor, set, rows, row, background, scale: found.scale, classPlace: classPlace,
            other: other)
        }
        for player in 0..<3 {
          let value = found.values[player][row] - (others?.values[player][row] ?? 0)
          #expect(abs(value - truth[player]) < 1e-9)
        }
        #expect(found.interactions?[1][row] == 0)
        #expect(found.interactions?[4][row] == found.values[1][row])
      }
    }
  }

  /// The mean over rows put together of both, on the scale of the values.
  private static func worth(
    _ predictor: any Predictor, _ set: Int, _ rows: FeatureMatrix, _ row: Int,
    _ background: FeatureMatrix, scale: Attributions.Scale, classPlace: Int?, other: Int?
  ) throws -> Double {
    let mixed = FeatureMatrix(
      names: rows.names,
      columns: (0..<4).map { feature in
        set >> players.ofFeature[feature] & 1 == 1
          ? [Double](repeating: rows.columns[feature][row], count: background.rowCount)
          : background.columns[feature]
      }, rowCount: background.rowCount)
    let all = try predictor.predictions(for: mixed)
    let count = predictor.outputCount
    let values = (0..<background.rowCount).map { row -> Double in
      let shares = Array(all[row * count..<(row + 1) * count])
      guard let classPlace else { return shares[0] }
      guard scale == .logOdds else { return shares[classPlace] }
      return log(shares[classPlace]) - log(shares[other ?? 1 - classPlace])
    }
    return values.reduce(0, +) / Double(values.count)
  }
}
