import Analyses
import Cache

/// Plans a run again after each stage, looking up only what that stage can have changed.
///
/// A plan from nothing costs several statements and a key for every stage, which for hundreds of
/// stages would be hundreds of times hundreds.
struct RunPlanner {
  private let request: RunRequest
  private let store: ResultStore
  /// The latest record of each stage, as it was before what the run itself computed.
  private var records: [String: StageRecord]?
  /// The stages whose keys are known and stay so until something above them is computed.
  private var known: [String: PlannedStage] = [:]

  init(_ request: RunRequest, store: ResultStore) {
    self.request = request
    self.store = store
  }

  /// Gives the plan as the cache stands now, in one read transaction.
  mutating func plan() throws -> Plan {
    let (request, known, earlier) = (self.request, self.known, self.records)
    let (plan, records) = try store.read { snapshot in
      let records = try earlier ?? snapshot.records(analysis: request.analysis.name)
      let knowledge = PlanKnowledge(
        result: { try snapshot.result($0) }, records: records, files: request.fileDigests,
        isUnsealed: request.isUnsealed)
      return (try Planner.plan(request.analysis, knowledge, known: known), records)
    }
    self.records = records
    for planned in plan.stages where planned.record != nil { self.known[planned.id] = planned }
    return plan
  }

  /// Notes that a stage ended, so that it and what it may have changed is looked up anew.
  mutating func end(_ ending: StageRunner.Ending) {
    if ending.lostInput {
      forget()
      return
    }
    if ending.outcome == .failed { records = nil }
    if known[ending.stage]?.state == .fresh {
      for id in Selection.downstream(of: ending.stage, request.analysis) { known[id] = nil }
    }
    known[ending.stage] = nil
  }

  /// Notes that stored bytes were found damaged, by whichever stage.
  mutating func forget() {
    known = [:]
  }
}
