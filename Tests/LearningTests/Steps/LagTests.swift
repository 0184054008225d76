import Kernels
import Learning
import Tables
import Testing

@Suite("Lags")
struct LagTests {
  private static let rows = Table([
    Column("v", numbers: [30, 10, 40, 20]), Column("hour", numbers: [3, 1, 4, 2]),
    Column("y", numbers: [0, 0, 0, 0]),
  ])

  private static func step(
    _ counts: [Int] = [1], group: String? = nil, keepsOrder: Bool = true
  ) -> RecipeStep {
    .lag(
      Lag(
        columns: .names(["v"]), time: "hour", group: group, counts: counts,
        keepsOrder: keepsOrder))
  }

  private static func later(_ values: [Double], _ hours: [Double]) -> Table {
    Table([Column("v", numbers: values), Column("hour", numbers: hours)])
  }

  @Test("training rows look back in the order of time, and the first have nothing to look at")
  func training() throws {
    let found = try Recipe.prepared(by: Self.step([1, 3]), fittedOn: Self.rows)
    #expect(found.keys.sorted() == ["hour", "v", "v lag 1", "v lag 3"])
    #expect(same(found["v lag 1"], [20, .nan, 30, 10]))
    #expect(same(found["v lag 3"], [.nan, .nan, 10, .nan]))
  }

  @Test("rows after the training rows continue from them, and from one another")
  func after() throws {
    let found = try Recipe.prepared(
      by: Self.step([1, 2]), fittedOn: Self.rows, of: Self.later([70, 50], [7, 5]))
    #expect(same(found["v lag 1"], [50, 40]))
    #expect(same(found["v lag 2"], [40, 30]))
  }

  @Test("a row between training rows sees the earlier ones only")
  func between() throws {
    let found = try Recipe.prepared(
      by: Self.step(), fittedOn: Self.rows, of: Self.later([99, 98, 97], [2.5, 0.5, 3]))
    #expect(same(found["v lag 1"], [20, .nan, 99]))
  }

  @Test("a training row gets alone, and among others in any order, what it had in training")
  func anyBatch() throws {
    let values = (0..<50).map { Double(($0 * 29) % 50) }
    let rows = Table([
      Column("v", numbers: values), Column("hour", numbers: values.map { $0 / 3 }),
      Column("g", texts: (0..<50).map { $0 % 9 == 0 ? nil : "series \($0 % 4)" }),
      Column("y", numbers: values),
    ])
    let step = Self.step([1, 2, 5], group: "g", keepsOrder: false)
    let fit = try Recipe(target: "y", steps: [step]).fit(rows, random: RandomStream(seed: 0))
    #expect(fit.features.names == ["v", "v lag 1", "v lag 2", "v lag 5"])
    let batches = [Array(0..<50), Array((0..<50).reversed()), [17], [40, 3, 21]]
    for batch in batches {
      let found = try fit.recipe.features(of: rows.rows(batch))
      let wanted = fit.features.rows(batch)
      for (a, b) in zip(found.columns, wanted.columns) { #expect(same(a, b)) }
    }
  }

  @Test("groups are series of their own; rows without a time or a group are left out")
  func groups() throws {
    let rows = Table([
      Column("v", numbers: [1, 2, 3, 4, 5, 6]), Column("hour", numbers: [1, 1, 2, 2, .nan, 3]),
      Column("g", numbers: [1, 2, 1, 2, 1, .nan]), Column("y", numbers: [0, 0, 0, 0, 0, 0]),
    ])
    let found = try Recipe.prepared(by: Self.step(group: "g"), fittedOn: rows)
    #expect(same(found["v lag 1"], [.nan, .nan, 1, 2, .nan, .nan]))
  }

  @Test("two rows of a group at the same time are refused with their places")
  func ties() {
    let rows = Table([
      Column("v", numbers: [1, 2, 3]), Column("hour", numbers: [1, 2, 1]),
      Column("g", texts: ["a", "a", "a"]), Column("y", numbers: [0, 0, 0]),
    ])
    #expect(
      throws: LearningError.repeatedTime(column: "hour", group: "a", firstRow: 0, secondRow: 2)
    ) {
      try Recipe.prepared(by: Self.step(group: "g"), fittedOn: rows)
    }
    #expect(
      LearningError.repeatedTime(column: "hour", group: nil, firstRow: 0, secondRow: 2).description
        == "column 'hour' has the same value in rows 1 and 3, so neither comes before the other")
  }

  @Test("later training values of a fold never reach an earlier row")
  func noFuture() throws {
    // Each held-out row must see the value of the row just before it in time, whatever its fold.
    let rows = Table([
      Column("v", numbers: (0..<40).map(Double.init)),
      Column("hour", numbers: (0..<40).map(Double.init)),
      Column("y", numbers: (0..<40).map(Double.init)),
    ])
    let folds = Folds(rowCount: 40, count: 4, random: RandomStream(seed: 2))
    for fold in 0..<4 {
      let recipe = try Recipe(target: "y", steps: [Self.step()]).fitted(
        rows.rows(folds.trainingRows(fold)))
      let heldOut = folds.heldOutRows(fold)
      let found = try recipe.features(of: rows.rows(heldOut)).columns[2]
      #expect(same(found, heldOut.map { $0 == 0 ? .nan : Double($0 - 1) }))
    }
  }
}
