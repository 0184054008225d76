import Learning
import Tables
import TestSupport
import Testing

@Suite("Steps against real peers")
struct StepPeerTests {
  private static let rows: Result<Table, any Error> = Result {
    Table(
      try OracleFile.columns(OracleFile.url("synthetic.csv")).map { name, fields in
        name == "level"
          ? Column(name, texts: fields) : Column(name, numbers: fields.map { Double($0) ?? .nan })
      })
  }

  private static func prepared(
    _ step: RecipeStep, features: [String], of others: Table? = nil
  ) throws -> [[Double]] {
    let recipe = Recipe(target: "y", features: features, steps: [step])
    return try recipe.fitted(rows.get()).features(of: others ?? rows.get()).columns
  }

  private static func expectNear(_ found: [Double], _ wanted: [Double]) {
    #expect(found.count == wanted.count)
    for (a, b) in zip(found, wanted) { #expect(abs(a - b) <= 1e-12 * max(1, abs(b))) }
  }

  /// What was recorded, by the name of the step.
  private struct Recorded: Decodable {
    let levels: [String]
    let numbers: [String: [[Double]]]

    private struct Name: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Name.self)
      levels = try container.decode([String].self, forKey: Name(stringValue: "levels"))
      var numbers: [String: [[Double]]] = [:]
      for key in container.allKeys where key.stringValue != "levels" {
        numbers[key.stringValue] =
          try (try? container.decode([[Double]].self, forKey: key))
          ?? [container.decode([Double].self, forKey: key)]
      }
      self.numbers = numbers
    }
  }

  @Test(
    "robust scaling and bins are a peer's",
    arguments: [
      ("robust", RecipeStep.robust(Robust(columns: .group(.numeric)))),
      ("bins width", .bins(Binning(columns: .group(.numeric), count: 7, edges: .width))),
      ("bins quantiles", .bins(Binning(columns: .group(.numeric), count: 7, edges: .quantiles))),
    ])
  func numbers(name: String, step: RecipeStep) throws {
    let wanted = try #require(try OracleFile.json(Recorded.self, "steps.json").numbers[name])
    let found = try Self.prepared(step, features: ["a", "b"])
    #expect(found.count == wanted.count)
    for (a, b) in zip(found, wanted) { Self.expectNear(a, b) }
  }

  @Test("places of levels are a peer's, in a given order and by text")
  func ordinal() throws {
    let recorded = try OracleFile.json(Recorded.self, "steps.json")
    let others = Table([Column("level", texts: recorded.levels)])
    let given = Ordinal(
      columns: .group(.text), levels: ["low", "mid", "top"], unseen: .missing)
    let found = try Self.prepared(.ordinal(given), features: ["level"], of: others)
    Self.expectNear(
      found[0].map { $0.isNaN ? -1 : $0 }, try #require(recorded.numbers["ordinal given"])[0])
    let byText = Ordinal(columns: .group(.text), levels: nil, unseen: .error)
    let places = try Self.prepared(.ordinal(byText), features: ["level"])
    Self.expectNear(places[0], try #require(recorded.numbers["ordinal text"])[0])
  }

  @Test("target means of later rows are a peer's, with any smoothing", arguments: [0, 3.5, 10])
  func targetMean(smoothing: Double) throws {
    let recorded = try OracleFile.json(Recorded.self, "steps.json")
    let step = TargetMean(columns: .group(.text), smoothing: smoothing, foldCount: 5)
    let found = try Self.prepared(
      .targetMean(step), features: ["level"],
      of: Table([Column("level", texts: recorded.levels)]))
    Self.expectNear(found[0], try #require(recorded.numbers["target-mean \(smoothing)"])[0])
  }
}
