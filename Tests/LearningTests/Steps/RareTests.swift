import Learning
import Tables
import Testing

@Suite("Rare levels")
struct RareTests {
  private static func matrix(_ texts: [String?], rowsMin: Int) throws -> FeatureMatrix {
    let rows = Table([
      Column("t", texts: ["a", "a", "a", "b", "b", "c", nil]),
      Column("y", numbers: [1, 2, 3, 4, 5, 6, 7]),
    ])
    let recipe = Recipe(
      target: "y",
      steps: [
        .rare(Rare(columns: .names(["t"]), rowsMin: rowsMin, other: "rest")),
        .oneHot(OneHot(columns: .names(["t"]), unseen: .error)),
      ])
    return try recipe.fitted(rows).features(of: Table([Column("t", texts: texts)]))
  }

  @Test("levels with fewer rows are one level, later ones join it, and missing stays missing")
  func together() throws {
    let matrix = try Self.matrix(["a", "b", "c", "new", nil], rowsMin: 3)
    #expect(matrix.names == ["t=a", "t=rest"])
    #expect(matrix.columns == [[1, 0, 0, 0, 0], [0, 1, 1, 1, 0]])
  }

  @Test("a level with just enough rows stands alone")
  func limit() throws {
    #expect(try Self.matrix(["a"], rowsMin: 2).names == ["t=a", "t=b", "t=rest"])
    #expect(try Self.matrix(["a"], rowsMin: 1).names == ["t=a", "t=b", "t=c"])
  }
}
