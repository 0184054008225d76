package import Digests
package import Learning

/// Weighted sums of the features, and the probabilities of classes by them.
package struct LogisticPredictor: Predictor, Equatable {
  package static let format = "logistic 1"
  package static let acceptsMissing = false

  /// An intercept and one coefficient a feature, in log odds.
  package struct Vector: Equatable, Sendable {
    /// The log odds where every feature is 0.
    package let intercept: Double
    /// Log odds for one unit of each feature.
    package let coefficients: [Double]
  }

  package let featureCount: Int
  package let classCount: Int
  /// The places of the classes that training rows had; the others have the probability 0.
  package let present: [Int]
  /// One for the second of two present classes, or one for each of more; none for a single class.
  package let vectors: [Vector]

  /// Takes as many vectors as the number of present classes asks for.
  init(featureCount: Int, classCount: Int, present: [Int], vectors: [Vector]) {
    self.featureCount = featureCount
    self.classCount = classCount
    self.present = present
    self.vectors = vectors
  }

  package var outputCount: Int { classCount }
  /// A multiplication and an addition a coefficient, and an exponential and a division a class.
  package var operationsPerRow: Int { vectors.count * 2 * featureCount + 2 * present.count }
  package var parameterCount: Int { vectors.count * (featureCount + 1) }

  package func predictions(for features: FeatureMatrix) -> [Double] {
    precondition(features.columns.count == featureCount, "the features are those of training")
    let margins = vectors.map { vector in
      var margins = [Double](repeating: vector.intercept, count: features.rowCount)
      for (coefficient, column) in zip(vector.coefficients, features.columns) {
        for row in margins.indices { margins[row] += coefficient * column[row] }
      }
      return margins
    }
    var predictions = [Double](repeating: 0, count: features.rowCount * classCount)
    var odds = [Double](repeating: 0, count: vectors.count)
    var shares = [Double](repeating: 1, count: present.count)
    for row in 0..<features.rowCount {
      for vector in margins.indices { odds[vector] = margins[vector][row] }
      Softmax.probabilities(odds, into: &shares)
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
    for vector in vectors {
      writer.number(vector.intercept)
      writer.numbers(vector.coefficients)
    }
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
    var vectors: [Vector] = []
    for _ in 0..<Self.vectorCount(classCount: present.count) {
      let vector = Vector(intercept: try reader.number(), coefficients: try reader.numbers())
      guard vector.coefficients.count == featureCount else {
        throw reader.failure("a coefficient for each feature")
      }
      vectors.append(vector)
    }
    self.vectors = vectors
  }

  /// Gives the number of vectors that so many classes need.
  static func vectorCount(classCount: Int) -> Int {
    classCount > 2 ? classCount : classCount - 1
  }
}
