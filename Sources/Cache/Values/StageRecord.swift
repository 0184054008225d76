package import Digests

/// What became of one stage in one run, and from which settings and inputs.
package struct StageRecord: Hashable, Sendable {
  package let analysis: String
  package let stage: String
  package let key: Digest
  /// What happened: `computed`, `reused`, `failed`, `skipped` or `sealed`.
  package let outcome: String
  /// The resolved parts of the key as JSON text, for telling later what changed.
  package let record: String
  /// Why it was computed, as JSON text.
  package let reasons: String

  package init(
    analysis: String, stage: String, key: Digest, outcome: String, record: String, reasons: String
  ) {
    self.analysis = analysis
    self.stage = stage
    self.key = key
    self.outcome = outcome
    self.record = record
    self.reasons = reasons
  }
}
