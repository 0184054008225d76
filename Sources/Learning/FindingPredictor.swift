/// A predictor that found something in its training that a reader should be warned of.
package protocol FindingPredictor: Predictor {
  /// What was found; nothing where nothing is odd.
  var findings: [PredictorFinding] { get }
}

/// Something odd about a predictor: a sentence, and what to make of it.
package struct PredictorFinding: Hashable, Sendable {
  package let headline: String
  package let explanation: String

  package init(_ headline: String, explanation: String) {
    self.headline = headline
    self.explanation = explanation
  }
}
