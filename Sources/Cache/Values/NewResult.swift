package import Digests

/// A result that was just computed, with everything that is committed with it.
package struct NewResult: Sendable {
  package let key: Digest
  /// The stage kind or job kind that computed it.
  package let kind: String
  package let revision: Int
  package let isJob: Bool
  package let outputs: [NewOutput]
  package let metrics: [MetricRow]
  /// The readings of test targets, each once.
  package let looks: [Look]
  /// The keys of the job results it used.
  package let jobs: [Digest]
  package let log: String
  package let measurements: Measurements

  package init(
    key: Digest, kind: String, revision: Int, isJob: Bool = false, outputs: [NewOutput],
    metrics: [MetricRow] = [], looks: [Look] = [], jobs: [Digest] = [], log: String = "",
    measurements: Measurements
  ) {
    self.key = key
    self.kind = kind
    self.revision = revision
    self.isJob = isJob
    self.outputs = outputs
    self.metrics = metrics
    var seen = Set<Look>()
    self.looks = looks.filter { seen.insert($0).inserted }
    self.jobs = jobs
    self.log = log.storable
    self.measurements = measurements
  }
}
