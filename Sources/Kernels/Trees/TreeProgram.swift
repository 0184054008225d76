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

    package init(
      feature: Int, player: Int, rule: Rule, missingGoesLeft: Bool, depth: Int, earlier: Int
    ) {
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

    package init(feature: Int, player: Int, depth: Int, earlier: Int, place: Int) {
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
  /// The players of the last leaf.
  private var leafPlayers = 0

  /// Begins a program for so many nodes of quadrature, at least one.
  package init(nodeCount: Int, featureCount: Int, playerCount: Int) {
    precondition(nodeCount > 0, "there is a node")
    self.nodeCount = nodeCount
    self.featureCount = featureCount
    self.playerCount = playerCount
  }

  /// Adds a split that is entered; three factors a node for the way left.
  package mutating func enter(_ split: Split, factors: [Double]) {
    precondition(factors.count == 3 * nodeCount, "there are three factors a node")
    append(step(CV_TREE_ENTER, split), factors)
  }

  /// Adds the turn from left to right: two shares a node unless none are wanted, three factors a node.
  package mutating func turn(_ split: Split, shares: [Double], factors: [Double]) {
    precondition(shares.isEmpty || shares.count == 2 * nodeCount, "there are two shares a node")
    precondition(factors.count == 3 * nodeCount, "there are three factors a node")
    append(step(CV_TREE_RIGHT, split), shares + factors)
  }

  /// Adds the end of a split: two shares a node.
  package mutating func leave(_ split: Split, shares: [Double]) {
    precondition(shares.count == 2 * nodeCount, "there are two shares a node")
    append(step(CV_TREE_EXIT, split), shares)
  }

  /// Adds a split of two leaves: five numbers a node.
  package mutating func pair(_ split: Split, _ numbers: [Double]) {
    precondition(numbers.count == 5 * nodeCount, "there are five numbers a node")
    append(step(CV_TREE_PAIR, split), numbers)
  }

  /// Adds a leaf with a value a node, and the players on its way where interactions are wanted.
  package mutating func leaf(depth: Int, values: [Double], players: [WayPlayer] = []) {
    precondition(values.count == nodeCount, "there is a value a node")
    var step = cv_tree_step()
    step.kind = Int32(CV_TREE_LEAF)
    step.depth = Int32(depth)
    step.set = Int64(way.count)
    step.set_count = Int64(players.count)
    append(step, values)
    precondition(players.count <= playerCount, "a player is on a way once")
    leafPlayers = players.count
    for player in players {
      precondition(player.shares.count == 2 * nodeCount, "there are two shares a node")
      precondition(0..<playerCount ~= player.player, "the player is there")
      precondition(0...depthMax ~= player.depth, "the way is no longer than the tree")
      way.append(
        cv_tree_player(
          player: Int32(player.player), depth: Int32(player.depth), numbers: Int64(numbers.count)))
      numbers += player.shares
    }
  }

  /// Adds a feature without which rows do not have the line of the last leaf.
  package mutating func requireKnown(_ slope: Slope) {
    append(step(CV_TREE_KNOWN, slope), [])
  }

  /// Adds a slope to the last leaf: slope, mean, low and high, then two numbers a node.
  package mutating func slope(_ slope: Slope, _ line: SIMD4<Double>, _ numbers: [Double]) {
    precondition(numbers.count == 2 * nodeCount, "there are two numbers a node")
    precondition(slope.place >= 0 && slope.place <= max(0, leafPlayers - 1), "the player is there")
    var step = step(CV_TREE_SLOPE, slope)
    step.set = Int64(slope.place)
    append(step, [line[0], line[1], line[2], line[3]] + numbers)
  }

  private func step(_ kind: Int, _ slope: Slope) -> cv_tree_step {
    var step = cv_tree_step()
    step.kind = Int32(kind)
    step.feature = Int32(slope.feature)
    step.player = Int32(slope.player)
    step.depth = Int32(slope.depth)
    step.earlier = Int32(slope.earlier)
    return step
  }

  private mutating func step(
    _ kind: Int, _ split: Split
  ) -> cv_tree_step {
    var step = cv_tree_step()
    step.kind = Int32(kind)
    step.feature = Int32(split.feature)
    step.player = Int32(split.player)
    step.depth = Int32(split.depth)
    step.earlier = Int32(split.earlier)
    if split.missingGoesLeft { step.flags |= Int32(CV_TREE_MISSING_LEFT) }
    switch split.rule {
    case .threshold(let threshold): step.threshold = threshold
    case .levels(let words, let membersGoLeft):
      step.flags |= Int32(CV_TREE_LEVELS)
      if !membersGoLeft { step.flags |= Int32(CV_TREE_MEMBERS_RIGHT) }
      step.set = Int64(sets.count)
      step.set_count = Int64(words.count)
      sets += words
    }
    return step
  }

  private mutating func append(_ step: cv_tree_step, _ more: [Double]) {
    precondition(0..<Int32(max(1, featureCount)) ~= step.feature, "the feature is there")
    precondition(0..<Int32(max(1, playerCount)) ~= step.player, "the player is there")
    precondition(0...step.depth ~= step.earlier, "an earlier split stands above")
    depthMax = max(depthMax, Int(step.depth) + 1)
    var step = step
    step.numbers = Int64(numbers.count)
    steps.append(step)
    numbers += more
  }
}
