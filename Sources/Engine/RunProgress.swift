import Analyses
import Diagnostics

/// Which stages of a run are done, running, to come or out of reach.
struct RunProgress {
  private let analysis: Analysis
  private let selection: Selection
  /// The stages that are computed although they are fresh.
  private let forced: Set<String>
  private var started: Set<String> = []
  private var finished: Set<String> = []
  private var failed: Set<String> = []
  private var cancelled: Set<String> = []
  private var restoredFiles: Set<String> = []
  private var lostInputs: [String: Int] = [:]
  private var isStopping = false
  var outcome = RunOutcome()

  init(_ request: RunRequest) {
    analysis = request.analysis
    selection = request.selection
    // Behind the seal a result that is there is shown, and no target is read for it again.
    let isSealed = request.analysis.testSet == .sealed && !request.isUnsealed
    forced = request.selection.forced.filter { id in
      !isSealed || request.analysis.stage(id)?.readsTestTargets != true
    }
  }

  /// Gives the stages that can start now: known key, asked for or needed, nothing above pending.
  func ready(_ plan: Plan) -> [String] {
    guard !isStopping else { return [] }
    return plan.stages.filter { planned in
      guard selection.included.contains(planned.id), !started.contains(planned.id),
        planned.record != nil, let stage = analysis.stage(planned.id)
      else { return false }
      let isPending = stage.upstream.contains { id in
        isForced(id) && !finished.contains(id)
          || started.contains(id) && !finished.contains(id)
      }
      guard !isPending, stage.upstream.allSatisfy({ !failed.contains($0) }) else { return false }
      switch planned.state {
      case .stale, .never, .failed: return true
      case .fresh: return isForced(planned.id)
      case .waiting, .sealed: return false
      }
    }.map(\.id)
  }

  /// Whether a stage is computed although it is fresh.
  func isForced(_ id: String) -> Bool { forced.contains(id) }

  /// Whether the files of a fresh stage are still to be looked after.
  func needsRestoring(_ id: String) -> Bool {
    selection.included.contains(id) && !restoredFiles.contains(id) && !isForced(id)
      && !started.contains(id)
  }

  /// Notes that the files of a stage are in their places.
  mutating func restored(_ id: String) { restoredFiles.insert(id) }

  /// Notes that a stage has begun.
  mutating func start(_ id: String) { started.insert(id) }

  /// Notes how a stage ended.
  mutating func end(_ ending: StageRunner.Ending, keepsGoing: Bool) {
    finished.insert(ending.stage)
    started.insert(ending.stage)
    outcome.problems += ending.problems
    switch ending.outcome {
    case .computed: outcome.computed.append(ending.stage)
    case .skipped where ending.lostInput && mayTryAgain(ending.stage):
      // An input was damaged: the planner will see that it is gone, and both are computed again.
      lostInputs[ending.stage, default: 0] += 1
      started.remove(ending.stage)
      finished.remove(ending.stage)
      for id in analysis.stage(ending.stage)?.upstream ?? [] {
        started.remove(id)
        finished.remove(id)
      }
    case .skipped where ending.wasCancelled:
      cancelled.insert(ending.stage)
      isStopping = true
    default:
      if ending.lostInput { outcome.problems.append(keepsLosing(ending.stage)) }
      failed.insert(ending.stage)
      outcome.failed.append(ending.stage)
      if !keepsGoing { isStopping = true }
    }
  }

  /// Each try finds one input damaged, and its own bytes and those of jobs may be too; a disk that
  /// goes on losing bytes ends the trying.
  private func mayTryAgain(_ id: String) -> Bool {
    lostInputs[id, default: 0] < (analysis.stage(id)?.inputs.count ?? 0) + 2
  }

  private func keepsLosing(_ id: String) -> Diagnostic {
    Diagnostic(
      .cacheUnusable, "the inputs of '\(id)' were stored and lost again and again",
      hints: ["look at the disk that the cache lies on"])
  }

  /// Gives the outcome with what was reused, sealed and skipped, and tells of each.
  mutating func finish(_ plan: Plan, emit: (RunEvent) -> Void) -> RunOutcome {
    for planned in plan.stages where selection.included.contains(planned.id) {
      let id = planned.id
      guard !outcome.computed.contains(id), !outcome.failed.contains(id) else { continue }
      if cancelled.contains(id) {
        outcome.skipped.append(id)
        continue
      }
      let stageOutcome: StageOutcome
      switch planned.state {
      case .fresh:
        stageOutcome = .reused
        outcome.reused.append(id)
      case .sealed:
        stageOutcome = .sealed
        outcome.sealed.append(id)
      default:
        stageOutcome = .skipped
        outcome.skipped.append(id)
      }
      emit(
        .stageEnd(
          RunEvent.StageEnd(
            stage: id, outcome: stageOutcome, seconds: 0, cpuSeconds: 0, reasons: planned.reasons,
            jobsComputed: 0, jobsReused: 0, remarks: [], problems: [])))
    }
    return outcome
  }
}
