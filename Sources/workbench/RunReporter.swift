import Engine
import WorkbenchKit

/// Tells a person or a program how a run goes on.
protocol RunReporter: Sendable {
  /// Tells one event.
  func receive(_ event: RunEvent)
  /// Tells how the run ended.
  func end(_ summary: RunSummary)
}

/// How a run ended, in numbers.
struct RunSummary: Sendable {
  let outcome: String
  let computed: Int
  let reused: Int
  let failed: Int
  let skipped: Int
  let sealed: Int
  let seconds: Double
  let report: String
  let reportWasWritten: Bool

  init(_ result: RunSession.Result, seconds: Double) {
    let counts = result.outcome
    outcome =
      counts.wasInterrupted ? "interrupted" : counts.failed.isEmpty ? "done" : "failed"
    computed = counts.computed.count
    reused = counts.reused.count
    failed = counts.failed.count
    skipped = counts.skipped.count
    sealed = counts.sealed.count
    self.seconds = seconds
    report = Workspace.shown(result.report)
    reportWasWritten = result.reportWasWritten
  }
}
