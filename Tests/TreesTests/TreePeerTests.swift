import Foundation
import Kernels
import Learning
import TestSupport
import Testing
import Trees

/// Rows made by the rule that the recording of peers used.
enum PeerRows {
  private struct Rule {
    var state: UInt64

    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / 0x1p31
    }
  }

  static func drawn(_ count: Int, steps: Int, seed: UInt64, hasLevels: Bool) -> TrainingData {
    var rule = Rule(state: seed)
    var columns = [[Double]](repeating: [], count: 4)
    var target: [Double] = []
    let scale = Double(steps)
    for _ in 0..<count {
      var u = (0..<4).map { _ in rule.next() }
      if steps > 0 { u = u.map { ($0 * scale).rounded(.down) / scale } }
      let level = [2.0, 0, 3, 1, 4][Int(u[3] * 5)]
      let smooth = 3 * u[0] + u[1] * u[2] * 4
      target.append(smooth + level + 2 * rule.next())
      for feature in 0..<4 { columns[feature].append(steps > 0 ? u[feature] * scale : u[feature]) }
      if hasLevels { columns[3][columns[3].count - 1] = (u[3] * 5).rounded(.down) }
    }
    return TrainingData(
      features: FeatureMatrix(
        names: ["a", "b", "c", "d"], columns: columns, rowCount: count,
        levelCounts: [nil, nil, nil, hasLevels ? 5 : nil]),
      target: target)
  }
}

@Suite("Options of trees and forests beside real peers")
struct TreePeerTests {
  struct Recorded: Decodable, Sendable {
    let name: String
    let steps: Int
    let seed: UInt64
    let mae: Double
    let rmse: Double
    let pinball: Double?
    let outOfBag: Double?
    let predictions: [Double]
  }

  private static func recorded(_ name: String) throws -> Recorded {
    let all = try OracleFile.json([Recorded].self, "trees-options.json")
    return try #require(all.first { $0.name == name })
  }

  private static func parts(
    _ peer: Recorded, hasLevels: Bool = false, _ change: (Double) -> Double = { $0 }
  ) -> (train: TrainingData, test: TrainingData) {
    let all = PeerRows.drawn(3000, steps: peer.steps, seed: peer.seed, hasLevels: hasLevels)
    let changed = TrainingData(features: all.features, target: all.target.map(change))
    return (changed.rows(Array(0..<2000)), changed.rows(Array(2000..<3000)))
  }

  private static func xgboost(_ change: (inout TreeSettings) -> Void) -> TreeSettings {
    var settings = TreeSettings.presets[0].settings
    settings.rounds = 10
    change(&settings)
    return settings
  }

  @Test(
    "few distinct values give the predictions of XGBoost",
    arguments: ["leaf-wise", "monotone", "poisson"])
  func xgboost(name: String) throws {
    let peer = try Self.recorded("xgboost \(name)")
    let (train, test) = Self.parts(peer) { name == "poisson" ? $0.rounded(.down) : $0 }
    let settings = Self.xgboost { settings in
      switch name {
      case "leaf-wise":
        settings.options.growth = .leafWise
        settings.options.leaves = 9
        settings.depth = 64
      case "monotone":
        settings.options.monotone = [
          .init("a", .increasing), .init("c", .decreasing), .init("d", .increasing),
        ]
      default:
        settings.options.loss = .poisson
        settings.depth = 3
      }
    }
    let fitted = try OptionRows.fit(train, settings)
    let found = fitted.predictions(for: test.features)
    for (one, other) in zip(found, peer.predictions) {
      #expect(abs(one - other) < 2e-4 * (1 + abs(other)))
    }
  }

  @Test(
    "errors on other rows are those of LightGBM within 3 %",
    arguments: ["", " levels", " quantile", " absolute", " linear"])
  func lightgbm(name: String) throws {
    let peer = try Self.recorded("lightgbm\(name)")
    let (train, test) = Self.parts(peer, hasLevels: name == " levels")
    var settings = TreeSettings.presets[1].settings
    if name == " quantile" {
      settings.options.loss = .quantile
      settings.options.quantile = 0.8
    }
    if name == " absolute" { settings.options.loss = .absolute }
    if name == " linear" { settings.options.leafForm = .linear }
    let found = try OptionRows.fit(train, settings).predictions(for: test.features)
    if name == " quantile" {
      let loss = zip(test.target, found).reduce(0) { sum, pair in
        sum + max(0.8 * (pair.0 - pair.1), 0.2 * (pair.1 - pair.0)) / 1000
      }
      #expect(loss < 1.03 * (try #require(peer.pinball)))
      return
    }
    let error = Metric.mae.value(targets: test.target, predictions: found)
    #expect(error < 1.03 * peer.mae, "\(error) and \(peer.mae)")
  }

  @Test(
    "forests err on other rows and out of bag as those of scikit-learn within 3 %",
    arguments: ForestLoss.allCases)
  func forest(loss: ForestLoss) throws {
    let peer = try Self.recorded("forest \(loss.rawValue)")
    let (train, test) = Self.parts(peer)
    var settings = ForestSettings()
    settings.loss = loss
    let fitted = try ForestLearner.predictor(train, settings, random: RandomStream(seed: 1))
    let error = Metric.mae.value(
      targets: test.target, predictions: fitted.predictions(for: test.features))
    #expect(abs(error / peer.mae - 1) < 0.03, "\(error) and \(peer.mae)")
    let outOfBag = try #require(fitted.learningCurve.validation.last)
    #expect(abs(outOfBag / (try #require(peer.outOfBag)) - 1) < 0.03)
  }

  @Test("forests tell classes apart as those of scikit-learn do")
  func classes() throws {
    let peer = try Self.recorded("forest classes")
    let (train, test) = Self.parts(peer)
    func classes(_ data: TrainingData) -> TrainingData {
      TrainingData(
        features: data.features, target: data.target.map { $0 < 4.5 ? 0 : $0 < 6 ? 1 : 2 },
        classCount: 3)
    }
    var settings = ForestSettings()
    settings.rowsPerLeaf = 5
    let fitted = try ForestLearner.predictor(
      classes(train), settings, random: RandomStream(seed: 1))
    let shares = fitted.predictions(for: test.features)
    let losses = classes(test).target.enumerated().map { row, place in
      -log(shares[row * 3 + Int(place)])
    }
    let loss = losses.reduce(0, +) / 1000
    #expect(loss < 1.05 * peer.mae, "\(loss) and \(peer.mae)")
  }
}
