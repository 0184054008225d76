import Learning
import Tables
import Testing

@Suite("Values unlike all training rows")
struct StrangeValuesTests {
  private static let schema = FeatureSchema(
    of: Table([
      Column("area", numbers: [20, 60, 120, .nan]),
      Column("city", texts: ["Bern", "Chur", nil, "Bern"]),
      Column("always", numbers: [3, 3, 3, 3]),
      Column("day", dates: DateValues([0, 86_400, 864_000, .nan], precision: .day)),
    ]))

  /// What is told of a column.
  private struct Told: Equatable {
    let sort: StrangeValues.Sort
    let count: Int
    let row: Int

    init(_ sort: StrangeValues.Sort, _ count: Int, _ row: Int) {
      (self.sort, self.count, self.row) = (sort, count, row)
    }
  }

  private static func found(_ column: Column) -> [StrangeValues] {
    schema.strangeValues(of: Table([column]))
  }

  @Test("are numbers beyond the range by more than a tenth of it, the farthest named")
  func numbers() {
    let near = Column("area", numbers: [10, 130, .nan, 50])
    #expect(Self.found(near).isEmpty)
    let far = Column("area", numbers: [50, 131, -400, 9])
    #expect(
      Self.found(far).map { Told($0.sort, $0.count, $0.row) }
        == [Told(.numbers(low: 20, high: 120), 3, 2)])
  }

  @Test("are infinite numbers, and any other number where there was only one")
  func edges() {
    let endless = Column("area", numbers: [50, .infinity])
    #expect(Self.found(endless).map(\.row) == [1])
    #expect(Self.found(Column("always", numbers: [3, 3.5])).map(\.row) == [1])
    #expect(Self.found(Column("always", numbers: [3, .nan])).isEmpty)
  }

  @Test("are texts that no training row had; a missing text is not one")
  func texts() {
    let column = Column("city", texts: ["Bern", nil, "Genf", "Genf"])
    #expect(
      Self.found(column).map { Told($0.sort, $0.count, $0.row) }
        == [Told(.texts(knownCount: 2), 2, 2)])
  }

  @Test("are moments far before or after")
  func dates() {
    let column = Column("day", dates: DateValues([86_400, 8_640_000], precision: .day))
    #expect(
      Self.found(column).map { Told($0.sort, $0.count, $0.row) }
        == [Told(.dates(first: 0, last: 864_000), 1, 1)])
  }

  @Test("are not looked for in columns of another kind or that are not there")
  func others() {
    #expect(Self.found(Column("area", texts: ["wide"])).isEmpty)
    #expect(Self.found(Column("height", numbers: [1e9])).isEmpty)
  }
}
