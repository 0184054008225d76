import Digests
import Exchange
import Kernels
import Learning
import Testing
import Trees

@Suite("Trees with levels for XGBoost")
struct XGBoostLevelTests {
  private static func readBack(_ bytes: [UInt8]) throws -> XGBoostPredictor {
    let model = try XGBoostReader.model(of: bytes)
    return try model.predictor(
      featureNames: CrossingRows.names,
      classCount: model.objective.predictsClasses ? model.classCount : nil)
  }

  /// The greatest difference of two lists, relative to the greatest number.
  private static func share(_ one: [Double], _ other: [Double]) -> Double {
    let size = one.reduce(0) { max($0, abs($1)) }
    return zip(one, other).reduce(0) { max($0, abs($1.0 - $1.1)) } / size
  }

  @Test(
    "XGBoost predicts as the product does, missing values and levels never seen included",
    arguments: LevelModels.names)
  func predictAsHere(name: String) throws {
    let predictor = try LevelModels.predictor(name)
    let bytes = XGBoostWriter.bytes(of: try LevelModels.model(of: predictor))
    let file = "\(name).xgboost.json"
    try #require(
      try ExportedModels.isRecorded(file, bytes),
      "the file is not the recorded one; see Tests/Oracles/record_exchange.py")
    // Equal digests: that program's margins of all rows are known here to the last bit.
    let there = try Self.readBack(bytes)
    var margins: [UInt8] = []
    for margin in there.margins(for: LevelModels.probe) {
      for shift: UInt32 in [0, 8, 16, 24] {
        margins.append(UInt8(truncatingIfNeeded: margin.bitPattern >> shift))
      }
    }
    #expect(Digest(of: margins).hex == ExportedModels.digests["\(file) margins"])
    let found = try predictor.predictions(for: LevelModels.probe)
    let others = there.predictions(for: LevelModels.probe)
    let share = Self.share(found, others)
    #expect(share < 5e-7, "\(share)")
    let difference = CrossingRows.difference(found, others)
    // Floats that cancel out, or odds near 0 or 1, leave fewer digits of a small number.
    let mayCancel = ["levels-near-zero", "levels-two-classes"].contains(name)
    #expect(mayCancel || difference < 1e-6, "\(difference)")
  }

  @Test(
    "The predictions that XGBoost gave are those of the product",
    arguments: ["levels-values", "levels-two-classes"])
  func recorded(name: String) throws {
    let found = try LevelModels.predictor(name).predictions(for: LevelModels.probe)
    let isValue = name == "levels-values"
    let compared = isValue ? found : stride(from: 1, to: found.count, by: 2).map { found[$0] }
    let recorded = try CrossingRows.recorded("\(name).xgboost.f32")
    #expect(compared.count == recorded.count)
    let share = Self.share(compared, recorded)
    #expect(share < 5e-7, "\(share)")
    let difference = CrossingRows.difference(compared, recorded)
    #expect(difference < (isValue ? 1e-6 : 5e-6), "\(difference)")
  }

  @Test("Where only missing values go right, the number after the last level does so too")
  func allLevelsLeft() throws {
    let column = (0..<300).map { $0 % 4 == 3 ? Double.nan : Double($0 % 4) }
    let features = FeatureMatrix(
      names: ["k"], columns: [column], rowCount: 300, levelCounts: [3])
    var settings = TreeSettings.presets[0].settings
    settings.rounds = 3
    let predictor = try Boosting.fit(
      TrainingData(features: features, target: column.map { $0.isNaN ? 9 : 1 }, classCount: nil),
      settings, random: RandomStream(seed: 1))
    let model = try XGBoostModel(predictor, featureNames: ["k"], levelCounts: [3])
    #expect(model.trees.last?.sets.first == [3])
    let back = try XGBoostReader.model(of: XGBoostWriter.bytes(of: model))
      .predictor(featureNames: ["k"], classCount: nil)
    let difference = CrossingRows.difference(
      try predictor.predictions(for: features), back.predictions(for: features))
    #expect(difference < 1e-6, "\(difference)")
  }

  private static func refusal(_ predictor: any Predictor) -> ExchangeError? {
    do {
      _ = try XGBoostModel(predictor, featureNames: CrossingRows.names)
      return nil
    } catch {
      return error
    }
  }

  private static var target: [Double] { (0..<4000).map { Double($0 % 5) } }

  private static func trees(
    classCount: Int? = nil, _ change: (inout TreeSettings) -> Void
  ) throws -> any Predictor {
    var settings = TreeSettings.presets[0].settings
    settings.rounds = 2
    change(&settings)
    return try Boosting.fit(
      LevelModels.data(target, classCount: classCount), settings, random: RandomStream(seed: 1))
  }

  @Test("Lines in leaves are refused")
  func lines() throws {
    let predictor = try Self.trees { $0.options.leafForm = .linear }
    let trees = try #require(predictor as? TreeSumPredictor).trees
    let count = trees.reduce(0) { $0 + $1.lines.count }
    #expect(Self.refusal(predictor) == .linesInLeaves(count: count))
  }

  @Test("Means of probabilities and of counts are refused, for they are no sums of margins")
  func means() throws {
    var settings = ForestSettings()
    settings.trees = 3
    settings.depth = 2
    let forest = try ForestLearner.predictor(
      LevelModels.data(Self.target, classCount: 5), settings, random: RandomStream(seed: 1))
    #expect(Self.refusal(forest) == .meansOfProbabilities(count: 3, isOfTrees: true))
    let classes = try Self.trees(classCount: 5) { _ in }
    let average = try #require(classes.averaged(with: [classes]))
    #expect(Self.refusal(average) == .meansOfProbabilities(count: 2, isOfTrees: false))
    let counts = try Self.trees { $0.options.loss = .poisson }
    let mean = try #require(counts.averaged(with: [counts, counts]))
    #expect(Self.refusal(mean) == .meansOfExponentials(count: 3))
  }

  @Test("A leaf that floats cannot add up is refused")
  func greatLeaf() throws {
    let predictor = try Boosting.fit(
      LevelModels.data(Self.target.map { $0 * 1e40 }), TreeSettings.presets[0].settings,
      random: RandomStream(seed: 1))
    guard case .greatLeaf = Self.refusal(predictor) else {
      Issue.record("it was exported")
      return
    }
  }
}
