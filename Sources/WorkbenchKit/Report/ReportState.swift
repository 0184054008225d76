import Analyses
import Cache
import Digests
import Engine

/// All that a report shows, read from the cache at one moment.
struct ReportState: Sendable {
  let plan: Plan
  /// The last run that computed something, nil before the first.
  let run: RunRow?
  /// How each stage came out of that run.
  let runOutcomes: [String: String]
  let lookCount: Int
  let firstLookDay: String

  /// Reads the state; the plan is made on the same snapshot.
  init(_ opened: OpenedAnalysis, _ store: ResultStore) throws {
    let (analysis, digests) = (opened.analysis, opened.fileDigests)
    self = try store.read { snapshot in
      let plan = try Planner.plan(
        analysis,
        PlanKnowledge(
          result: { try snapshot.result($0) },
          records: try snapshot.records(analysis: analysis.name), files: digests,
          isUnsealed: false))
      let run = try snapshot.lastRun(analysis: analysis.name)
      let outcomes = try run.map { try snapshot.records(run: $0.id) } ?? []
      let rows = plan.testRows(of: analysis)
      let looks = TestLooks(try snapshot.looks(), opened.lookBook, rows: rows)
      return ReportState(
        plan: plan, run: run,
        runOutcomes: Dictionary(outcomes.map { ($0.stage, $0.outcome) }) { _, last in last },
        lookCount: looks.count, firstLookDay: looks.firstDay)
    }
  }

  private init(
    plan: Plan, run: RunRow?, runOutcomes: [String: String], lookCount: Int, firstLookDay: String
  ) {
    self.plan = plan
    self.run = run
    self.runOutcomes = runOutcomes
    self.lookCount = lookCount
    self.firstLookDay = firstLookDay
  }

  /// The outputs of a stage that hold test rows, until a result is there that has read their targets.
  func sealedOutputs(of stage: Stage, _ analysis: Analysis) -> Set<String> {
    let isOpen = analysis.stages.contains {
      $0.readsTestTargets && plan[$0.id]?.state == .fresh
    }
    guard analysis.testSet == .sealed, !isOpen else { return [] }
    return Set(stage.outputTypes.filter { $0.value.isTest }.keys)
  }

  /// How a stage is shown in the drawing.
  func role(of stage: PlannedStage) -> String {
    switch stage.state {
    case .fresh: runOutcomes[stage.id] == "computed" ? "computed" : "older"
    case .stale, .waiting: "stale"
    case .never: "never"
    case .failed: "failed"
    case .sealed: "sealed"
    }
  }
}
