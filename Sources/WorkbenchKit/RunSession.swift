import Analyses
import Cache
package import Diagnostics
package import Engine
package import Foundation

/// One call of `run`: what is stale is computed, and the report is written.
package struct RunSession: Sendable {
  /// What the command line asked for.
  package struct Options: Sendable {
    package var stages: [String] = []
    package var from: String?
    package var to: String?
    package var force = false
    package var keepsGoing = false
    package var isUnsealed = false
    package var threadCount = 0
    package var command = ""
    /// After how many seconds a browser reads the report again, nil for never.
    package var refreshSeconds: Int?

    package init() {}
  }

  /// What came of it.
  package struct Result: Sendable {
    package let outcome: RunOutcome
    package let report: URL
    package let reportWasWritten: Bool
    package let problems: [Diagnostic]
  }

  private let opened: OpenedAnalysis
  private let options: Options
  private let selection: Selection

  /// Takes a checked analysis; throws when a stage is named that it does not have.
  package init(
    _ opened: OpenedAnalysis, _ options: Options
  ) throws(Selection.UnknownStage) {
    self.opened = opened
    self.options = options
    selection = try Selection(
      opened.analysis, stages: options.stages, from: options.from, to: options.to,
      force: options.force)
  }

  /// Gives the plan without running anything.
  package func plan() throws -> Plan {
    try opened.plan(try opened.existingStore(), isUnsealed: options.isUnsealed)
  }

  /// Runs what is asked for, and then writes the report from what is stored.
  package func run(_ emit: @escaping @Sendable (RunEvent) -> Void) async throws -> Result {
    let store = try ResultStore(path: opened.workspace.cachePath)
    var outcome = try await Runner(request(selection), store: store, emit: emit).run()
    // An interrupted run leaves the page as it is: drawing would be called off too.
    guard !outcome.wasInterrupted else {
      return Result(
        outcome: outcome, report: opened.reportURL, reportWasWritten: false, problems: [])
    }
    let unnoted = outcome.computed.isEmpty ? [] : try opened.noteLooks(store)
    // Drawing reads what no stage had to read. Bytes that it finds damaged are computed again;
    // each attempt but the last finds some, and a stage that is computed again is whole.
    let writer = ReportWriter(opened, store, refreshSeconds: options.refreshSeconds)
    for _ in opened.analysis.stages {
      guard let report = try attempt(writer) else {
        // Beside a failure the damage is only shown: another run is needed anyhow.
        if outcome.failed.isEmpty { try await heal(&outcome, store, emit) }
        continue
      }
      return Result(
        outcome: outcome, report: report.url, reportWasWritten: report.wasWritten,
        problems: unnoted + report.problems)
    }
    let report = try writer.write()
    return Result(
      outcome: outcome, report: report.url, reportWasWritten: report.wasWritten,
      problems: unnoted + report.problems)
  }

  /// Writes the page, or gives nil when that found damaged bytes.
  private func attempt(_ writer: ReportWriter) throws -> ReportWriter.Outcome? {
    do {
      return try writer.write()
    } catch EngineError.artifactLost {
      return nil
    }
  }

  /// Computes again what was found damaged, of the stages that the run is about.
  private func heal(
    _ outcome: inout RunOutcome, _ store: ResultStore,
    _ emit: @escaping @Sendable (RunEvent) -> Void
  ) async throws {
    let healed = try await Runner(request(selection.withoutForce), store: store) { event in
      switch event {
      case .plan: break
      case .stageEnd(let end) where ![.computed, .failed].contains(end.outcome): break
      default: emit(event)
      }
    }.run()
    let settled = Set(healed.computed + healed.failed)
    outcome.reused.removeAll { settled.contains($0) }
    outcome.computed += healed.computed.filter { !outcome.computed.contains($0) }
    outcome.failed += healed.failed.filter { !outcome.failed.contains($0) }
    outcome.problems += healed.problems
    outcome.wasInterrupted = healed.wasInterrupted
  }

  private func request(_ selection: Selection) -> RunRequest {
    let opened = self.opened
    let files = opened.files
    let digests = opened.fileDigests
    let count = options.threadCount
    return RunRequest(
      analysis: opened.analysis, selection: selection,
      threadCount: count > 0 ? count : ProcessInfo.processInfo.activeProcessorCount,
      keepsGoing: options.keepsGoing, isUnsealed: options.isUnsealed, command: options.command,
      version: Version.text, machine: Version.machine, fileDigests: digests,
      readFile: { try files.content($0, digest: digests[$0]) },
      readPieces: { try files.pieces($0, $1) },
      locate: { opened.place(of: $0) })
  }
}
