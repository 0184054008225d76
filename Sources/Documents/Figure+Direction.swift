extension Figure {
  /// Where the arrows of a graph lead.
  package enum Direction: String, Hashable, Sendable, Codable, CaseIterable {
    case down
    case right
  }
}
