import Digests
import Kernels
import Learning
import Tables
import Testing

/// A predictor for tests: the sum of the features.
private struct SumPredictor: Predictor {
  static let format = "sum"
  static let acceptsMissing = true
  let featureCount: Int
  var operationsPerRow: Int { featureCount }
  var parameterCount: Int { 0 }

  init(featureCount: Int) {
    self.featureCount = featureCount
  }

  func predictions(for features: FeatureMatrix) -> [Double] {
    (0..<features.rowCount).map { row in features.columns.reduce(0) { $0 + $1[row] } }
  }

  func encode(into writer: inout ByteWriter) { writer.integer(featureCount) }

  init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    featureCount = try reader.integer()
  }
}

@Suite("Models")
struct ModelTests {
  private static let rows = Table([
    Column("a", numbers: (0..<40).map { $0 % 7 == 0 ? .nan : Double($0) }),
    Column("t", texts: (0..<40).map { $0 % 5 == 0 ? nil : "level \($0 % 3)" }),
    Column("y", numbers: (0..<40).map { Double($0) }),
  ])

  private static let catalog = PredictorCatalog([SumPredictor.self])

  private static func model() throws -> Model {
    let recipe = Recipe(
      target: "y",
      steps: [
        .impute(
          Impute(columns: .names(["a"]), method: .median, constant: nil, indicator: true)),
        .standard(Standard(columns: .names(["a"]))),
        .oneHot(OneHot(columns: .group(.text), unseen: .zeros)),
        .minMax(MinMax(columns: .group(.all))),
      ])
    let fitted = try recipe.fitted(rows)
    let count = try fitted.features(of: rows).columns.count
    return try Model(
      recipe: fitted, predictor: SumPredictor(featureCount: count), trainingRows: rows)
  }

  @Test("a model read back has the same bytes and predictions, and verifies itself")
  func roundTrip() throws {
    let model = try Self.model()
    let back = try Model(decoding: model.encoded(), catalog: Self.catalog)
    #expect(back.encoded() == model.encoded())
    #expect(back.digest == model.digest)
    #expect(back.golden == model.golden)
    #expect(back.schema == model.schema)
    try back.verify()
    let (first, second) = (
      try model.predictions(for: Self.rows).values ?? [],
      try back.predictions(for: Self.rows).values ?? []
    )
    #expect(first == second)
  }

  @Test("the target is not needed to predict, and sixteen rows are remembered")
  func withoutTarget() throws {
    let model = try Self.model()
    let inputs = Table(Self.rows.columns.filter { $0.name != "y" })
    #expect(try model.predictions(for: inputs).values?.count == 40)
    #expect(model.golden.predictions.count == 16)
    #expect(model.golden.inputs.names == ["a", "t"])
  }

  @Test("the schema tells ranges, levels and missing values")
  func schema() throws {
    let schema = try Self.model().schema
    #expect(schema.entries.map(\.name) == ["a", "t"])
    #expect(schema.entries[0].content == .numbers(low: 1, high: 39))
    #expect(schema.entries[0].missingCount == 6)
    #expect(schema.entries[1].content == .texts(levels: ["level 0", "level 1", "level 2"]))
  }

  @Test("cut or changed bytes are refused or still a model, and never a crash")
  func damaged() throws {
    let bytes = try Self.model().encoded()
    for position in bytes.indices {
      #expect(throws: LearningError.self) {
        try Model(decoding: Array(bytes[..<position]), catalog: Self.catalog)
      }
      var changed = bytes
      changed[position] ^= 0x11
      if let model = try? Model(decoding: changed, catalog: Self.catalog) {
        try? model.verify()
        _ = try? model.predictions(for: Self.rows)
      }
    }
  }

  @Test("an unknown kind of predictor is named")
  func unknownPredictor() throws {
    let bytes = try Self.model().encoded()
    #expect(throws: LearningError.unknownPredictor(format: "sum", known: [])) {
      try Model(decoding: bytes, catalog: PredictorCatalog([]))
    }
  }
}
