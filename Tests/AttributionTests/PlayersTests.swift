import Attribution
import Kernels
import Learning
import Tables
import Testing

/// Which features belong to which column.
@Suite struct PlayersTests {
  private let rows = Table([
    Column("size", numbers: [1, 2, 3, 4]),
    Column("kind", texts: ["a", "b", "a", "c"]),
    Column("width", numbers: [2, 3, 5, 7]),
    Column("y", numbers: [1, 2, 3, 4]),
  ])

  private func players(_ steps: [RecipeStep]) throws -> Players {
    let fit = try Recipe(target: "y", steps: steps).fit(rows, random: RandomStream(seed: 1))
    return Players(of: fit.recipe, featureNames: fit.features.names)
  }

  @Test("Indicators of one column's levels are one player, at the column's place")
  func indicators() throws {
    let players = try players([.oneHot(OneHot(columns: .names(["kind"]), unseen: .zeros))])
    #expect(players.names == ["size", "kind", "width"])
    #expect(players.all.map(\.features) == [[0], [1, 2, 3], [4]])
    #expect(players.ofFeature == [0, 1, 1, 1, 2])
  }

  @Test("A square belongs to its column, a product of two columns to itself")
  func products() throws {
    let players = try players([
      .oneHot(OneHot(columns: .names(["kind"]), unseen: .zeros)),
      .product(Product(factors: ["size", "size"], result: "square")),
      .product(Product(factors: ["size", "width"], result: "area")),
    ])
    #expect(players.names == ["size", "kind", "width", "area"])
    #expect(players.all.map(\.features) == [[0, 5], [1, 2, 3], [4], [6]])
    #expect(players.all.map(\.column) == ["size", "kind", "width", nil])
  }
}
