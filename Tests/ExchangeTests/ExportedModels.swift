import Digests
import Exchange
import Foundation
import Kernels
import Learning
import Nets
import TestSupport
import Trees

/// Models that the product writes, made anew by each run of the tests.
enum ExportedModels {
  static let treeNames = ["values", "many-values", "two-classes", "three-classes"]

  /// Trains boosted trees; classes are cut from the target.
  static func trees(_ name: String) throws -> any Predictor {
    let cuts: [Double] =
      name == "two-classes" ? [24] : name == "three-classes" ? [18, 28] : []
    var settings = TreeSettings.presets[0].settings
    settings.bins = 64
    settings.depth = name == "many-values" ? 6 : 4
    settings.rounds = name == "many-values" ? 300 : name == "values" ? 60 : 20
    if name == "many-values" { settings.learningRate = 0.1 }
    let data = TrainingData(
      features: CrossingRows.training,
      target: cuts.isEmpty
        ? CrossingRows.target
        : CrossingRows.target.map { value in Double(cuts.count { value > $0 }) },
      classCount: cuts.isEmpty ? nil : cuts.count + 1)
    return try Boosting.fit(data, settings, random: RandomStream(seed: 1))
  }

  /// Gives the model as XGBoost has it.
  static func model(of predictor: any Predictor) throws -> XGBoostModel {
    try XGBoostModel(predictor, featureNames: CrossingRows.names)
  }

  /// The digests of the files that the peers read when their predictions were recorded.
  static let digests =
    (try? OracleFile.json([String: String].self, "exchange/digests.json")) ?? [:]

  /// Tells whether a file is the one that was recorded; keeps it where it is asked for.
  static func isRecorded(_ name: String, _ bytes: [UInt8]) throws -> Bool {
    if let folder = ProcessInfo.processInfo.environment["WORKBENCH_EXCHANGE"] {
      try Data(bytes).write(to: URL(filePath: folder).appending(path: name))
      return true
    }
    return Digest(of: bytes).hex == digests[name]
  }
}
