package import Analyses
package import Cache
package import Diagnostics
package import Digests
import Foundation
import Kernels

/// What a run is to do, and what it may use.
package struct RunRequest: Sendable {
  package let analysis: Analysis
  package let selection: Selection
  package let threadCount: Int
  /// Whether stages that do not need a failed one go on.
  package let keepsGoing: Bool
  package let isUnsealed: Bool
  /// The command as typed, for the history.
  package let command: String
  package let version: String
  package let machine: String
  package let fileDigests: [String: Digest]
  package let readFile: @Sendable (String) throws -> FileContent
  /// Goes over a source file piece by piece; the pieces end when the closure gives false.
  package typealias PieceReader =
    @Sendable (String, (_ shownPath: String, _ piece: [UInt8]) throws -> Bool) throws -> Void
  package let readPieces: PieceReader?
  package let locate: @Sendable (Export) -> ExportPlace

  package init(
    analysis: Analysis, selection: Selection, threadCount: Int, keepsGoing: Bool,
    isUnsealed: Bool, command: String, version: String, machine: String,
    fileDigests: [String: Digest],
    readFile: @escaping @Sendable (String) throws -> FileContent,
    readPieces: PieceReader? = nil,
    locate: @escaping @Sendable (Export) -> ExportPlace
  ) {
    self.analysis = analysis
    self.selection = selection
    self.threadCount = threadCount
    self.keepsGoing = keepsGoing
    self.isUnsealed = isUnsealed
    self.command = command
    self.version = version
    self.machine = machine
    self.fileDigests = fileDigests
    self.readFile = readFile
    self.readPieces = readPieces
    self.locate = locate
  }
}

/// How a run came out.
package struct RunOutcome: Sendable {
  package var computed: [String] = []
  package var reused: [String] = []
  package var failed: [String] = []
  package var skipped: [String] = []
  package var sealed: [String] = []
  package var problems: [Diagnostic] = []
  package var wasInterrupted = false

  package init() {}
}

/// Computes what is stale, in parallel where the graph allows.
///
/// It asks the planner again after each stage and obeys.
package struct Runner: Sendable {
  private let request: RunRequest
  private let store: ResultStore
  private let emit: @Sendable (RunEvent) -> Void

  package init(
    _ request: RunRequest, store: ResultStore, emit: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.request = request
    self.store = store
    self.emit = emit
  }

  /// Gives the plan of the analysis as the cache stands now, in one read transaction.
  package func plan() throws -> Plan {
    var planner = RunPlanner(request, store: store)
    return try planner.plan()
  }

  /// Runs what the selection asks for.
  package func run() async throws -> RunOutcome {
    var planner = RunPlanner(request, store: store)
    var plan = try planner.plan()
    emit(.plan(plan.stages))
    let history = RunHistory(store: store, request: request)
    var progress = RunProgress(request)
    let pool = WorkerPool(threadCount: request.threadCount)
    defer { pool.close() }
    let worker = StageRunner(
      request: request, store: store, memory: ArtifactMemory(store: store), claims: JobClaims(),
      history: history, emit: emit)
    try await withThrowingTaskGroup(of: StageRunner.Ending.self) { group in
      var running = 0
      while true {
        while try !restore(plan, &progress) {
          planner.forget()
          plan = try planner.plan()
        }
        for id in progress.ready(plan) where !Task.isCancelled {
          guard let stage = request.analysis.stage(id), let planned = plan[id] else { continue }
          progress.start(id)
          running += 1
          let digests = stage.inputs.compactMap { plan[$0.stage]?.digest(of: $0.output) }
          group.addTask(executorPreference: pool) {
            await IdleThreads.$current.withValue(pool) {
              await worker.run(stage, planned, digests)
            }
          }
        }
        guard running > 0, let ending = try await group.next() else { break }
        running -= 1
        progress.end(ending, keepsGoing: request.keepsGoing)
        planner.end(ending)
        plan = try planner.plan()
      }
    }
    if Task.isCancelled { progress.outcome.wasInterrupted = true }
    let outcome = progress.finish(plan, emit: emit)
    try history.end(outcome, plan: plan)
    return outcome
  }

  /// Puts missing files of fresh stages back; an edited one fails its stage.
  ///
  /// Gives false when the bytes of a file were found damaged, so that its stage is fresh no more.
  private func restore(_ plan: Plan, _ progress: inout RunProgress) throws -> Bool {
    let exporter = Exporter(
      store: store, overwrites: request.selection.ignoresJobs, locate: request.locate)
    guard request.analysis.writesFiles else { return true }
    for planned in plan.stages where planned.state == .fresh && progress.needsRestoring(planned.id)
    {
      guard let stage = request.analysis.stage(planned.id), let result = planned.result else {
        continue
      }
      do {
        try exporter.materialise(stage, result.outputs)
        progress.restored(planned.id)
      } catch let error as DiagnosticError {
        progress.end(
          StageRunner.Ending(stage: planned.id, outcome: .failed, problems: error.diagnostics),
          keepsGoing: request.keepsGoing)
        emit(
          .stageEnd(
            RunEvent.StageEnd(
              stage: planned.id, outcome: .failed, seconds: 0, cpuSeconds: 0, reasons: [],
              jobsComputed: 0, jobsReused: 0, remarks: [], problems: error.diagnostics)))
      } catch EngineError.artifactLost {
        return false
      }
    }
    return true
  }
}
