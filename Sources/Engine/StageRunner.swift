import Analyses
import Cache
import Diagnostics
import Digests
import Foundation

/// Runs one stage and commits its result with everything that belongs to it, or nothing.
struct StageRunner: Sendable {
  /// How a stage ended.
  struct Ending: Sendable {
    let stage: String
    let outcome: StageOutcome
    var problems: [Diagnostic] = []
    /// Whether an input's stored bytes were found damaged.
    var lostInput = false
    var wasCancelled = false
  }

  let request: RunRequest
  let store: ResultStore
  let memory: ArtifactMemory
  let claims: JobClaims
  let history: RunHistory
  let emit: @Sendable (RunEvent) -> Void

  /// Computes one stage and stores its result.
  func run(_ stage: Stage, _ planned: PlannedStage, _ digests: [Digest]) async -> Ending {
    let isForced = planned.state == .fresh
    let reasons = isForced ? [StaleReason.forced] : planned.reasons
    emit(.stageStart(stage: stage.id))
    let watch = StopWatch()
    let emit = self.emit
    let history = self.history
    let jobs = JobRunner(
      store: store, memory: memory, claims: claims, machine: request.machine,
      ignoresStored: request.selection.ignoresJobs
        && request.selection.forced.contains(stage.id),
      beginRun: { try history.begin() },
      progress: { emit(.progress(stage: stage.id, done: $0, total: $1, label: $2)) })
    let context = EngineStageContext(
      stage: stage, analysis: request.analysis, digests: digests, memory: memory,
      jobs: jobs, readFile: request.readFile, readPieces: request.readPieces)
    var ending = Ending(stage: stage.id, outcome: .computed)
    var cpuSeconds = 0.0
    var written: [String] = []
    do {
      let result = try await stage.work.run(context)
      let own = watch.measurements(machine: request.machine)
      cpuSeconds = jobs.tally.requested > 0 ? jobs.tally.cpuSeconds : own.cpuSeconds
      written = try commit(
        stage, planned, result, jobs.tally, context.log.joined(separator: "\n"), reasons,
        Measurements(
          seconds: own.seconds, cpuSeconds: cpuSeconds, machine: request.machine))
    } catch is CancellationError {
      ending = Ending(stage: stage.id, outcome: .skipped, wasCancelled: true)
    } catch EngineError.artifactLost {
      ending = Ending(stage: stage.id, outcome: .skipped, lostInput: true)
    } catch {
      let problems = self.problems(error, stage)
      ending = Ending(stage: stage.id, outcome: .failed, problems: problems)
      recordFailure(stage, planned, reasons)
    }
    emit(
      .stageEnd(
        RunEvent.StageEnd(
          stage: stage.id, outcome: ending.outcome, seconds: watch.seconds,
          cpuSeconds: cpuSeconds, reasons: reasons, jobsComputed: jobs.tally.computed,
          jobsReused: jobs.tally.reused, remarks: context.log + written.map { "wrote \($0)" },
          problems: ending.problems)))
    return ending
  }

  /// Stores a result and gives the files that were written from it.
  private func commit(
    _ stage: Stage, _ planned: PlannedStage, _ result: StageResult, _ tally: JobRunner.Tally,
    _ log: String, _ reasons: [StaleReason], _ measurements: Measurements
  ) throws -> [String] {
    let declared = stage.kind.outputs.map(\.name)
    let given = result.outputs.map(\.name)
    guard given == declared, let record = planned.record else {
      throw EngineError.wrongOutputs(stage: stage.id, given: given, declared: declared)
    }
    let outputs = try result.outputs.map { output in
      let format = type(of: output.artifact).format
      let made = NewOutput(
        name: output.name, format: format, bytes: try output.artifact.encoded())
      memory.keep(output.artifact, as: made.digest)
      return made
    }
    let new = NewResult(
      key: record.key, kind: stage.kind.name, revision: stage.kind.revision, isJob: false,
      outputs: outputs,
      metrics: result.metrics.map {
        MetricRow(
          model: $0.model, rows: $0.rows, metric: $0.metric, value: $0.value, low: $0.low,
          high: $0.high, count: $0.count)
      },
      looks: result.looks.map { Look(model: $0.model, rows: $0.rows) }, jobs: tally.keys,
      log: log, measurements: measurements)
    let stageRecord = try StageRecord(
      analysis: request.analysis.name, stage: stage.id, record, outcome: .computed,
      reasons: reasons)
    try store.commit(
      new, run: try history.begin(), record: stageRecord,
      replacing: request.selection.ignoresJobs)
    // Files hold the results of whole runs only.
    guard request.analysis.writesFiles else { return [] }
    let exporter = Exporter(
      store: store, overwrites: request.selection.ignoresJobs, locate: request.locate)
    return try exporter.materialise(
      stage,
      outputs.map {
        StoredOutput(
          name: $0.name, format: $0.format, digest: $0.digest, byteCount: $0.bytes.count)
      })
  }

  private func recordFailure(_ stage: Stage, _ planned: PlannedStage, _ reasons: [StaleReason]) {
    guard let record = planned.record,
      let stageRecord = try? StageRecord(
        analysis: request.analysis.name, stage: stage.id, record, outcome: .failed,
        reasons: reasons),
      let run = try? history.begin()
    else { return }
    // The failure itself is reported; that it could not be noted down changes nothing.
    try? store.recordReuse(run: run, record: stageRecord)
  }

  private func problems(_ error: any Error, _ stage: Stage) -> [Diagnostic] {
    switch error {
    case let error as DiagnosticError:
      return error.diagnostics
    case let problem as StageProblem:
      let place = problem.setting.flatMap { stage.settingPlaces[$0] } ?? stage.place
      return [
        Diagnostic(
          .stageFailed, "'\(stage.id)' failed: \(problem.headline)", span: place?.span,
          lineText: place?.lineText, hints: problem.hints)
      ]
    case let error as CacheError:
      return [error.diagnostic]
    default:
      return [
        Diagnostic(
          .stageFailed, "'\(stage.id)' failed: \(error)", span: stage.place?.span,
          lineText: stage.place?.lineText)
      ]
    }
  }
}

extension StageRecord {
  /// Makes the record of how a stage came out under a key.
  init(
    analysis: String, stage: String, _ record: KeyRecord, outcome: StageOutcome,
    reasons: [StaleReason]
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    self.init(
      analysis: analysis, stage: stage, key: record.key, outcome: outcome.rawValue,
      record: String(decoding: try encoder.encode(record), as: UTF8.self),
      reasons: String(decoding: try encoder.encode(reasons.map(\.text)), as: UTF8.self))
  }
}
