import Learning
import Tables
import Testing

@Suite("Ordinal coding")
struct OrdinalTests {
  private static let rows = Table([
    Column("t", texts: ["mid", "low", nil, "top", "low"]),
    Column("y", numbers: [1, 2, 3, 4, 5]),
  ])

  private static func coded(
    _ levels: [String]?, _ texts: [String?], _ unseen: Ordinal.Unseen = .missing
  ) throws -> [Double]? {
    let step = Ordinal(columns: .names(["t"]), levels: levels, unseen: unseen)
    return try Recipe.prepared(
      by: .ordinal(step), fittedOn: rows, of: Table([Column("t", texts: texts)]))["t"]
  }

  @Test("levels have their place in the order given, or by their text")
  func places() throws {
    let texts = ["low", "mid", "top", nil]
    #expect(same(try Self.coded(["low", "mid", "top"], texts), [0, 1, 2, .nan]))
    #expect(same(try Self.coded(["top", "mid", "low"], texts), [2, 1, 0, .nan]))
    #expect(same(try Self.coded(nil, ["top", "mid", "low", nil]), [2, 1, 0, .nan]))
  }

  @Test("a level without a place is missing, or refused with its row")
  func unseen() throws {
    #expect(same(try Self.coded(nil, ["new", "low"]), [.nan, 0]))
    #expect(
      throws: LearningError.unknownLevel(
        column: "t", level: "new", row: 1, known: ["low", "mid", "top"])
    ) {
      try Self.coded(nil, ["low", "new"], .error)
    }
    // A listed order that forgets a level of the training rows is refused when it is fitted.
    #expect(
      throws: LearningError.unknownLevel(column: "t", level: "mid", row: 0, known: ["low", "top"])
    ) {
      try Self.coded(["low", "top"], ["low"], .error)
    }
  }

  @Test("texts that Unicode alone holds to be the same have places of their own")
  func exactTexts() throws {
    let (one, two) = ("\u{E9}", "e\u{301}")
    let rows = Table([
      Column("t", texts: [one, two, one]), Column("y", numbers: [1, 2, 3]),
    ])
    let step = Ordinal(columns: .group(.text), levels: nil, unseen: .error)
    let coded = try Recipe.prepared(by: .ordinal(step), fittedOn: rows)["t"]
    #expect(same(coded, [1, 0, 1]))
  }
}
