import Exchange
import Kernels
import Learning
import Testing
import Trees

@Suite("Trees with options for XGBoost")
struct TreeOptionsFileTests {
  private static func data(classCount: Int? = nil, hasLevels: Bool = false) -> TrainingData {
    let features = CrossingRows.training
    // The places of levels are whole numbers from 0, as a recipe makes them.
    return TrainingData(
      features: FeatureMatrix(
        names: features.names, columns: features.columns, rowCount: features.rowCount,
        levelCounts: hasLevels ? [nil, nil, nil, nil, 12, 3] : nil),
      target: classCount == nil
        ? CrossingRows.target : CrossingRows.target.map { $0 < 24 ? 0 : 1 },
      classCount: classCount)
  }

  private static func settings(_ change: (inout TreeOptions) -> Void) -> TreeSettings {
    var settings = TreeSettings.presets[1].settings
    settings.rounds = 20
    change(&settings.options)
    return settings
  }

  private static func models() throws -> [(name: String, predictor: any Predictor)] {
    let random = RandomStream(seed: 1)
    var forest = ForestSettings()
    forest.trees = 4
    forest.rowsPerLeaf = 5
    return [
      ("levels", try Boosting.fit(data(hasLevels: true), settings { _ in }, random: random)),
      ("leaf-wise", try Boosting.fit(data(), settings { _ in }, random: random)),
      (
        "counts",
        try Boosting.fit(
          TrainingData(
            features: data().features, target: CrossingRows.target.map { max(0, $0.rounded()) }),
          settings { $0.loss = .poisson }, random: random)
      ),
      ("classes", try Boosting.fit(data(classCount: 2), settings { _ in }, random: random)),
      ("forest", try ForestLearner.fit(data(), forest, random: random)),
    ]
  }

  @Test("What is written reads back to the same predictions, missing values included")
  func roundTrip() throws {
    for (name, predictor) in try Self.models() {
      let trees = try #require(predictor as? TreeSumPredictor)
      let model = try XGBoostModel(trees, featureNames: CrossingRows.names)
      let again = try XGBoostReader.model(of: XGBoostWriter.bytes(of: model))
      let back = try again.predictor(
        featureNames: CrossingRows.names, classCount: name == "classes" ? 2 : nil)
      let difference = CrossingRows.difference(
        try predictor.predictions(for: CrossingRows.probe),
        back.predictions(for: CrossingRows.probe))
      #expect(difference < 2e-6, "\(name): \(difference)")
    }
  }

  @Test("Lines in leaves are refused")
  func lines() throws {
    let predictor = try #require(
      try Boosting.fit(
        Self.data(), Self.settings { $0.leafForm = .linear }, random: RandomStream(seed: 1))
        as? TreeSumPredictor)
    #expect(throws: ExchangeError.self) {
      try XGBoostModel(predictor, featureNames: CrossingRows.names)
    }
  }
}
