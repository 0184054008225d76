import Learning
import Tables
import Testing

@Suite("Robust scaling")
struct RobustTests {
  private static func scaled(_ numbers: [Double]) throws -> [Double]? {
    let rows = Table([
      Column("a", numbers: numbers), Column("y", numbers: numbers.map { _ in 0 }),
    ])
    return try Recipe.prepared(by: .robust(Robust(columns: .names(["a"]))), fittedOn: rows)["a"]
  }

  @Test("the median becomes 0 and the quartiles are one apart; one wild value changes nothing")
  func scale() throws {
    #expect(same(try Self.scaled([1, 2, 3, 4, 5]), [-1, -0.5, 0, 0.5, 1]))
    #expect(same(try Self.scaled([1, 2, 3, 4, 1e9]), [-1, -0.5, 0, 0.5, (1e9 - 3) / 2]))
  }

  @Test("infinite and missing values stay, and equal quartiles only move the values")
  func specialValues() throws {
    #expect(
      same(
        try Self.scaled([1, 2, 3, 4, 5, .infinity, .nan]),
        [-1, -0.5, 0, 0.5, 1, .infinity, .nan]))
    #expect(same(try Self.scaled([7, 7, 7, 9]), [0, 0, 0, 4]))
    #expect(same(try Self.scaled([7, 7, 7, 7, 9]), [0, 0, 0, 0, 2]))
    #expect(throws: LearningError.emptyColumn(name: "a", purpose: "`robust`")) {
      try Self.scaled([.nan, .infinity])
    }
  }
}
