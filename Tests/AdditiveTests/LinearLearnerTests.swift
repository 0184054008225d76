import Additive
import Digests
import Kernels
import Learning
import Tables
import TestSupport
import Testing

@Suite("The linear learner")
struct LinearLearnerTests {
  private static let random = RandomStream(seed: 0)

  private static func expectNear(_ found: [Double], _ wanted: [Double]) {
    #expect(found.count == wanted.count)
    for (a, b) in zip(found, wanted) { #expect(abs(a - b) <= 1e-9 * abs(b)) }
  }

  private static let recipe = Recipe(
    target: "y",
    steps: [
      .minMax(MinMax(columns: .group(.numeric))),
      .oneHot(OneHot(columns: .names(["level"]), unseen: .zeros)),
    ])

  @Test("predictions are a real peer's on columns that repeat each other")
  func rankDeficient() throws {
    let rows = try SyntheticRows.table()
    let prepared = try SyntheticRows.prepared()
    let model = try LinearLearner.model(
      rows, recipe: Self.recipe, settings: .init(), random: Self.random)
    let predictions = try model.predictions(for: rows).values ?? []
    Self.expectNear(predictions, prepared["linear"]?.numbers ?? [])
    let unseen = rows.with(Column("level", texts: [String?](repeating: "new", count: 60)))
    let others = try model.predictions(for: unseen).values ?? []
    Self.expectNear(others, prepared["linear unseen"]?.numbers ?? [])
  }

  @Test("row weights act as a real peer's")
  func weighted() throws {
    let rows = try SyntheticRows.table()
    let weights = (0..<60).map { Double($0 % 4) + 0.5 }
    let recipe = Recipe(target: "y", weight: "w", steps: Self.recipe.steps)
    let model = try LinearLearner.model(
      rows.with(Column("w", numbers: weights)), recipe: recipe, settings: .init(),
      random: Self.random)
    let wanted = try SyntheticRows.prepared()["linear weighted"]?.numbers ?? []
    let predictions = try model.predictions(for: rows).values ?? []
    Self.expectNear(predictions, wanted)
  }

  private static let originalFile = SharedMaterial.file("data/part1-original/train.csv")

  @Test(
    "predictions on the original rows are a real peer's",
    .enabled(if: originalFile != nil, "the original rows are not beside the repository"))
  func original() throws {
    func table(_ name: String) throws -> Table {
      guard let file = SharedMaterial.file("data/part1-original/\(name)") else { return Table([]) }
      return Table(
        try OracleFile.columns(file).map { name, fields in
          name == "X10"
            ? Column(name, texts: fields) : Column(name, numbers: fields.map { Double($0) ?? .nan })
        })
    }
    let recipe = Recipe(
      target: "Y",
      steps: [
        .minMax(MinMax(columns: .group(.numeric))),
        .oneHot(OneHot(columns: .names(["X10"]), unseen: .zeros)),
      ])
    let (train, test) = (try table("train.csv"), try table("test.csv"))
    let model = try LinearLearner.model(
      train, recipe: recipe, settings: .init(), random: Self.random)
    let predictions = try model.predictions(for: test).values ?? []
    Self.expectNear(predictions, try OracleFile.numbers("linear-test-predictions.txt"))
    struct Recorded: Decodable { let trainMean: Double }
    let recorded = try OracleFile.json(Recorded.self, "boosted-original.json")
    let mean = try MeanLearner.model(
      train, recipe: recipe, settings: .init(), random: Self.random)
    let means = try mean.predictions(for: test).values ?? []
    Self.expectNear(means, [Double](repeating: recorded.trainMean, count: test.rowCount))
  }

  @Test("missing and infinite values are refused by name, in fitting and predicting")
  func refused() throws {
    func data(_ value: Double) -> TrainingData {
      TrainingData(
        features: FeatureMatrix(names: ["a"], columns: [[1, value]], rowCount: 2), target: [1, 2])
    }
    #expect(throws: LearningError.missingFeature(column: "a", row: 1)) {
      try LinearLearner.predictor(data(.nan))
    }
    #expect(throws: LearningError.infiniteFeature(column: "a", row: 1)) {
      try LinearLearner.predictor(data(.infinity))
    }
    let rows = Table([Column("a", numbers: [1, 2]), Column("y", numbers: [1, 2])])
    let model = try LinearLearner.model(
      rows, recipe: Recipe(target: "y"), settings: .init(), random: Self.random)
    #expect(throws: LearningError.missingFeature(column: "a", row: 0)) {
      try model.predictions(for: Table([Column("a", numbers: [.nan])]))
    }
  }

  @Test("a stored model is read back bit for bit", arguments: ["linear", "mean"])
  func roundTrip(name: String) throws {
    let rows = try SyntheticRows.table()
    let model =
      name == "mean"
      ? try MeanLearner.model(rows, recipe: Self.recipe, settings: .init(), random: Self.random)
      : try LinearLearner.model(rows, recipe: Self.recipe, settings: .init(), random: Self.random)
    let catalog = PredictorCatalog([LinearPredictor.self, MeanPredictor.self])
    let back = try Model(decoding: model.encoded(), catalog: catalog)
    #expect(back.digest == model.digest)
    try back.verify()
    let (first, second) = (
      try model.predictions(for: rows).values ?? [], try back.predictions(for: rows).values ?? []
    )
    #expect(first == second)
  }

  @Test("more features than rows, constant features and one row are solved")
  func shapes() throws {
    let wide = TrainingData(
      features: FeatureMatrix(
        names: ["a", "b", "c", "k"], columns: [[1, 2], [5, 1], [0, 3], [7, 7]], rowCount: 2),
      target: [4, 9])
    let fitted = try LinearLearner.predictor(wide)
    Self.expectNear(fitted.predictions(for: wide.features), [4, 9])
    #expect(fitted.coefficients[3] == 0)
    let one = TrainingData(
      features: FeatureMatrix(names: ["a"], columns: [[3]], rowCount: 1), target: [5])
    #expect(try LinearLearner.predictor(one).predictions(for: one.features) == [5])
  }
}
