package import Digests

/// One figure of merit of a model on some rows.
package struct MetricValue: Sendable, Hashable, Codable {
  /// The id of the stage that made the model.
  package let model: String
  /// `held-out`, or the id of the stage that gave the rows.
  package let rows: String
  package let metric: String
  package let value: Double
  package let low: Double?
  package let high: Double?
  /// The number of rows it was computed from.
  package let count: Int

  package init(
    model: String, rows: String, metric: String, value: Double, low: Double?, high: Double?,
    count: Int
  ) {
    self.model = model
    self.rows = rows
    self.metric = metric
    self.value = value
    self.low = low
    self.high = high
    self.count = count
  }
}

/// One reading of the targets of test rows to score a model.
package struct TestLook: Sendable, Hashable {
  package let model: Digest
  package let rows: Digest

  package init(model: Digest, rows: Digest) {
    self.model = model
    self.rows = rows
  }
}

/// What a stage gives: an artifact for each declared output, figures of merit, and looks.
package struct StageResult: Sendable {
  package let outputs: [(name: String, artifact: any Artifact)]
  package let metrics: [MetricValue]
  package let looks: [TestLook]

  package init(
    _ outputs: [(name: String, artifact: any Artifact)], metrics: [MetricValue] = [],
    looks: [TestLook] = []
  ) {
    self.outputs = outputs
    self.metrics = metrics
    self.looks = looks
  }
}

/// A failure that a stage can explain in a sentence, with what the reader can do.
package struct StageProblem: Error, Sendable, Hashable {
  package let headline: String
  package let hints: [String]
  /// The path of the setting it is about, when it is about one.
  package let setting: String?

  package init(_ headline: String, hints: [String] = [], setting: String? = nil) {
    self.headline = headline
    self.hints = hints
    self.setting = setting
  }
}
