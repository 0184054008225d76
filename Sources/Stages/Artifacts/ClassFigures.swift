package import Learning

/// What is known of a model of classes on some rows besides its scores.
package struct ClassFigures: Codable, Hashable, Sendable {
  /// The most classes whose curves are kept.
  package static let curveCountMax = 6

  /// The curves of one class against the rest.
  package struct Curves: Codable, Hashable, Sendable {
    /// The place of the class.
    package let place: Int
    /// The share of the class among the rows.
    package let share: Double
    package let receiver: CurveBand?
    package let precisionRecall: CurveBand?
    package let reliability: Reliability
  }

  package let confusion: ConfusionMatrix
  /// The expected calibration error over 15 equally wide bins.
  package let widthError: Double
  /// The same over 15 bins of equal count.
  package let countError: Double
  /// Of the positive class, or of the most frequent ones where there are more than two.
  package let curves: [Curves]
}
