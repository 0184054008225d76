package import Digests

/// A result as the cache holds it; all its outputs can be asked for by digest.
package struct StoredResult: Hashable, Sendable {
  package let key: Digest
  /// The stage kind or job kind that computed it.
  package let kind: String
  package let revision: Int
  package let isJob: Bool
  package let outputs: [StoredOutput]
  package let metrics: [MetricRow]
  package let looks: [Look]
  /// The keys of the job results it used.
  package let jobs: [Digest]
  package let log: String
  package let measurements: Measurements
  /// When it was committed: UTC, as ISO 8601.
  package let committedAt: String

  package init(
    key: Digest, kind: String, revision: Int, isJob: Bool, outputs: [StoredOutput],
    metrics: [MetricRow], looks: [Look], jobs: [Digest], log: String,
    measurements: Measurements, committedAt: String
  ) {
    self.key = key
    self.kind = kind
    self.revision = revision
    self.isJob = isJob
    self.outputs = outputs
    self.metrics = metrics
    self.looks = looks
    self.jobs = jobs
    self.log = log
    self.measurements = measurements
    self.committedAt = committedAt
  }

  /// Gives the output of a name, or nil when there is none.
  package func output(_ name: String) -> StoredOutput? {
    outputs.first { $0.name == name }
  }
}
