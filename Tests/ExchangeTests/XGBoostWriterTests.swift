import Exchange
import Kernels
import Learning
import Testing
import Trees

@Suite("Boosted trees for XGBoost")
struct XGBoostWriterTests {
  @Test(
    "XGBoost predicts as the product does, missing values included",
    arguments: ExportedModels.treeNames)
  func predictAsHere(name: String) throws {
    let predictor = try ExportedModels.trees(name)
    let bytes = XGBoostWriter.bytes(of: try ExportedModels.model(of: predictor))
    let file = "\(name).xgboost.json"
    try #require(
      try ExportedModels.isRecorded(file, bytes),
      "the file is not the recorded one; see Tests/Oracles/record_exchange.py")
    let found = try predictor.predictions(for: CrossingRows.probe)
    let recorded = try CrossingRows.recorded("\(name).xgboost.f32")
    let compared =
      name == "two-classes" ? stride(from: 1, to: found.count, by: 2).map { found[$0] } : found
    let difference = CrossingRows.difference(compared, recorded)
    #expect(difference < 1e-6, "\(difference)")
    // What differs is how that program adds up floats: adding likewise gives its very bits.
    let back = try Self.readBack(bytes).predictions(for: CrossingRows.probe)
    let same =
      name == "two-classes" ? stride(from: 1, to: back.count, by: 2).map { back[$0] } : back
    let rest = CrossingRows.difference(same, recorded)
    #expect(name.hasSuffix("classes") ? rest < 5e-7 : rest == 0, "\(rest)")
  }

  private static func readBack(_ bytes: [UInt8]) throws -> XGBoostPredictor {
    let model = try XGBoostReader.model(of: bytes)
    return try model.predictor(
      featureNames: CrossingRows.names,
      classCount: model.objective.predictsClasses ? model.classCount : nil)
  }

  @Test("What is written reads back to the same predictions", arguments: ExportedModels.treeNames)
  func roundTrip(name: String) throws {
    let predictor = try ExportedModels.trees(name)
    let model = try ExportedModels.model(of: predictor)
    let again = try XGBoostReader.model(of: XGBoostWriter.bytes(of: model))
    #expect(again.trees == model.trees)
    let back = try Self.readBack(XGBoostWriter.bytes(of: again))
    let difference = CrossingRows.difference(
      try predictor.predictions(for: CrossingRows.probe),
      back.predictions(for: CrossingRows.probe))
    // A rare class has a probability as far off as the floats of its margin are.
    #expect(difference < (name.hasSuffix("classes") ? 2e-6 : 1e-6), "\(difference)")
  }

  @Test(
    "A number of few digits is below a written condition exactly where it is at most the threshold",
    arguments: [1, 2, 4])
  func shortNumbers(digits: Int) throws {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    for step in -3000..<3000 {
      // The middle of two numbers of so many digits; a number of one digit more may stand there.
      let threshold = (Double(step) / scale + Double(step + 2) / scale) / 2
      let condition = try #require(XGBoostTree.condition(after: threshold))
      for value in [step, step + 1, step + 2].map({ Double($0) / scale }) {
        #expect((Float(value) < condition) == (value <= threshold), "\(value) at \(threshold)")
      }
    }
  }

  @Test(
    "A float is below a written condition exactly where its shortest number is at most the threshold",
    arguments: [
      0, -0.0, 1, -1, 0.1, 1e-40, -1e-40, .leastNonzeroMagnitude, 1e30, -1e30, 1.5, 16_777_217,
      0.5 + 0x1p-30,
      Double(Float(0.1)), Double(Float(0.1)).nextUp, Double(Float(0.1)).nextDown,
      .infinity, -.infinity,
    ])
  func thresholds(threshold: Double) throws {
    let condition = try #require(XGBoostTree.condition(after: threshold))
    let near = Float(min(max(threshold, -3e38), 3e38))
    for value in [near, near.nextUp, near.nextDown, near.nextUp.nextUp, near.nextDown.nextDown, 0] {
      // Of the numbers that are this float the shortest decides.
      let number = try #require(Double("\(value)"))
      #expect((value < condition) == (number <= threshold), "\(value) at \(threshold)")
    }
  }

  @Test("A threshold beyond the floats has no condition", arguments: [1e39, -1e39, 3.5e38])
  func beyond(threshold: Double) {
    #expect(XGBoostTree.condition(after: threshold) == nil)
  }

  @Test("Starts of classes far from one half survive")
  func rareClass() throws {
    let rows = CrossingRows.features(0..<2000)
    let data = TrainingData(
      features: rows, target: (0..<2000).map { $0 % 500 == 0 ? 0 : 1 }, classCount: 2)
    var settings = TreeSettings.presets[0].settings
    settings.rounds = 2
    let predictor = try Boosting.fit(data, settings, random: RandomStream(seed: 1))
    let back = try ExportedModels.model(of: predictor).predictor(
      featureNames: CrossingRows.names, classCount: 2)
    let difference = CrossingRows.difference(
      try predictor.predictions(for: rows), back.predictions(for: rows))
    #expect(difference < 1e-6, "\(difference)")
  }
}
