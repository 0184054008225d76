import Analyses
import Cache
import Synchronization

/// The row of a run in the cache, made when there is something to record and not before.
final class RunHistory: Sendable {
  private let store: ResultStore
  private let request: RunRequest
  private let run = Mutex<Int64?>(nil)

  init(store: ResultStore, request: RunRequest) {
    self.store = store
    self.request = request
  }

  /// Gives the run's number, making its row at the first call.
  func begin() throws -> Int64 {
    try run.withLock { run in
      if let run { return run }
      let made = try store.beginRun(
        analysis: request.analysis.name, command: request.command, version: request.version,
        machine: request.machine)
      run = made
      return made
    }
  }

  /// Records how the run ended and what it reused; a run without a row leaves no trace.
  func end(_ outcome: RunOutcome, plan: Plan) throws {
    guard let run = run.withLock({ $0 }) else { return }
    let records = try outcome.reused.compactMap { id in
      try plan[id]?.record.map {
        try StageRecord(
          analysis: request.analysis.name, stage: id, $0, outcome: .reused, reasons: [])
      }
    }
    try store.recordReuse(run: run, records: records)
    let word =
      outcome.wasInterrupted ? "interrupted" : outcome.failed.isEmpty ? "done" : "failed"
    try store.endRun(run, outcome: word)
  }
}
