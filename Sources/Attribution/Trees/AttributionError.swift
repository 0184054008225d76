/// Why values cannot be given.
package enum AttributionError: Error, Hashable, Sendable {
  /// Players were made for other features than the model's.
  case featureCount(needed: Int, found: Int)
  /// A tree's nodes do not stand in order, or name what is not there.
  case damagedTree(place: Int)
  /// A way to a leaf has more players than sets of players can be counted for.
  case longWay(players: Int, limit: Int)
  /// There is no background row, or its weights are none.
  case noBackground
}

extension AttributionError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .featureCount(let needed, let found):
      "the model reads \(needed) features, and players were made for \(found)"
    case .damagedTree(let place):
      "tree \(place + 1) is damaged: its nodes do not stand in order, or a leaf is no number"
    case .longWay(let players, let limit):
      "a way to a leaf meets \(players) columns; values against background rows count sets of at "
        + "most \(limit); use the path-dependent method, or sampling"
    case .noBackground:
      "there is no background row with a weight; give at least one"
    }
  }
}
