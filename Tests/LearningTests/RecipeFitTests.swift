import Digests
import Kernels
import Learning
import Tables
import Testing

/// The sum of the features, missing ones left out.
private struct PlainSum: Predictor {
  static let format = "plain-sum"
  static let acceptsMissing = true
  let featureCount: Int
  var operationsPerRow: Int { featureCount }
  var parameterCount: Int { 0 }

  init(featureCount: Int) { self.featureCount = featureCount }

  func predictions(for features: FeatureMatrix) -> [Double] {
    (0..<features.rowCount).map { row in
      features.columns.reduce(0) { $0 + ($1[row].isNaN ? 0 : $1[row]) }
    }
  }

  func encode(into writer: inout ByteWriter) { writer.integer(featureCount) }

  init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    featureCount = try reader.integer()
  }
}

/// A learner whose predictor sums, and which keeps nothing else.
private enum PlainSumLearner: Learner {
  struct Settings: Codable, Hashable, Sendable {}

  static let name = "plain-sum"
  static let revision = 1
  static let usesRandomness = false
  static let predictsValues = true
  static let predictsClasses = false

  static func fit(
    _ data: TrainingData, _ settings: Settings, random: RandomStream
  ) throws -> any Predictor {
    PlainSum(featureCount: data.features.columns.count)
  }
}

@Suite("Fitted recipes of every step")
struct RecipeFitTests {
  private static let rows: Table = {
    var random = RandomStream(seed: 8)
    let count = 30
    return Table([
      Column("a", numbers: (0..<count).map { $0 % 11 == 0 ? .nan : random.normal() * 9 + 40 }),
      Column("b", numbers: (0..<count).map { _ in random.normal() }),
      Column("hour", numbers: random.permutation(of: count).map(Double.init)),
      Column("t", texts: (0..<count).map { $0 % 8 == 0 ? nil : "level \($0 % 3)" }),
      Column("u", texts: (0..<count).map { "u\($0 * $0 % 7)" }),
      Column("y", numbers: (0..<count).map { _ in random.normal() }),
    ])
  }()

  private static let numbers = ColumnSelection.names(["a", "b"])

  /// Every kind of step, each with settings that fit the rows.
  private static let steps: [RecipeStep] = [
    .minMax(MinMax(columns: numbers)),
    .robust(Robust(columns: numbers)),
    .oneHot(OneHot(columns: .names(["t"]), unseen: .zeros)),
    .ordinal(Ordinal(columns: .names(["t"]), levels: nil, unseen: .missing)),
    .targetMean(TargetMean(columns: .names(["t", "u"]), smoothing: 2, foldCount: 3)),
    .rare(Rare(columns: .names(["u"]), rowsMin: 4, other: "other")),
    .impute(Impute(columns: numbers, method: .median, constant: nil, indicator: true)),
    .clip(Clip(columns: numbers, low: .quantile(0.1), high: .value(45))),
    .log(Logarithm(columns: .names(["a"]), offset: 10)),
    .bins(Binning(columns: numbers, count: 4, edges: .quantiles)),
    .ratio(Ratio(numerator: "a", denominator: "b", result: nil)),
    .product(Product(factors: ["a", "b"], result: nil)),
    .lag(Lag(columns: numbers, time: "hour", group: nil, counts: [1, 3], keepsOrder: true)),
    .standard(Standard(columns: numbers)),
  ]

  /// Leaves no text, whatever the step left.
  private static func recipe(_ steps: [RecipeStep]) -> Recipe {
    let rest = OneHot(columns: .group(.text), unseen: .zeros)
    return Recipe(target: "y", steps: steps + [.oneHot(rest)])
  }

  @Test("there is a case here for every kind of step")
  func complete() {
    #expect(Set(Self.steps.map(\.name)).count == Self.steps.count)
    #expect(Self.steps.count == 14)
  }

  @Test(
    "training rows are prepared as later rows are, unless the step looks at the target",
    arguments: steps)
  func training(step: RecipeStep) throws {
    let fit = try Self.recipe([step]).fit(Self.rows, random: RandomStream(seed: 1))
    let later = try fit.recipe.features(of: Self.rows)
    #expect(fit.features.names == later.names)
    let equal = zip(fit.features.columns, later.columns).allSatisfy { same($0, $1) }
    #expect(equal == (step.name != "target-mean"))
    #expect(try fit.trainingData().target.count == Self.rows.rowCount)
  }

  @Test(
    "the order of training rows does not change how later rows are prepared",
    arguments: steps.dropLast())
  func order(step: RecipeStep) throws {
    var random = RandomStream(seed: 5)
    let order = random.permutation(of: Self.rows.rowCount)
    let (one, two) = (
      try Self.recipe([step]).fitted(Self.rows),
      try Self.recipe([step]).fitted(Self.rows.rows(order))
    )
    let (a, b) = (try one.features(of: Self.rows), try two.features(of: Self.rows))
    #expect(a.names == b.names)
    for (x, y) in zip(a.columns, b.columns) { #expect(same(x, y)) }
  }

  @Test("what is known before a run about the columns holds after it", arguments: steps)
  func outline(step: RecipeStep) throws {
    let columns = Self.rows.columns.map { (name: $0.name, kind: ColumnKind?.some($0.kind)) }
    #expect(Self.recipe([step]).problems(columns: columns).isEmpty)
    let before = ColumnOutline(
      Self.rows.columns.filter { $0.name != "y" }
        .map { ColumnOutline.Entry(name: $0.name, kind: $0.kind) })
    let after = step.step.outline(after: before)
    let inputs = Table(Self.rows.columns.filter { $0.name != "y" })
    let context = StepContext(
      rows: Self.rows, target: "y", weight: nil, random: RandomStream(seed: 0))
    let found = try step.step.fit(inputs, context).trainingRows
    let known = found.columns.filter { column in
      !after.openPrefixes.contains { column.name.hasPrefix($0) }
    }
    #expect(known.map(\.name) == after.entries.map(\.name))
    #expect(known.map { Optional($0.kind) } == after.entries.map(\.kind))
  }

  private static func model(_ step: RecipeStep) throws -> Model {
    try PlainSumLearner.model(
      rows, recipe: recipe([step]), settings: .init(), random: RandomStream(seed: 1))
  }

  private static let catalog = PredictorCatalog([PlainSum.self])

  @Test(
    "a model with any step is read back with the same bytes and predictions, and verifies",
    arguments: steps)
  func roundTrip(step: RecipeStep) throws {
    let model = try Self.model(step)
    let back = try Model(decoding: model.encoded(), catalog: Self.catalog)
    #expect(back.encoded() == model.encoded())
    try back.verify()
    let later = Table(Self.rows.columns.filter { $0.name != "y" })
    let (one, two) = (
      try model.predictions(for: later).values ?? [], try back.predictions(for: later).values ?? []
    )
    #expect(same(one, two))
  }

  @Test(
    "cut or changed bytes of any step are refused or still a model, and never a crash",
    arguments: steps)
  func damaged(step: RecipeStep) throws {
    let bytes = try Self.model(step).encoded()
    for position in bytes.indices {
      #expect(throws: LearningError.self) {
        try Model(decoding: Array(bytes[..<position]), catalog: Self.catalog)
      }
      for flips in [0x01, 0x11, 0x80] as [UInt8] {
        var changed = bytes
        changed[position] ^= flips
        if let model = try? Model(decoding: changed, catalog: Self.catalog) {
          try? model.verify()
          _ = try? model.predictions(for: Self.rows)
        }
      }
    }
  }
}
