import Analyses
import Cache
import Digests
import Engine
import Foundation

/// What the stages of an analysis had come to at some time: by what, and to which results.
struct PastState: Sendable {
  /// A stage with what decided its result, and its result where that is stored.
  struct StageResult: Sendable {
    let id: String
    let record: KeyRecord?
    let outputs: [StoredOutput]
    let metrics: [MetricRow]
  }

  /// The run whose end this is, nil for the analysis as it stands.
  let run: RunRow?
  let analysis: String
  let stages: [StageResult]

  /// Takes the analysis as it stands; stages that are not up to date have no result.
  init(_ plan: Plan, of analysis: Analysis) {
    run = nil
    self.analysis = analysis.name
    stages = plan.stages.map { planned in
      StageResult(
        id: planned.id, record: planned.record, outputs: planned.result?.outputs ?? [],
        metrics: planned.result?.metrics ?? [])
    }
  }

  /// Reads what a run left; stages that it did not touch are as the runs before it left them.
  init(after run: RunRow, _ snapshot: Snapshot) throws {
    self.run = run
    analysis = run.analysis
    let records = try snapshot.records(analysis: run.analysis, upTo: run.id).filter {
      ["computed", "reused"].contains($0.outcome)
    }
    let results = try snapshot.results(keys: records.map(\.key))
    stages = records.map { record in
      StageResult(
        id: record.stage,
        record: try? JSONDecoder().decode(KeyRecord.self, from: Data(record.record.utf8)),
        outputs: results[record.key]?.outputs ?? [], metrics: results[record.key]?.metrics ?? [])
    }
  }

  /// Gives the stage of an id, or nil.
  subscript(id: String) -> StageResult? { stages.first { $0.id == id } }

  /// The content of all results that are there.
  private var digests: [String: [Digest]] {
    Dictionary(
      stages.filter { !$0.outputs.isEmpty }.map { ($0.id, $0.outputs.map(\.digest)) }
    ) { first, _ in first }
  }

  /// How many runs are looked at for one with other results.
  private static let runsMax = 50

  /// Gives what the last whole run with other results than these left; nil where there is none.
  func previous(_ snapshot: Snapshot) throws -> PastState? {
    let own = digests
    for row in try snapshot.runs(analysis: analysis, limit: Self.runsMax) {
      guard row.outcome == "done", run.map({ row.id < $0.id }) ?? true else { continue }
      let past = try PastState(after: row, snapshot)
      if past.digests != own { return past }
    }
    return nil
  }
}
