package import Learning

/// How boosted trees are grown.
package struct TreeSettings: Codable, Hashable, Sendable {
  /// The number of trees, at least 1.
  package var rounds: Int
  /// The share of each tree's step that is taken, above 0 and at most 1.
  package var learningRate: Double
  /// The greatest number of splits between the root and a leaf, in 0...64.
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
  /// What joined later; it is stored only where it differs from its standards.
  package var options: TreeOptions

  package init(
    rounds: Int, learningRate: Double, depth: Int, l2: Double, minimumGain: Double,
    minimumChildWeight: Double, bins: Int, cuts: CutMethod = .ranks,
    options: TreeOptions = TreeOptions()
  ) {
    self.rounds = rounds
    self.learningRate = learningRate
    self.depth = depth
    self.l2 = l2
    self.minimumGain = minimumGain
    self.minimumChildWeight = minimumChildWeight
    self.bins = bins
    self.cuts = cuts
    self.options = options
  }

  private enum CodingKeys: String, CodingKey {
    case rounds
    case learningRate
    case depth
    case l2
    case minimumGain
    case minimumChildWeight
    case bins
    case cuts
    case options
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    rounds = try container.decode(Int.self, forKey: .rounds)
    learningRate = try container.decode(Double.self, forKey: .learningRate)
    depth = try container.decode(Int.self, forKey: .depth)
    l2 = try container.decode(Double.self, forKey: .l2)
    minimumGain = try container.decode(Double.self, forKey: .minimumGain)
    minimumChildWeight = try container.decode(Double.self, forKey: .minimumChildWeight)
    bins = try container.decode(Int.self, forKey: .bins)
    cuts = try container.decode(CutMethod.self, forKey: .cuts)
    options = try container.decodeIfPresent(TreeOptions.self, forKey: .options) ?? TreeOptions()
  }

  /// Writes the options only where they differ, so that earlier fits keep their keys.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rounds, forKey: .rounds)
    try container.encode(learningRate, forKey: .learningRate)
    try container.encode(depth, forKey: .depth)
    try container.encode(l2, forKey: .l2)
    try container.encode(minimumGain, forKey: .minimumGain)
    try container.encode(minimumChildWeight, forKey: .minimumChildWeight)
    try container.encode(bins, forKey: .bins)
    try container.encode(cuts, forKey: .cuts)
    if options != TreeOptions() { try container.encode(options, forKey: .options) }
  }

  /// The named sets of settings; each has the defaults of the program of that name.
  package static let presets: [(name: String, settings: TreeSettings)] = [
    (
      "xgboost",
      TreeSettings(
        rounds: 100, learningRate: 0.3, depth: 6, l2: 1, minimumGain: 0, minimumChildWeight: 1,
        bins: 256, cuts: .sketch)
    ),
    ("lightgbm", lightgbm),
  ]

  private static var lightgbm: TreeSettings {
    var options = TreeOptions()
    options.growth = .leafWise
    options.leaves = 31
    options.rowsPerLeaf = 20
    return TreeSettings(
      rounds: 100, learningRate: 0.1, depth: 64, l2: 0, minimumGain: 0, minimumChildWeight: 1e-3,
      bins: 255, options: options)
  }

  /// The ranges that are allowed, where a person may read them.
  package static let depthRange = 0...64
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
    try require(Self.depthRange.contains(depth), "depth", "\(depth)", "from 0 to 64")
    try require(l2 >= 0 && l2.isFinite, "l2", "\(l2)", "at least 0")
    try require(
      minimumGain >= 0 && minimumGain.isFinite, "minimum-gain", "\(minimumGain)", "at least 0")
    try require(
      minimumChildWeight >= 0 && minimumChildWeight.isFinite, "minimum-child-weight",
      "\(minimumChildWeight)", "at least 0")
    try require(Self.binsRange.contains(bins), "bins", "\(bins)", "from 2 to 4096")
    try options.check()
  }
}
