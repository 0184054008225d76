import Digests
import Exchange
import Foundation
import Learning
import TestSupport
import Testing

@Suite("Models that XGBoost wrote")
struct XGBoostReaderTests {
  private static let names = [
    "values", "categories", "absolute", "two-classes", "three-classes", "forest", "counts",
  ]

  static func file(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: OracleFile.url("exchange/xgboost-\(name).json")))
  }

  private static func predictor(_ name: String) throws -> XGBoostPredictor {
    let model = try XGBoostReader.model(of: try file(name))
    return try model.predictor(
      featureNames: CrossingRows.names,
      classCount: model.objective.predictsClasses ? model.classCount : nil)
  }

  @Test("They predict as XGBoost does, missing values and categories included", arguments: names)
  func predictAsThere(name: String) throws {
    let found = try Self.predictor(name).predictions(for: CrossingRows.probe)
    let recorded = try CrossingRows.recorded("xgboost-\(name).f32")
    // Two classes have one number there, the probability of the second.
    let compared =
      name == "two-classes" ? stride(from: 1, to: found.count, by: 2).map { found[$0] } : found
    let difference = CrossingRows.difference(compared, recorded)
    #expect(difference < 5e-7, "\(difference)")
  }

  @Test("A model with categories gives their labels")
  func categoryLabels() throws {
    let model = try XGBoostReader.model(of: try Self.file("categories"))
    #expect(model.categories[5] == ["m0", "m1", "m2"])
    #expect(model.categoryFeatures == [4, 5])
  }

  @Test("Features are taken by name, wherever they stand")
  func byName() throws {
    let model = try XGBoostReader.model(of: try Self.file("values"))
    let order = [3, 5, 1, 0, 2, 4]
    let moved = FeatureMatrix(
      names: order.map { CrossingRows.names[$0] } + ["more"],
      columns: order.map { CrossingRows.probe.columns[$0] } + [CrossingRows.probe.columns[0]],
      rowCount: CrossingRows.probe.rowCount)
    let predictor = try model.predictor(featureNames: moved.names, classCount: nil)
    let plain = try Self.predictor("values").predictions(for: CrossingRows.probe)
    #expect(predictor.predictions(for: moved) == plain)
    #expect(throws: ExchangeError.missingFeatures(names: ["d"], known: ["a", "b", "c", "k", "m"])) {
      try model.predictor(featureNames: ["a", "b", "c", "k", "m"], classCount: nil)
    }
  }

  @Test("A model is read, written, and read again without a change", arguments: names)
  func roundTrip(name: String) throws {
    let model = try XGBoostReader.model(of: try Self.file(name))
    let again = try XGBoostReader.model(of: XGBoostWriter.bytes(of: model))
    #expect(again.trees == model.trees)
    #expect(again.baseScores == model.baseScores)
    #expect(again.groups == model.groups)
    #expect(again.featureNames == model.featureNames)
    #expect(again.parallelCount == model.parallelCount)
  }

  @Test("A stored predictor reads back whole", arguments: names)
  func stored(name: String) throws {
    let predictor = try Self.predictor(name)
    var writer = ByteWriter()
    predictor.encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    let again = try XGBoostPredictor(decoding: &reader)
    #expect(again == predictor)
    #expect(reader.isAtEnd)
  }

  @Test("A model of values is none of classes, and the other way round")
  func tasks() throws {
    let values = try XGBoostReader.model(of: try Self.file("values"))
    #expect(throws: ExchangeError.wrongTask(objective: "reg:squarederror", needsClasses: false)) {
      try values.predictor(featureNames: CrossingRows.names, classCount: 2)
    }
    let classes = try XGBoostReader.model(of: try Self.file("three-classes"))
    #expect(throws: ExchangeError.classCount(needed: 3, found: 4)) {
      try classes.predictor(featureNames: CrossingRows.names, classCount: 4)
    }
  }
}
