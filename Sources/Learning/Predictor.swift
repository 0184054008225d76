package import Digests

/// What a learner leaves behind: it predicts, and it can be stored; it cannot learn.
package protocol Predictor: Sendable {
  /// The name under which it is stored; it never changes its meaning.
  static var format: String { get }
  /// Whether it can predict for rows with missing values.
  static var acceptsMissing: Bool { get }
  /// The number of features it was trained on.
  var featureCount: Int { get }
  /// How many numbers are predicted for a row: 1 for values, and one for each class.
  var outputCount: Int { get }
  /// The counted operations for one row's prediction (additions, multiplications, comparisons).
  var operationsPerRow: Int { get }
  /// The count of numbers that were learned.
  var parameterCount: Int { get }
  /// Predicts each row; the features are those of training, in the same order.
  ///
  /// A value a row; for classes a probability a row and class, row-major, each in 0...1 and a row
  /// summing to 1 within rounding. The prediction of a row depends on that row only, and is the
  /// same bits in any batch. It fails only where a program outside this one predicts.
  func predictions(for features: FeatureMatrix) throws(LearningError) -> [Double]
  /// The same, made ready for one row at a time; nil where that gains nothing.
  var rowPredictor: (any RowPredictor)? { get }
  /// Writes what was learned.
  func encode(into writer: inout ByteWriter)
  /// Reads what was written.
  init(decoding reader: inout ByteReader) throws(ByteReaderError)
}

extension Predictor {
  package var outputCount: Int { 1 }
  package var rowPredictor: (any RowPredictor)? { nil }
}

/// A predictor that knows how much each feature did for it.
package protocol FeatureRanking: Predictor {
  /// The share of the training gain for each feature; sums to 1, or all 0.
  var featureImportance: [Double] { get }
}
