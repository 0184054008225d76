import Learning

/// What boosted trees make small where values are predicted.
package enum TreeLoss: String, Codable, Hashable, Sendable, CaseIterable {
  case squared
  case absolute
  case huber
  case quantile
  case poisson
}

/// Which node of a tree is divided next.
package enum TreeGrowth: String, Codable, Hashable, Sendable, CaseIterable {
  /// Every node, down to the greatest depth.
  case depthWise = "depth-wise"
  /// The one with the greatest gain, up to so many leaves.
  case leafWise = "leaf-wise"
}

/// What a leaf predicts.
package enum TreeLeaves: String, Codable, Hashable, Sendable, CaseIterable {
  case constant
  /// A constant and a slope for each column of quantities on the way to the leaf.
  case linear
}

/// The way a prediction may go when a feature goes up and nothing else changes.
package enum TreeDirection: String, Codable, Hashable, Sendable, CaseIterable {
  case increasing
  case decreasing
}

/// What trees can be told besides the first settings; at its standards it changes nothing.
package struct TreeOptions: Codable, Hashable, Sendable {
  package var loss = TreeLoss.squared
  /// The share of rows that shall lie below a prediction, above 0 and below 1.
  package var quantile = 0.5
  /// The distance, in units of the target, at which Huber's loss gets straight.
  package var huber = 1.0
  package var growth = TreeGrowth.depthWise
  /// The most leaves of a tree that grows leaf-wise, at least 1.
  package var leaves = 31
  /// The least number of rows on each side of a split, counted by their share of the node's weight.
  package var rowsPerLeaf = 1
  package var leafForm = TreeLeaves.constant
  /// Draws slopes in leaves to 0 as that many rows would, at least 0.
  package var slopesL2 = 1.0
  /// What is added to `l2` where more levels than can be tried in all ways are put in order.
  package var levelsL2 = 10.0
  /// The share of rows that each tree sees, above 0 and at most 1.
  package var rowShare = 1.0
  /// The share of columns that each tree sees, above 0 and at most 1.
  package var columnShare = 1.0
  /// The share of rows that is set aside to choose the number of rounds; 0 keeps all rounds.
  package var validation = 0.0
  /// How many rounds without a better one end the search for it.
  package var patience = 50
  /// Features and the ways their predictions may go, sorted by name.
  package var monotone: [Monotone] = []

  package init() {}

  /// A feature and the way its predictions may go.
  package struct Monotone: Codable, Hashable, Sendable {
    package let feature: String
    package let direction: TreeDirection

    package init(_ feature: String, _ direction: TreeDirection) {
      self.feature = feature
      self.direction = direction
    }
  }

  /// Whether two fits with different random numbers differ.
  package var usesRandomness: Bool { rowShare < 1 || columnShare < 1 || validation > 0 }

  /// Throws for the first option out of its range.
  func check() throws(LearningError) {
    func require(
      _ holds: Bool, _ name: String, _ value: String, _ allowed: String
    ) throws(LearningError) {
      if !holds { throw .settingOutOfRange(name: name, value: value, allowed: allowed) }
    }
    let share = "above 0 and at most 1"
    try require(
      quantile > 0 && quantile < 1, "quantile", "\(quantile)", "above 0 and below 1")
    try require(huber > 0 && huber.isFinite, "huber", "\(huber)", "above 0")
    try require(leaves >= 1, "leaves", "\(leaves)", "at least 1")
    try require(rowsPerLeaf >= 1, "rows-per-leaf", "\(rowsPerLeaf)", "at least 1")
    try require(slopesL2 >= 0 && slopesL2.isFinite, "slopes-l2", "\(slopesL2)", "at least 0")
    try require(levelsL2 >= 0 && levelsL2.isFinite, "levels-l2", "\(levelsL2)", "at least 0")
    try require(rowShare > 0 && rowShare <= 1, "row-share", "\(rowShare)", share)
    try require(columnShare > 0 && columnShare <= 1, "column-share", "\(columnShare)", share)
    try require(
      validation >= 0 && validation < 1, "early-stopping", "\(validation)", "at least 0 and below 1"
    )
    try require(patience >= 1, "patience", "\(patience)", "at least 1")
    try require(
      monotone.isEmpty || leafForm == .constant, "leaf", leafForm.rawValue,
      "constant where `monotone` is set")
  }
}
