import Exchange
import Foundation
import Kernels
import Learning
import TestSupport
import Trees

/// Trees grown on numbers of full precision and on levels, as learners here leave them.
enum LevelModels {
  static let names = [
    "levels-values", "levels-near-zero", "levels-two-classes", "levels-three-classes",
    "levels-counts", "levels-forest", "levels-average",
  ]
  static let labels = [
    4: (0..<40).map { "k\($0)" }, 5: (0..<6).map { "m\($0)" },
  ]
  /// The rows that models are trained on; of 40 levels they lack the last four.
  static let training = features(0..<4000, usedLevels: 36)
  static let probe = features(100_000..<110_000, usedLevels: 40)

  /// The rule of the crossing rows without its rounding to floats, and with levels in two columns.
  static func features(_ rows: Range<Int>, usedLevels: Double) -> FeatureMatrix {
    let columns = CrossingRows.names.indices.map { column in
      rows.map { row -> Double in
        let u = CrossingRows.hashed(row * 12 + column)
        if CrossingRows.hashed(row * 12 + 6 + column) < 1 / 12 { return .nan }
        return switch column {
        case 0: 10 * u - 5
        case 1: 100 * u * u
        case 2: (12 * u).rounded(.down)
        case 4: (usedLevels * u).rounded(.down)
        case 5: (6 * u).rounded(.down)
        default: u
        }
      }
    }
    return FeatureMatrix(
      names: CrossingRows.names, columns: columns, rowCount: rows.count,
      levelCounts: [nil, nil, nil, nil, 40, 6])
  }

  private static let target: [Double] = (0..<training.rowCount).map { row in
    let z = training.columns.map { $0[row].isNaN ? 0 : $0[row] }
    let k = (7 * z[4]).truncatingRemainder(dividingBy: 11)
    let m = (z[5] * z[5]).truncatingRemainder(dividingBy: 5)
    return 20 + 3 * z[0] + z[1] / 10 + k - m * z[0] + z[3] * z[2]
  }

  static func predictor(_ name: String) throws -> any Predictor {
    var settings = TreeSettings.presets[0].settings
    settings.bins = 64
    settings.depth = 4
    settings.rounds = 80
    settings.learningRate = 0.2
    switch name {
    case "levels-near-zero": return try boosted(target.map { $0 - 20 }, settings)
    case "levels-two-classes":
      return try boosted(target.map { $0 > 24 ? 1 : 0 }, settings, classCount: 2)
    case "levels-three-classes":
      settings.rounds = 20
      let classes = target.map { $0 > 28 ? 2 : $0 > 18 ? 1 : 0.0 }
      return try boosted(classes, settings, classCount: 3)
    case "levels-counts":
      settings.options.loss = .poisson
      return try boosted(target.map { max(0, $0).rounded() }, settings)
    case "levels-forest":
      var settings = ForestSettings()
      settings.trees = 100
      settings.depth = 8
      return try ForestLearner.predictor(data(target), settings, random: RandomStream(seed: 1))
    case "levels-average":
      settings.options.rowShare = 0.6
      let members = try (1...3).map { seed in
        settings.rounds = 10 * seed
        return try boosted(target, settings, seed: seed)
      }
      return members[0].averaged(with: Array(members[1...])) ?? members[0]
    default: return try boosted(target, settings)
    }
  }

  static func data(_ target: [Double], classCount: Int? = nil) -> TrainingData {
    TrainingData(features: training, target: target, classCount: classCount)
  }

  private static func boosted(
    _ target: [Double], _ settings: TreeSettings, classCount: Int? = nil, seed: Int = 1
  ) throws -> any Predictor {
    try Boosting.fit(
      data(target, classCount: classCount), settings, random: RandomStream(seed: UInt64(seed)))
  }

  static func model(of predictor: any Predictor) throws -> XGBoostModel {
    var model = try XGBoostModel(
      predictor, featureNames: CrossingRows.names, levelCounts: training.levelCounts)
    model.categories = labels
    model.featureTypes = ["float", "float", "float", "float", "c", "c"]
    return model
  }
}
