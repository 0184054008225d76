import Analyses
import ArgumentParser
import Diagnostics
import Foundation
import WorkbenchKit

/// `workbench watch`: runs again whenever the analysis file or its data change.
struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Runs on every change, and lets the browser show the report or what is wrong.",
    discussion: "While it runs, an open report reads itself again every second. Ctrl-C ends it.")

  @OptionGroup var options: AnalysisOptions

  @Flag(help: "Read the targets of sealed test rows.")
  var unseal = false

  private static let refreshSeconds = 1

  func run() async throws {
    let url = URL(filePath: options.analysis)
    guard FileManager.default.fileExists(atPath: url.path) else {
      _ = try options.open()
      return
    }
    try await Interruption.ends(saying: "Stopping") { try await follow() }
    try settle()
    throw ExitStatus.interrupted
  }

  /// Runs on every change, until it is called off.
  private func follow() async throws {
    let analysis = URL(filePath: options.analysis)
    var files = [analysis]
    var seen: FileWatch?
    while !Task.isCancelled {
      let now = FileWatch(files)
      guard now != seen else {
        try? await Task.sleep(for: .milliseconds(150))
        continue
      }
      files = try await runOnce() ?? [analysis]
      seen = now.turned(to: files)
      if !Task.isCancelled { Terminal.say("Waiting for a change of \(options.analysis)") }
    }
  }

  /// Writes the page once more, as one that no longer refreshes itself.
  private func settle() throws {
    guard let opened = try? options.open(), let store = try opened.existingStore() else { return }
    let outcome = try ReportWriter(opened, store).write()
    Terminal.show(outcome.problems)
  }

  /// Gives the files to watch, or nil where the analysis could not be read.
  private func runOnce() async throws -> [URL]? {
    do {
      let opened = try options.open()
      var settings = RunSession.Options()
      settings.isUnsealed = unseal
      settings.command = CommandLine.arguments.dropFirst().joined(separator: " ")
      settings.refreshSeconds = Self.refreshSeconds
      let reporter = ProgressReporter()
      let start = ContinuousClock.now
      let result = try await RunSession(opened, settings).run { reporter.receive($0) }
      Terminal.show(result.problems)
      let passed = ContinuousClock.now - start
      reporter.end(
        RunSummary(
          result,
          seconds: Double(passed.components.seconds)
            + Double(passed.components.attoseconds) * 1e-18))
      return opened.watchedFiles
    } catch let error as DiagnosticError {
      Terminal.show(error.diagnostics)
      try ProblemPage.write(
        error.diagnostics, about: options.analysis,
        to: OpenedAnalysis.reportURL(path: options.analysis, isDraft: options.draft != nil),
        refreshSeconds: Self.refreshSeconds)
      return nil
    }
  }
}
