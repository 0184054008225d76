package import Learning

/// How boosted trees are grown.
package struct TreeSettings: Codable, Hashable, Sendable {
  /// The number of trees, at least 1.
  package var rounds: Int
  /// The share of each tree's step that is taken, above 0 and at most 1.
  package var learningRate: Double
  /// The greatest number of splits between the root and a leaf, in 0...24.
  package var depth: Int
  /// What is added to a leaf's weight before its gradient is divided by it, at least 0.
  package var l2: Double
  /// The gain that a split must exceed, at least 0, in squared units of the target.
  package var minimumGain: Double
  /// The least weight (without row weights: rows) on each side of a split, at least 0.
  package var minimumChildWeight: Double
  /// The most bins of a feature, in 2...4096; missing values have a bin of their own.
  package var bins: Int
  /// How the cuts between bins are found.
  package var cuts: CutMethod

  package init(
    rounds: Int, learningRate: Double, depth: Int, l2: Double, minimumGain: Double,
    minimumChildWeight: Double, bins: Int, cuts: CutMethod = .ranks
  ) {
    self.rounds = rounds
    self.learningRate = learningRate
    self.depth = depth
    self.l2 = l2
    self.minimumGain = minimumGain
    self.minimumChildWeight = minimumChildWeight
    self.bins = bins
    self.cuts = cuts
  }

  /// The named sets of settings; `xgboost` has that program's defaults.
  package static let presets: [(name: String, settings: TreeSettings)] = [
    (
      "xgboost",
      TreeSettings(
        rounds: 100, learningRate: 0.3, depth: 6, l2: 1, minimumGain: 0, minimumChildWeight: 1,
        bins: 256, cuts: .sketch)
    )
  ]

  /// The ranges that are allowed, where a person may read them.
  package static let depthRange = 0...24
  package static let binsRange = 2...4096

  /// Throws for the first setting out of its range.
  package func check() throws(LearningError) {
    func require(
      _ holds: Bool, _ name: String, _ value: String, _ allowed: String
    ) throws(LearningError) {
      if !holds { throw .settingOutOfRange(name: name, value: value, allowed: allowed) }
    }
    try require(rounds >= 1, "rounds", "\(rounds)", "at least 1")
    try require(
      learningRate > 0 && learningRate <= 1, "learning-rate", "\(learningRate)",
      "above 0 and at most 1")
    try require(Self.depthRange.contains(depth), "depth", "\(depth)", "from 0 to 24")
    try require(l2 >= 0 && l2.isFinite, "l2", "\(l2)", "at least 0")
    try require(
      minimumGain >= 0 && minimumGain.isFinite, "minimum-gain", "\(minimumGain)", "at least 0")
    try require(
      minimumChildWeight >= 0 && minimumChildWeight.isFinite, "minimum-child-weight",
      "\(minimumChildWeight)", "at least 0")
    try require(Self.binsRange.contains(bins), "bins", "\(bins)", "from 2 to 4096")
  }
}
