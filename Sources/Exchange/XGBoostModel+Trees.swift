package import Trees

extension XGBoostModel {
  /// Takes boosted trees of values, with names for their features.
  package init(_ predictor: TreesPredictor, featureNames: [String]) throws(ExchangeError) {
    try self.init(
      predictor.trees, starts: [predictor.base], objective: .squaredError, classCount: 1,
      featureNames: featureNames)
  }

  /// Takes boosted trees of classes, with names for their features.
  package init(_ predictor: TreesClassPredictor, featureNames: [String]) throws(ExchangeError) {
    try self.init(
      predictor.trees, starts: predictor.bases,
      objective: predictor.classCount == 2 ? .logistic : .softmax,
      classCount: predictor.classCount, featureNames: featureNames)
  }

  /// Takes trees with their options; throws where that program has nothing like them.
  package init(_ predictor: TreeSumPredictor, featureNames: [String]) throws(ExchangeError) {
    guard let objective = XGBoostObjective(of: predictor) else {
      throw .wrongFormat(
        format: ExchangeFormat.xgboostJSON.rawValue, learner: TreeSumPredictor.format, fitting: [])
    }
    let divisor = predictor.link == .mean ? Double(max(1, predictor.trees.count)) : 1
    try self.init(
      predictor.trees, starts: predictor.bases, divisor: divisor, objective: objective,
      classCount: objective.predictsClasses ? predictor.outputCount : 1,
      featureNames: featureNames)
  }

  /// Takes trees that go round the margins, and the margins before them.
  ///
  /// XGBoost adds up floats in the order of the file. So the rounds stand from the last to the
  /// first: what comes late in boosting is small, and small numbers keep their digits when they are
  /// added first (Higham: The accuracy of floating point summation, 1993). The starts are in the
  /// leaves of the trees that boosting made first, and `base_score` says a margin of 0. In the order
  /// of boosting 300 trees differ from sums of doubles by up to 2e-6, in this one by a tenth of it.
  private init(
    _ trees: [Tree], starts: [Double], divisor: Double = 1, objective: XGBoostObjective,
    classCount: Int, featureNames: [String]
  ) throws(ExchangeError) {
    var rounds: [[XGBoostTree]] = []
    for first in stride(from: 0, to: trees.count, by: starts.count) {
      var round: [XGBoostTree] = []
      for (index, tree) in trees[first..<first + starts.count].enumerated() {
        round.append(
          try XGBoostTree(
            tree, plus: first == 0 ? starts[index] : 0, divisor: divisor,
            featureNames: featureNames))
      }
      rounds.append(round)
    }
    if rounds.isEmpty {
      rounds = [starts.map { XGBoostTree(nodes: [.leaf(Float($0), weight: 0)], sets: []) }]
    }
    self.init(
      objective: objective, featureCount: featureNames.count, featureNames: featureNames,
      featureTypes: featureNames.map { _ in "float" }, classCount: classCount,
      baseScores: [objective.scoreOfZeroMargin], trees: rounds.reversed().flatMap { $0 },
      groups: rounds.flatMap { $0.indices.map { Int32($0) } }, parallelCount: 1)
  }
}

extension XGBoostObjective {
  /// Finds what trees with options predict, nil where the file would predict otherwise.
  ///
  /// Leaves with lines and shares that are means have no place in it.
  init?(of predictor: TreeSumPredictor) {
    guard predictor.trees.allSatisfy(\.lines.isEmpty) else { return nil }
    switch predictor.link {
    case .identity, .mean: self = .squaredError
    case .exponential: self = .poisson
    case .classes(let count): self = count == 2 ? .logistic : .softmax
    case .shares: return nil
    }
  }
}

extension XGBoostTree {
  /// Takes a tree whose leaves are constants, and adds a number to each leaf after dividing it.
  ///
  /// Values go left up to a threshold. Throws where a threshold is beyond the floats.
  init(
    _ tree: Tree, plus rest: Double, divisor: Double, featureNames: [String]
  ) throws(ExchangeError) {
    var nodes: [Node] = []
    var sets: [[Int32]] = []
    nodes.reserveCapacity(tree.nodes.count)
    for node in tree.nodes {
      let weight = Float(node.weight)
      if node.isLeaf {
        nodes.append(.leaf(Float(node.value / divisor + rest), weight: weight))
        continue
      }
      if node.isByLevel {
        // That program keeps the levels that go right.
        let left = tree.levelSets[Int(node.value)]
        sets.append((0..<Int32(left.places)).filter { !left.contains(Double($0)) })
        nodes.append(
          Node(
            feature: node.feature, value: 0, right: node.right,
            missingGoesLeft: node.missingGoesLeft, set: Int32(sets.count - 1), weight: weight,
            gain: Float(node.gain)))
        continue
      }
      guard let condition = Self.condition(after: node.value) else {
        throw .beyondFloats(feature: featureNames[Int(node.feature)], threshold: node.value)
      }
      nodes.append(
        Node(
          feature: node.feature, value: condition, right: node.right,
          missingGoesLeft: node.missingGoesLeft, weight: weight, gain: Float(node.gain)))
    }
    self.init(nodes: nodes, sets: sets)
  }

  /// Gives the least float above a threshold: a float is at most the threshold where it is below.
  ///
  /// An infinite threshold parts known values from missing ones; the greatest float does so too.
  /// Nil where the threshold is finite and beyond the floats.
  package static func condition(after threshold: Double) -> Float? {
    let greatest = Float.greatestFiniteMagnitude
    guard !threshold.isInfinite else { return threshold > 0 ? greatest : -greatest }
    guard abs(threshold) < Double(greatest) else { return nil }
    let near = Float(threshold)
    return Double(near) > threshold ? near : near.nextUp
  }
}
