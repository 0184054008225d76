package import Cache
import Digests
import Engine

/// What differs between two states of analyses: settings, data, stages and figures of merit.
package struct StateDifference: Sendable {
  /// A setting with other values.
  package struct SettingChange: Encodable, Sendable {
    package let stage: String
    package let setting: String
    package let old: String?
    package let new: String?
    /// The file and line that decide it now, or decided it before.
    package let place: String?
  }

  /// A file with another content.
  package struct FileChange: Encodable, Sendable {
    package let stage: String
    package let path: String
    package let old: String
    package let new: String
  }

  /// A stage that came, went, or has another result.
  package struct StageChange: Encodable, Sendable {
    package let stage: String
    /// What became of it: `new`, `gone`, `other results`, `same results` or `no result now`.
    package let outcome: String
    package let reasons: [String]
  }

  /// A figure of merit with another value; nil on the side that does not have it.
  package struct MetricChange: Encodable, Sendable {
    package let stage: String
    package let model: String
    package let rows: String
    package let metric: String
    package let old: MetricRow?
    package let new: MetricRow?
  }

  package let settings: [SettingChange]
  package let files: [FileChange]
  package let stages: [StageChange]
  package let metrics: [MetricChange]

  /// Whether both are the same in all of it.
  package var isEmpty: Bool {
    settings.isEmpty && files.isEmpty && stages.isEmpty && metrics.isEmpty
  }

  /// Compares two states, stage by stage of the same id.
  init(from old: PastState, to new: PastState) {
    var settings: [SettingChange] = []
    var files: [FileChange] = []
    var stages: [StageChange] = []
    for stage in new.stages {
      guard let before = old[stage.id] else {
        stages.append(StageChange(stage: stage.id, outcome: "new", reasons: []))
        continue
      }
      var reasons: [StaleReason] = []
      if let past = before.record, let present = stage.record, past.key != present.key {
        reasons = StaleReason.differences(from: past, to: present)
        settings += Self.settings(stage.id, reasons)
        files += Self.files(stage.id, from: past, to: present)
      }
      if let change = Self.change(from: before, to: stage, reasons) { stages.append(change) }
    }
    let ids = Set(new.stages.map(\.id))
    stages += old.stages.filter { !ids.contains($0.id) }.map {
      StageChange(stage: $0.id, outcome: "gone", reasons: [])
    }
    self.settings = settings
    self.files = files
    self.stages = stages
    metrics = Self.metrics(from: old, to: new)
  }

  private static func settings(_ stage: String, _ reasons: [StaleReason]) -> [SettingChange] {
    reasons.compactMap { reason in
      guard case .setting(let name, let old, let new, let place) = reason else { return nil }
      return SettingChange(
        stage: stage, setting: name, old: old, new: new, place: place.map(\.text))
    }
  }

  private static func files(
    _ stage: String, from old: KeyRecord, to new: KeyRecord
  ) -> [FileChange] {
    zip(old.files, new.files).filter { $0.digest != $1.digest }.map {
      FileChange(stage: stage, path: $1.path, old: $0.digest.hex, new: $1.digest.hex)
    }
  }

  private static func change(
    from old: PastState.StageResult, to new: PastState.StageResult, _ reasons: [StaleReason]
  ) -> StageChange? {
    let isOther = old.outputs.map(\.digest) != new.outputs.map(\.digest)
    let outcome =
      new.outputs.isEmpty && !old.outputs.isEmpty
      ? "no result now" : isOther ? "other results" : "same results"
    guard isOther || !reasons.isEmpty else { return nil }
    return StageChange(stage: new.id, outcome: outcome, reasons: reasons.map(\.text))
  }

  private struct MetricName: Hashable {
    let stage: String
    let model: String
    let rows: String
    let metric: String
  }

  private static func metrics(from old: PastState, to new: PastState) -> [MetricChange] {
    let (before, now) = (named(old), named(new))
    let past = Dictionary(before) { first, _ in first }
    let present = Dictionary(now) { first, _ in first }
    let order = now.map(\.0) + before.map(\.0).filter { present[$0] == nil }
    return order.filter { past[$0] != present[$0] }.map { name in
      MetricChange(
        stage: name.stage, model: name.model, rows: name.rows, metric: name.metric,
        old: past[name], new: present[name])
    }
  }

  private static func named(_ state: PastState) -> [(MetricName, MetricRow)] {
    state.stages.flatMap { stage in
      stage.metrics.map { row in
        (
          MetricName(stage: stage.id, model: row.model, rows: row.rows, metric: row.metric), row
        )
      }
    }
  }
}
