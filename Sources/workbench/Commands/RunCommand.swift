import Analyses
import ArgumentParser
import Diagnostics
import Engine
import Foundation
import Processes
import WorkbenchKit

/// `workbench run`: computes what is stale and writes the report.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Computes what is stale, and writes the report.",
    discussion: """
      Stages that are named are computed again, and what they need only if it is stale. Results \
      of jobs, such as the fits of single folds, are used again unless --force is given.
      """)

  @OptionGroup var options: AnalysisOptions

  @Argument(help: "Stages to compute again.")
  var stages: [String] = []

  @Option(help: ArgumentHelp("Only this stage and what needs it.", valueName: "stage"))
  var from: String?

  @Option(help: ArgumentHelp("Only this stage and what it needs.", valueName: "stage"))
  var to: String?

  @Flag(help: "Compute again even what is fresh, jobs included, and write over edited files.")
  var force = false

  @Flag(name: [.customShort("n"), .long], help: "Say what would be computed, and why.")
  var dryRun = false

  @Option(
    name: [.customShort("j"), .long],
    help: ArgumentHelp("The number of threads; results are the same for any.", valueName: "count"))
  var jobs: Int = 0

  @Flag(name: [.short, .long], help: "Go on with stages that do not need a failed one.")
  var keepGoing = false

  @Flag(help: "Read the targets of sealed test rows.")
  var unseal = false

  @Flag(help: "Open the report when the run is done.")
  var open = false

  @Flag(help: "Write events as JSON, one on each line.")
  var json = false

  func validate() throws {
    guard jobs >= 0, jobs <= 1024 else {
      throw ValidationError("-j takes a number of threads from 1 to 1024; this is \(jobs)")
    }
    if !stages.isEmpty, from != nil || to != nil {
      throw ValidationError(
        "stages are named, or a part is chosen with --from and --to; not both at once")
    }
  }

  func run() async throws {
    let start = ContinuousClock.now
    let session = try makeSession()
    if dryRun {
      let plan = try session.plan()
      json ? try JSONReporter.show(plan.stages) : ProgressReporter.show(plan)
      return
    }
    let reporter: any RunReporter = json ? JSONReporter() : ProgressReporter()
    let result = try await Interruption.ends(
      saying: "Stopping; what is finished is kept. Once more ends at once."
    ) { try await session.run { reporter.receive($0) } }
    Terminal.show(result.problems)
    let passed = ContinuousClock.now - start
    reporter.end(
      RunSummary(
        result,
        seconds: Double(passed.components.attoseconds) * 1e-18
          + Double(passed.components.seconds)))
    if open { openReport(result.report) }
    if result.outcome.wasInterrupted { throw ExitStatus.interrupted }
    if !result.outcome.failed.isEmpty { throw ExitStatus(result.outcome.problems) }
  }

  private func makeSession() throws -> RunSession {
    let opened = try options.open()
    let analysis = opened.analysis
    if let from, let to,
      analysis.stage(from) != nil, analysis.stage(to) != nil,
      !Selection.downstream(of: from, analysis).contains(to)
    {
      throw ValidationError("'\(to)' does not need '\(from)', so there is nothing between them")
    }
    var settings = RunSession.Options()
    settings.stages = stages
    settings.from = from
    settings.to = to
    settings.force = force
    settings.keepsGoing = keepGoing
    settings.isUnsealed = unseal
    settings.threadCount = jobs
    settings.command = CommandLine.arguments.dropFirst().joined(separator: " ")
    do {
      return try RunSession(opened, settings)
    } catch {
      let ids = opened.analysis.stages.map(\.id)
      let nearest = Suggestion.nearest(to: error.id, among: ids)
      throw ValidationError(
        "the analysis has no stage '\(error.id)'; "
          + (nearest.map { "did you mean `\($0)`?" } ?? "it has \(ids.joined(separator: ", "))"))
    }
  }

  private func openReport(_ url: URL) {
    guard let program = Program.find("xdg-open") else {
      Terminal.say("There is no xdg-open here; the report is \(url.path)")
      return
    }
    let viewer = Subprocess(
      program: program, arguments: [url.path], environment: ProcessInfo.processInfo.environment,
      folder: nil, limits: Subprocess.Limits(seconds: 20, outputBytes: 1 << 16))
    if (try? viewer.run())?.isSuccess != true {
      Terminal.say("The report cannot be shown from here; it is \(url.path)")
    }
  }
}
