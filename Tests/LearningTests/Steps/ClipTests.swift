import Learning
import Tables
import Testing

@Suite("Clipping")
struct ClipTests {
  private static let rows = Table([
    Column("a", numbers: [0, 10, 20, 30, 40]), Column("y", numbers: [1, 2, 3, 4, 5]),
  ])

  private static let cases: [(low: Clip.Limit?, high: Clip.Limit?, wanted: [Double])] = [
    (.value(5), .value(35), [5, 20, 35, 5, 35, .nan]),
    (.quantile(0.25), .quantile(0.75), [10, 20, 30, 10, 30, .nan]),
    (.value(5), nil, [5, 20, 50, 5, .infinity, .nan]),
    (nil, .quantile(1), [-1, 20, 40, -.infinity, 40, .nan]),
  ]

  @Test(
    "values beyond a limit become the limit, also infinite ones, and missing stays missing",
    arguments: cases)
  func limits(low: Clip.Limit?, high: Clip.Limit?, wanted: [Double]) throws {
    let others = Table([Column("a", numbers: [-1, 20, 50, -.infinity, .infinity, .nan])])
    let step = Clip(columns: .names(["a"]), low: low, high: high)
    let found = try Recipe.prepared(by: .clip(step), fittedOn: Self.rows, of: others)["a"]
    #expect(same(found, wanted))
  }

  @Test("a lower limit above the upper one of a column is refused")
  func crossed() {
    let step = Clip(columns: .group(.numeric), low: .value(39), high: .quantile(0.5))
    #expect(throws: LearningError.self) {
      try Recipe.prepared(by: .clip(step), fittedOn: Self.rows)
    }
  }
}
