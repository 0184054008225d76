import Learning
import Tables
import Testing

@Suite("Bins")
struct BinningTests {
  private static func bins(
    _ edges: Binning.Edges, _ count: Int, training: [Double], _ numbers: [Double]
  ) throws -> [Double]? {
    let rows = Table([
      Column("a", numbers: training), Column("y", numbers: training.map { _ in 0 }),
    ])
    let step = Binning(columns: .names(["a"]), count: count, edges: edges)
    return try Recipe.prepared(
      by: .bins(step), fittedOn: rows, of: Table([Column("a", numbers: numbers)]))["a"]
  }

  @Test("edges belong to the upper bin, values outside to the ends, and missing stays missing")
  func width() throws {
    let found = try Self.bins(
      .width, 4, training: [0, 1, 8], [0, 1.9, 2, 4, 8, -5, 99, -.infinity, .infinity, .nan])
    #expect(same(found, [0, 0, 1, 2, 3, 0, 3, 0, 3, .nan]))
  }

  @Test("bins at quantiles have as many training rows each")
  func quantiles() throws {
    let training = (0..<12).map { Double($0 * $0) }
    let found = try Self.bins(.quantiles, 4, training: training, training)
    #expect(same(found, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]))
  }

  @Test("quantiles that fall together are one edge, and a constant column has one bin")
  func ties() throws {
    let found = try Self.bins(.quantiles, 4, training: [0, 0, 0, 0, 0, 1, 2], [0, 1, 2])
    #expect(same(found, [0, 1, 1]))
    for edges in Binning.Edges.allCases {
      #expect(same(try Self.bins(edges, 5, training: [3, 3, 3], [2, 3, 4]), [0, 0, 0]))
    }
    // Widths that divide evenly have whole edges, and a whole number is in the bin it begins.
    let whole = try Self.bins(.width, 7, training: [1, 8], [2, 3, 4, 5, 6, 7, 8])
    #expect(same(whole, [1, 2, 3, 4, 5, 6, 6]))
    let ends = try Self.bins(
      .width, 2, training: [-.greatestFiniteMagnitude, .greatestFiniteMagnitude], [-1, 1])
    #expect(same(ends, [0, 1]))
  }
}
