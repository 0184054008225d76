import Learning

/// What the trees of a forest make small where values are predicted.
package enum ForestLoss: String, Codable, Hashable, Sendable, CaseIterable {
  case squared
  case absolute
}

/// How the trees of a forest are grown.
package struct ForestSettings: Codable, Hashable, Sendable {
  /// The number of trees, at least 1.
  package var trees = 100
  package var loss = ForestLoss.squared
  /// The greatest number of splits between the root and a leaf, in 0...64.
  package var depth = 64
  /// The least number of different rows on each side of a split, at least 1.
  package var rowsPerLeaf = 1
  /// The share of columns that each split looks at, above 0 and at most 1.
  package var columnShare = 1.0

  package init() {}

  /// Throws for the first setting out of its range.
  func check() throws(LearningError) {
    func require(
      _ holds: Bool, _ name: String, _ value: String, _ allowed: String
    ) throws(LearningError) {
      if !holds { throw .settingOutOfRange(name: name, value: value, allowed: allowed) }
    }
    try require(trees >= 1, "trees", "\(trees)", "at least 1")
    try require(
      TreeSettings.depthRange.contains(depth), "depth", "\(depth)", "from 0 to 64")
    try require(rowsPerLeaf >= 1, "rows-per-leaf", "\(rowsPerLeaf)", "at least 1")
    try require(
      columnShare > 0 && columnShare <= 1, "column-share", "\(columnShare)",
      "above 0 and at most 1")
  }
}
