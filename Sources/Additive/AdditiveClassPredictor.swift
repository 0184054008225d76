package import Digests
package import Learning

/// Sums of curves as log odds, and the probabilities of classes by them.
///
/// Of two classes one sum gives the log odds of the second. Of more each class has the log odds
/// against all others, and the probabilities are divided by their sum.
package struct AdditiveClassPredictor: Predictor, Equatable {
  package static let format = "additive classes 1"
  package static let acceptsMissing = false

  package let featureCount: Int
  package let classCount: Int
  /// The places of the classes that training rows had; the others have the probability 0.
  package let present: [Int]
  /// One for the second of two present classes, or one for each of more; none for a single class.
  package let parts: [ShapedAdditivePredictor]

  /// Takes as many parts as the number of present classes asks for.
  init(featureCount: Int, classCount: Int, present: [Int], parts: [ShapedAdditivePredictor]) {
    self.featureCount = featureCount
    self.classCount = classCount
    self.present = present
    self.parts = parts
  }

  package var outputCount: Int { classCount }
  /// An exponential and a division a class besides the curves.
  package var operationsPerRow: Int {
    parts.reduce(2 * present.count) { $0 + $1.operationsPerRow }
  }
  package var parameterCount: Int { parts.reduce(0) { $0 + $1.parameterCount } }

  package func predictions(for features: FeatureMatrix) -> [Double] {
    precondition(features.columns.count == featureCount, "the features are those of training")
    let odds = parts.map { $0.predictions(for: features) }
    var predictions = [Double](repeating: 0, count: features.rowCount * classCount)
    var shares = [1.0]
    var pair = [0.0, 0.0]
    for row in 0..<features.rowCount {
      if odds.count == 1 {
        Softmax.probabilities([odds[0][row]], into: &pair)
        shares = pair
      } else if odds.count > 1 {
        shares = odds.map { odds in
          Softmax.probabilities([odds[row]], into: &pair)
          return pair[1]
        }
        let total = shares.reduce(0, +)
        // Where no class is likely at all, none is likelier than the others.
        shares = shares.map { total > 0 ? $0 / total : 1 / Double(odds.count) }
      }
      for (index, place) in present.enumerated() {
        predictions[row * classCount + place] = shares[index]
      }
    }
    return predictions
  }

  package func encode(into writer: inout ByteWriter) {
    writer.integer(featureCount)
    writer.integer(classCount)
    writer.integer(present.count)
    for place in present { writer.integer(place) }
    for part in parts { part.encode(into: &writer) }
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    featureCount = try reader.integer()
    classCount = try reader.integer()
    guard ClassLabels.countRange.contains(classCount) else {
      throw reader.failure("a number of classes")
    }
    var present: [Int] = []
    for _ in 0..<(try reader.count(bytesEach: 8)) {
      let place = try reader.integer()
      guard place > present.last ?? -1, place < classCount else {
        throw reader.failure("ascending places of classes")
      }
      present.append(place)
    }
    guard !present.isEmpty else { throw reader.failure("the place of a class") }
    self.present = present
    var parts: [ShapedAdditivePredictor] = []
    for _ in 0..<LogisticPredictor.vectorCount(classCount: present.count) {
      let part = try ShapedAdditivePredictor(decoding: &reader)
      guard part.featureCount == featureCount else {
        throw reader.failure("a function for each feature")
      }
      parts.append(part)
    }
    self.parts = parts
  }
}
