import Foundation
import Learning
import Tables
import Testing

@Suite("Logarithms")
struct LogarithmTests {
  private static func logarithms(_ numbers: [Double], offset: Double) throws -> [Double]? {
    let rows = Table([
      Column("a", numbers: numbers), Column("y", numbers: numbers.map { _ in 0 }),
    ])
    let step = Logarithm(columns: .names(["a"]), offset: offset)
    return try Recipe.prepared(by: .log(step), fittedOn: rows)["a"]
  }

  @Test("the offset is added first; small numbers keep their digits; missing stays missing")
  func values() throws {
    let plain = try Self.logarithms([1, 2, .nan, .infinity], offset: 0)
    #expect(same(plain, [0, log(2), .nan, .infinity]))
    #expect(same(try Self.logarithms([0, 1e-20], offset: 1), [0, 1e-20]))
    #expect(same(try Self.logarithms([-4], offset: 5), [0]))
  }

  @Test("a number without a logarithm is refused with its row")
  func domain() {
    let error = LearningError.outOfDomain(column: "a", row: 1, value: -1, offset: 1)
    #expect(throws: error) { try Self.logarithms([3, -1], offset: 1) }
    #expect(
      error.description
        == "column 'a' is -1.0 in row 2; with `offset: 1.0` a logarithm needs values above -1.0")
    #expect(throws: LearningError.outOfDomain(column: "a", row: 0, value: 0, offset: 0)) {
      try Self.logarithms([0], offset: 0)
    }
  }
}
