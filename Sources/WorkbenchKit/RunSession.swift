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
    let outcome = try await Runner(request, store: store, emit: emit).run()
    // An interrupted run leaves the page as it is: drawing would be called off too.
    guard !outcome.wasInterrupted else {
      return Result(
        outcome: outcome, report: opened.reportURL, reportWasWritten: false, problems: [])
    }
    let report = try report(store)
    return Result(
      outcome: outcome, report: report.url, reportWasWritten: report.wasWritten,
      problems: report.problems)
  }

  /// Damaged bytes are found when a view reads them; then they count as missing, and the page
  /// shows that instead.
  private func report(_ store: ResultStore) throws -> ReportWriter.Outcome {
    let writer = ReportWriter(opened, store, refreshSeconds: options.refreshSeconds)
    do {
      return try writer.write()
    } catch EngineError.artifactLost {
      return try writer.write()
    }
  }

  private var request: RunRequest {
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
      locate: { opened.place(of: $0) })
  }
}
