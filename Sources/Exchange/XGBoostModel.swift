/// A boosted model as XGBoost's JSON has it: what is read from such a file and written to one.
package struct XGBoostModel: Sendable, Equatable {
  package let objective: XGBoostObjective
  package let featureCount: Int
  /// The names of the features, or none.
  package var featureNames: [String]
  /// The types of the features, `c` for categories; or none.
  package var featureTypes: [String]
  /// The labels of the categories of each feature, by number, where the file has them as texts.
  package var categories: [Int: [String]] = [:]
  /// How many classes there are, 1 for values.
  package let classCount: Int
  /// What is predicted before any tree, as the file says it: one number, or one a margin.
  package let baseScores: [Float]
  package var trees: [XGBoostTree]
  /// The margin that each tree adds to.
  package let groups: [Int32]
  /// How many trees a margin gets in a round.
  package let parallelCount: Int
  /// Names and texts that go along with the model.
  package var attributes: [String: String] = [:]

  /// How many margins a row has.
  package var marginCount: Int { objective.link == .classes ? classCount : 1 }

  /// The margins before any tree.
  var starts: [Float] {
    let scores =
      baseScores.count == marginCount
      ? baseScores : [Float](repeating: baseScores.first ?? 0, count: marginCount)
    return scores.map { objective.margin(ofBaseScore: $0) }
  }

  /// The features whose values are numbers of categories in some split.
  package var categoryFeatures: Set<Int> {
    var features: Set<Int> = []
    for node in trees.lazy.flatMap(\.nodes) where node.set >= 0 {
      features.insert(Int(node.feature))
    }
    return features
  }

  /// The features whose values are compared with a number in some split.
  var numberFeatures: Set<Int> {
    var features: Set<Int> = []
    for node in trees.lazy.flatMap(\.nodes) where !node.isLeaf && node.set < 0 {
      features.insert(Int(node.feature))
    }
    return features
  }

  /// Gives for each feature its place among the names given.
  ///
  /// A model with names takes its features by name, wherever they stand; one without by place.
  func places(among names: [String]) throws(ExchangeError) -> [Int] {
    guard !featureNames.isEmpty else {
      guard names.count == featureCount else {
        throw .featureCount(needed: featureCount, found: names.count)
      }
      return Array(names.indices)
    }
    let places = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    let missing = featureNames.filter { places[$0] == nil }
    guard missing.isEmpty else { throw .missingFeatures(names: missing, known: names) }
    return featureNames.compactMap { places[$0] }
  }

  /// Gives a predictor for rows that have features of these names, in this order.
  ///
  /// Throws where the model needs other features, or predicts another sort of target: the count of
  /// classes is that of the target, nil where it has values.
  package func predictor(
    featureNames names: [String], classCount count: Int?
  ) throws(ExchangeError) -> XGBoostPredictor {
    guard objective.predictsClasses == (count != nil) else {
      throw .wrongTask(objective: objective.name, needsClasses: objective.predictsClasses)
    }
    if let count, count != classCount { throw .classCount(needed: classCount, found: count) }
    let places = try places(among: names)
    let moved = trees.map { tree in
      var tree = tree
      for index in tree.nodes.indices where !tree.nodes[index].isLeaf {
        tree.nodes[index].feature = Int32(places[Int(tree.nodes[index].feature)])
      }
      return tree
    }
    return XGBoostPredictor(
      featureCount: names.count, objective: objective, classCount: classCount,
      baseScores: baseScores, trees: moved, groups: groups, parallelCount: parallelCount)
  }
}
