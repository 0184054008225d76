package import Digests
package import Learning

/// Trees that XGBoost made, or that were made like its own: they predict as that program does.
///
/// Rows become floats and margins are added up in floats, tree after tree, so that margins have the
/// bits of XGBoost's; only the way from margins to predictions is in doubles.
package struct XGBoostPredictor: FeatureRanking, Equatable {
  package static let format = "xgboost 1"
  package static let acceptsMissing = true

  /// Rows whose values are laid side by side at a time, so that they stay in the nearest cache.
  private static let blockRows = 64

  package let featureCount: Int
  package let objective: XGBoostObjective
  /// How many classes there are, 1 for values.
  package let classCount: Int
  package let baseScores: [Float]
  package let trees: [XGBoostTree]
  /// The margin that each tree adds to.
  package let groups: [Int32]
  package let parallelCount: Int

  package var outputCount: Int { objective.predictsClasses ? classCount : 1 }

  /// A comparison a level and an addition a tree, on the longest ways, and what margins need.
  package var operationsPerRow: Int {
    trees.reduce(0) { $0 + $1.depth + 1 } + (objective.link == .value ? 0 : 2 * outputCount)
  }

  /// A feature and a condition a split, and a value a leaf; and the starts.
  package var parameterCount: Int {
    trees.reduce(model(names: []).marginCount) {
      $0 + ($1.nodes.count / 2) * 2 + ($1.nodes.count + 1) / 2
    }
  }

  package var featureImportance: [Double] {
    var gains = [Double](repeating: 0, count: featureCount)
    for node in trees.lazy.flatMap(\.nodes) where !node.isLeaf {
      gains[Int(node.feature)] += Double(node.gain)
    }
    let total = gains.reduce(0, +)
    return total > 0 ? gains.map { $0 / total } : gains
  }

  /// Gives the model for a file, with names for the features.
  package func model(names: [String]) -> XGBoostModel {
    XGBoostModel(
      objective: objective, featureCount: featureCount, featureNames: names, featureTypes: [],
      classCount: classCount, baseScores: baseScores, trees: trees, groups: groups,
      parallelCount: parallelCount)
  }

  package func predictions(for features: FeatureMatrix) -> [Double] {
    let margins = margins(for: features).map { Double($0) }
    let count = margins.count / max(1, features.rowCount)
    var predictions: [Double] = []
    predictions.reserveCapacity(features.rowCount * outputCount)
    var row = [Double](repeating: 0, count: outputCount)
    for start in stride(from: 0, to: margins.count, by: max(1, count)) {
      objective.predictions(of: Array(margins[start..<start + count]), into: &row)
      predictions += row
    }
    return predictions
  }

  /// Gives the margins of each row, with the bits that XGBoost gives for `output_margin=True`.
  package func margins(for features: FeatureMatrix) -> [Float] {
    precondition(features.columns.count == featureCount, "the features are those of the model")
    let starts = model(names: []).starts
    var all: [Float] = []
    all.reserveCapacity(features.rowCount * starts.count)
    var values = [Float](repeating: 0, count: Self.blockRows * featureCount)
    var margins = [Float](repeating: 0, count: Self.blockRows * starts.count)
    for start in stride(from: 0, to: features.rowCount, by: Self.blockRows) {
      let count = min(Self.blockRows, features.rowCount - start)
      for (feature, column) in features.columns.enumerated() {
        for row in 0..<count { values[row * featureCount + feature] = Float(column[start + row]) }
      }
      for index in margins.indices { margins[index] = starts[index % starts.count] }
      for (tree, group) in zip(trees, groups) {
        for row in 0..<count {
          margins[row * starts.count + Int(group)] += tree.value(
            for: values, start: row * featureCount)
        }
      }
      all += margins[..<(count * starts.count)]
    }
    return all
  }

  package func encode(into writer: inout ByteWriter) {
    writer.text(objective.name)
    writer.integer(featureCount)
    writer.integer(classCount)
    writer.numbers(baseScores.map { Double($0) })
    writer.integer(parallelCount)
    writer.integers(groups.map { Int($0) })
    for tree in trees { tree.encode(into: &writer) }
  }
}

extension XGBoostPredictor {
  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    let name = try reader.text()
    guard let objective = try? XGBoostObjective(named: name) else {
      throw reader.failure("an objective")
    }
    self.objective = objective
    featureCount = try reader.integer()
    classCount = try reader.integer()
    let classRange =
      objective.link == .twoClasses
      ? 2...2 : objective.link == .classes ? ClassLabels.countRange : 1...1
    guard (0...Int(Int32.max)).contains(featureCount), classRange.contains(classCount) else {
      throw reader.failure("numbers of features and classes")
    }
    let marginCount = objective.link == .classes ? classCount : 1
    baseScores = try reader.numbers().map { Float($0) }
    guard baseScores.count == 1 || baseScores.count == marginCount,
      baseScores.allSatisfy({ objective.allows(baseScore: $0) })
    else { throw reader.failure("a start for each margin") }
    parallelCount = try reader.integer()
    groups = try reader.integers().map { Int32(clamping: $0) }
    guard (1...max(1, groups.count)).contains(parallelCount),
      groups.allSatisfy({ 0..<Int32(marginCount) ~= $0 })
    else { throw reader.failure("a margin for each tree") }
    var trees: [XGBoostTree] = []
    for _ in groups {
      trees.append(try XGBoostTree(decoding: &reader, featureCount: featureCount))
    }
    self.trees = trees
  }
}
