import Learning
import Tables
import Testing

@Suite("Columns from two columns")
struct RatioTests {
  private static let rows = Table([
    Column("a", numbers: [6, 6, 0, .nan, -6]), Column("b", numbers: [3, 0, 0, 2, 4]),
    Column("y", numbers: [1, 2, 3, 4, 5]),
  ])

  @Test("a ratio is missing where it divides by zero or lacks a number")
  func ratio() throws {
    let step = Ratio(numerator: "a", denominator: "b", result: nil)
    let found = try Recipe.prepared(by: .ratio(step), fittedOn: Self.rows)
    #expect(found.keys.sorted() == ["a", "a / b", "b"])
    #expect(same(found["a / b"], [2, .nan, .nan, .nan, -1.5]))
  }

  @Test("a product takes two or more columns, and one twice")
  func product() throws {
    let step = Product(factors: ["a", "b"], result: "area")
    let found = try Recipe.prepared(by: .product(step), fittedOn: Self.rows)["area"]
    #expect(same(found, [18, 0, 0, .nan, -24]))
    let square = Product(factors: ["b", "b"], result: nil)
    let squares = try Recipe.prepared(by: .product(square), fittedOn: Self.rows)["b * b"]
    #expect(same(squares, [9, 0, 0, 4, 16]))
  }

  @Test("a name that is taken is refused")
  func names() {
    #expect(throws: LearningError.duplicateColumn(name: "b")) {
      let step = Ratio(numerator: "a", denominator: "b", result: "b")
      _ = try Recipe.prepared(by: .ratio(step), fittedOn: Self.rows)
    }
  }
}
