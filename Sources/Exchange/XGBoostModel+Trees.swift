package import Learning
import Trees

extension XGBoostModel {
  /// Takes the trees of a predictor, with names for their features.
  ///
  /// Features of levels have the count of these; where it is not known it is taken from the splits.
  /// Throws where XGBoost has no place for what was learned, or would predict otherwise.
  package init(
    _ predictor: any Predictor, featureNames: [String], levelCounts: [Int?]? = nil
  ) throws(ExchangeError) {
    try self.init(
      try MarginTrees(predictor), featureNames: featureNames,
      levelCounts: levelCounts ?? featureNames.map { _ in nil })
  }

  /// Takes trees that go round the margins, and the margins before them.
  ///
  /// XGBoost adds up floats in the order of the file. So the rounds stand from the last to the
  /// first: what comes late in boosting is small, and small numbers keep their digits when they are
  /// added first (Higham: The accuracy of floating point summation, 1993). The starts are in the
  /// leaves of the trees that boosting made first, and `base_score` says a margin of 0. In the order
  /// of boosting 300 trees differ from sums of doubles by up to 2e-6, in this one by a tenth of it.
  private init(
    _ sums: MarginTrees, featureNames: [String], levelCounts: [Int?]
  ) throws(ExchangeError) {
    var rounds: [[XGBoostTree]] = []
    for (place, parts) in sums.rounds.enumerated() {
      var round: [XGBoostTree] = []
      for (index, part) in parts.enumerated() {
        round.append(
          try XGBoostTree(
            part.tree, times: part.share, plus: place == 0 ? sums.starts[index] : 0,
            featureNames: featureNames, levelCounts: levelCounts))
      }
      rounds.append(round)
    }
    if rounds.isEmpty {
      rounds = [sums.starts.map { XGBoostTree(nodes: [.leaf(Float($0), weight: 0)], sets: []) }]
    }
    self.init(
      objective: sums.objective, featureCount: featureNames.count, featureNames: featureNames,
      featureTypes: featureNames.map { _ in "float" }, classCount: sums.classCount,
      baseScores: [sums.objective.scoreOfZeroMargin], trees: rounds.reversed().flatMap { $0 },
      groups: rounds.flatMap { $0.indices.map { Int32($0) } },
      parallelCount: sums.isForest ? rounds.count : 1)
  }
}

extension XGBoostTree {
  /// Takes a tree whose leaves are constants, multiplies each and adds a number to it.
  ///
  /// Throws where a threshold or a leaf is beyond the floats.
  init(
    _ tree: Tree, times share: Double, plus rest: Double, featureNames: [String],
    levelCounts: [Int?]
  ) throws(ExchangeError) {
    var nodes: [Node] = []
    nodes.reserveCapacity(tree.nodes.count)
    var sets: [[Int32]] = []
    for node in tree.nodes {
      let weight = Self.float(node.weight)
      if node.isLeaf {
        let value = node.value * share + rest
        guard abs(value) <= Double(XGBoostTreeReader.leafMax) else {
          throw .greatLeaf(value: value)
        }
        nodes.append(.leaf(Float(value), weight: weight))
        continue
      }
      var split = Node(
        feature: node.feature, value: 0, right: node.right,
        missingGoesLeft: node.missingGoesLeft, weight: weight, gain: Self.float(node.gain))
      if node.isByLevel {
        split.set = Int32(sets.count)
        sets.append(
          Self.right(
            of: tree.levelSets[Int(node.value)], levelCount: levelCounts[Int(node.feature)]))
      } else {
        guard let condition = Self.condition(after: node.value) else {
          throw .beyondFloats(feature: featureNames[Int(node.feature)], threshold: node.value)
        }
        split.value = condition
      }
      nodes.append(split)
    }
    self.init(nodes: nodes, sets: sets)
  }

  /// Gives the levels that are not in the set of those that go left.
  ///
  /// XGBoost refuses a split without categories. Where all levels go left, and only what is missing
  /// goes right, the number after the last level stands there: no row has it.
  private static func right(of left: LevelSet, levelCount: Int?) -> [Int32] {
    let count = levelCount ?? left.places
    let right = (0..<count).filter { !left.contains(Double($0)) }.map { Int32($0) }
    return right.isEmpty ? [Int32(count)] : right
  }

  /// Rounds a number that only tells about the training; what is beyond the floats ends with them.
  private static func float(_ number: Double) -> Float {
    Float(min(number, Double(Float.greatestFiniteMagnitude)))
  }

  /// Gives the float that parts floats as the threshold parts the numbers they stand for.
  ///
  /// Numbers as near to each other as floats are fall together. Of those that fall together with the
  /// threshold the shortest one decides, such as 86.3 for a threshold in the middle of 86.2 and
  /// 86.4: tables have short numbers, and it may stand there.
  /// An infinite threshold parts known values from missing ones; the greatest float does so too.
  /// Nil where the threshold is finite and beyond the floats.
  package static func condition(after threshold: Double) -> Float? {
    let greatest = Float.greatestFiniteMagnitude
    guard !threshold.isInfinite else { return threshold > 0 ? greatest : -greatest }
    guard abs(threshold) < Double(greatest) else { return nil }
    let near = Float(threshold)
    let shortest = Double("\(near)") ?? Double(near)
    return shortest > threshold ? near : near.nextUp
  }
}
