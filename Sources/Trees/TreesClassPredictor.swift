package import Digests
package import Learning

/// Starts and trees for classes: margins are added up in order and become probabilities.
///
/// Two classes have one margin, more have one each; tree t belongs to margin t mod margins.
package struct TreesClassPredictor: FeatureRanking, Equatable {
  package static let format = "trees classes 1"
  package static let acceptsMissing = true

  /// Rows whose values are laid side by side at a time, so that they stay in the nearest cache.
  private static let blockRows = 64

  package let featureCount: Int
  package let classCount: Int
  /// The margins before any tree, in log odds.
  package let bases: [Double]
  /// The trees, round after round; a whole number of rounds.
  package let trees: [Tree]

  /// Takes trees whose features are below the count.
  init(featureCount: Int, classCount: Int, bases: [Double], trees: [Tree]) {
    self.featureCount = featureCount
    self.classCount = classCount
    self.bases = bases
    self.trees = trees
  }

  package var outputCount: Int { classCount }

  /// A comparison a level and an addition a tree, and an exponential and a division a class.
  package var operationsPerRow: Int { trees.operationsPerRow + 2 * classCount }

  package var parameterCount: Int { trees.parameterCount + bases.count }

  package var featureImportance: [Double] { trees.importance(featureCount: featureCount) }

  package func predictions(for features: FeatureMatrix) -> [Double] {
    precondition(features.columns.count == featureCount, "the features are those of training")
    let rowCount = features.rowCount
    var predictions = [Double](repeating: 0, count: rowCount * classCount)
    var values = [Double](repeating: 0, count: Self.blockRows * featureCount)
    var odds = [Double](repeating: 0, count: Self.blockRows * bases.count)
    var row = [Double](repeating: 0, count: bases.count)
    var shares = [Double](repeating: 0, count: classCount)
    for start in stride(from: 0, to: rowCount, by: Self.blockRows) {
      let count = min(Self.blockRows, rowCount - start)
      for (feature, column) in features.columns.enumerated() {
        for row in 0..<count { values[row * featureCount + feature] = column[start + row] }
      }
      for index in odds.indices { odds[index] = bases[index % bases.count] }
      for (index, tree) in trees.enumerated() {
        let output = index % bases.count
        for row in 0..<count {
          odds[row * bases.count + output] += TreesPredictor.leaf(
            of: tree.nodes, values: values, start: row * featureCount)
        }
      }
      for index in 0..<count {
        for output in bases.indices { row[output] = odds[index * bases.count + output] }
        Softmax.probabilities(row, into: &shares)
        for place in 0..<classCount {
          predictions[(start + index) * classCount + place] = shares[place]
        }
      }
    }
    return predictions
  }

  package func encode(into writer: inout ByteWriter) {
    writer.integer(featureCount)
    writer.integer(classCount)
    writer.numbers(bases)
    writer.integer(trees.count)
    for tree in trees { tree.encode(into: &writer) }
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    featureCount = try reader.integer()
    guard (0...Int(Int32.max)).contains(featureCount) else {
      throw reader.failure("a number of features")
    }
    classCount = try reader.integer()
    guard ClassLabels.countRange.contains(classCount) else {
      throw reader.failure("a number of classes")
    }
    bases = try reader.numbers()
    guard bases.count == (classCount == 2 ? 1 : classCount) else {
      throw reader.failure("a start for each margin")
    }
    var trees: [Tree] = []
    for _ in 0..<(try reader.count(bytesEach: 25)) {
      trees.append(try Tree(decoding: &reader, featureCount: featureCount))
    }
    guard trees.count % bases.count == 0 else { throw reader.failure("whole rounds of trees") }
    self.trees = trees
  }
}
