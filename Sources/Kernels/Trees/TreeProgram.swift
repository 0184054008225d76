import CVectors

/// A tree as a list of steps, depth first, that runs over many rows side by side.
///
/// The steps multiply and add numbers that are made elsewhere; what is checked here is that every
/// step stays within its memory. Working memory is made by each run, so runs may go side by side.
package struct TreeProgram: Sendable {
  /// How a split parts rows.
  package struct Split: Sendable {
    /// A threshold, or a set of levels among the sets of the program.
    package enum Rule: Sendable {
      case threshold(Double)
      case levels([UInt64], membersGoLeft: Bool)
    }

    package let feature: Int
    package let player: Int
    package let rule: Rule
    package let missingGoesLeft: Bool
    /// The number of splits above.
    package let depth: Int
    /// The number of splits down to the last one above of the same player, with it; 0 for none.
    package let earlier: Int
    /// Where its sums go: 2 times the depth, and 1 more for what stands on the right of a split.
    package let side: Int

    package init(
      feature: Int, player: Int, rule: Rule, missingGoesLeft: Bool, depth: Int, earlier: Int,
      side: Int
    ) {
      self.side = side
      self.feature = feature
      self.player = player
      self.rule = rule
      self.missingGoesLeft = missingGoesLeft
      self.depth = depth
      self.earlier = earlier
    }
  }

  /// A feature of the line of a leaf.
  package struct Slope: Sendable {
    package let feature: Int
    package let player: Int
    package let depth: Int
    package let earlier: Int
    /// The place of the player among those of the leaf; only interactions ask for it.
    package let place: Int
    /// That of the leaf.
    package let side: Int

    package init(
      feature: Int, player: Int, depth: Int, earlier: Int, place: Int, side: Int
    ) {
      self.side = side
      self.feature = feature
      self.player = player
      self.depth = depth
      self.earlier = earlier
      self.place = place
    }
  }

  /// A player on the way to a leaf, and how many splits there are down to its last one.
  package struct WayPlayer: Sendable {
    package let player: Int
    package let depth: Int
    /// For each node the share of rows that follow, and of those that do not.
    package let shares: [Double]

    package init(player: Int, depth: Int, shares: [Double]) {
      self.player = player
      self.depth = depth
      self.shares = shares
    }
  }

  /// How many rows run side by side; row counts are multiples of it.
  package static let lanes = CV_TREE_LANES

  package let nodeCount: Int
  package let featureCount: Int
  package let playerCount: Int
  private(set) var depthMax = 0
  private(set) var steps: [cv_tree_step] = []
  private(set) var numbers: [Double] = []
  private(set) var sets: [UInt64] = []
  private(set) var way: [cv_tree_player] = []
  /// The steps that go down to each depth of the way.
  private var edges: [Int] = []
  /// The players of the last leaf.
  private var leafPlayers = 0

  /// Begins a program for so many nodes of quadrature, at least one.
  package init(nodeCount: Int, featureCount: Int, playerCount: Int) {
    precondition(nodeCount > 0, "there is a node")
    self.nodeCount = nodeCount
    self.featureCount = featureCount
    self.playerCount = playerCount
  }

  /// Makes room for the steps and numbers of so many splits.
  package mutating func reserve(splits: Int) {
    steps.reserveCapacity(3 * splits + 1)
    numbers.reserveCapacity(10 * nodeCount * splits + nodeCount)
  }

  /// Adds a split that is entered; three factors a node for the way left.
  package mutating func enter(_ split: Split, _ fill: (inout [Double]) -> Void) {
    append(step(CV_TREE_ENTER, split), count: 3, fill)
    keepEdge(split.depth)
  }

  /// Adds the turn from left to right: three factors a node for the way right.
  package mutating func turn(_ split: Split, _ fill: (inout [Double]) -> Void) {
    append(step(CV_TREE_TURN, split), count: 3, fill)
    keepEdge(split.depth)
  }

  /// Adds the end of a split: four shares a node.
  package mutating func leave(_ split: Split, _ fill: (inout [Double]) -> Void) {
    append(step(CV_TREE_LEAVE, split), count: 4, fill)
  }

  /// Adds a split of two leaves: five numbers a node.
  package mutating func pair(_ split: Split, _ fill: (inout [Double]) -> Void) {
    append(step(CV_TREE_PAIR, split), count: 5, fill)
  }

  /// Adds a split of two pairs: all that entering, turning and leaving have, then five a node each.
  package mutating func quad(
    _ split: Split, _ fill: (inout [Double]) -> Void,
    left: Split, _ fillLeft: (inout [Double]) -> Void,
    right: Split, _ fillRight: (inout [Double]) -> Void
  ) {
    precondition(
      left.depth == split.depth + 1 && right.depth == split.depth + 1, "pairs stand below")
    append(step(CV_TREE_QUAD, split), count: 10, fill)
    append(step(CV_TREE_PAIR, left), count: 5, fillLeft)
    append(step(CV_TREE_PAIR, right), count: 5, fillRight)
  }

  /// Adds a leaf with a value a node, and the players on its way where interactions are wanted.
  package mutating func leaf(
    depth: Int, side: Int, players: [WayPlayer] = [], _ fill: (inout [Double]) -> Void
  ) {
    var step = cv_tree_step()
    step.kind = Int32(CV_TREE_LEAF)
    step.depth = Int32(depth)
    step.side = Int32(side)
    step.set = Int64(way.count)
    step.set_count = Int32(players.count)
    append(step, count: 1, fill)
    precondition(players.count <= playerCount, "a player is on a way once")
    leafPlayers = players.count
    for player in players {
      precondition(player.shares.count == 2 * nodeCount, "there are two shares a node")
      precondition(0..<playerCount ~= player.player, "the player is there")
      precondition(0...depth ~= player.depth, "the way is no longer than to the leaf")
      keepWay(player.depth)
      way.append(
        cv_tree_player(
          player: Int32(player.player), depth: Int32(player.depth), numbers: Int64(numbers.count)))
      numbers += player.shares
    }
  }

  /// Adds a feature without which rows do not have the line of the last leaf.
  package mutating func requireKnown(_ slope: Slope) {
    append(step(CV_TREE_KNOWN, slope), count: 0) { _ in }
  }

  /// Adds a slope to the last leaf: slope, mean, low and high, then two numbers a node.
  package mutating func slope(
    _ slope: Slope, _ line: SIMD4<Double>, _ fill: (inout [Double]) -> Void
  ) {
    precondition(slope.place >= 0 && slope.place <= max(0, leafPlayers - 1), "the player is there")
    var step = step(CV_TREE_SLOPE, slope)
    step.set = Int64(slope.place)
    append(step, count: 2, more: 4) { numbers in
      for place in 0..<4 { numbers.append(line[place]) }
      fill(&numbers)
    }
  }

  private func step(_ kind: Int, _ slope: Slope) -> cv_tree_step {
    var step = cv_tree_step()
    step.kind = Int32(kind)
    step.feature = Int32(slope.feature)
    step.player = Int32(slope.player)
    step.depth = Int32(slope.depth)
    step.earlier = Int32(slope.earlier)
    step.side = Int32(slope.side)
    return step
  }

  private mutating func step(_ kind: Int, _ split: Split) -> cv_tree_step {
    var step = cv_tree_step()
    step.kind = Int32(kind)
    step.feature = Int32(split.feature)
    step.player = Int32(split.player)
    step.depth = Int32(split.depth)
    step.earlier = Int32(split.earlier)
    step.side = Int32(split.side)
    step.set = Int64(sets.count)
    sets += split.write(to: &step)
    return step
  }

  private mutating func append(
    _ step: cv_tree_step, count: Int, more: Int = 0, _ fill: (inout [Double]) -> Void
  ) {
    precondition(0..<Int32(max(1, featureCount)) ~= step.feature, "the feature is there")
    precondition(0..<Int32(max(1, playerCount)) ~= step.player, "the player is there")
    precondition(0...step.depth ~= step.earlier, "an earlier split stands above")
    precondition(step.side / 2 == step.depth && step.side & 1 <= step.depth, "sums have a place")
    depthMax = max(depthMax, Int(step.depth) + 1)
    keepWay(Int(step.earlier))
    var step = step
    step.numbers = Int64(numbers.count)
    steps.append(step)
    fill(&numbers)
    precondition(
      numbers.count == Int(step.numbers) + count * nodeCount + more, "there are so many numbers")
  }

  /// Remembers the last step as the one that goes down from a depth.
  private mutating func keepEdge(_ depth: Int) {
    precondition(depth <= edges.count, "a way goes down step by step")
    edges.removeSubrange(depth...)
    edges.append(steps.count - 1)
  }

  /// Has the step that goes down to a depth keep who follows.
  private mutating func keepWay(_ depth: Int) {
    // The steps of a quad keep it for each other.
    guard depth > 0, depth <= edges.count else { return }
    steps[edges[depth - 1]].flags |= Int32(CV_TREE_KEEP)
  }
}

extension TreeProgram.Split {
  /// Writes the rule to a step, and gives the words of its set of levels.
  func write(to step: inout cv_tree_step) -> [UInt64] {
    if missingGoesLeft { step.flags |= Int32(CV_TREE_MISSING_LEFT) }
    switch rule {
    case .threshold(let threshold):
      step.threshold = threshold
      return []
    case .levels(let words, let membersGoLeft):
      step.flags |= Int32(CV_TREE_LEVELS)
      if !membersGoLeft { step.flags |= Int32(CV_TREE_MEMBERS_RIGHT) }
      step.set_count = Int32(words.count)
      return words
    }
  }
}
