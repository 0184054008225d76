package import Analyses
package import Cache
package import Digests
import Foundation

/// What is known when stages are planned.
package struct PlanKnowledge {
  /// Gives the stored result of a key, with all its bytes there, or nil.
  package let result: (Digest) throws -> StoredResult?
  /// The latest record of each stage of this analysis.
  package let records: [String: StageRecord]
  /// The digests of the files that stages read, by path as written.
  package let files: [String: Digest]
  /// Whether the targets of test rows may be read.
  package let isUnsealed: Bool

  package init(
    result: @escaping (Digest) throws -> StoredResult?, records: [String: StageRecord],
    files: [String: Digest], isUnsealed: Bool
  ) {
    self.result = result
    self.records = records
    self.files = files
    self.isUnsealed = isUnsealed
  }
}

/// Decides how each stage stands; it computes nothing and changes nothing.
package enum Planner {
  /// Gives the plan of an analysis.
  package static func plan(_ analysis: Analysis, _ knowledge: PlanKnowledge) throws -> Plan {
    try plan(analysis, knowledge, known: [:])
  }

  /// Gives the plan of an analysis some of whose stages have known keys.
  static func plan(
    _ analysis: Analysis, _ knowledge: PlanKnowledge, known: [String: PlannedStage]
  ) throws -> Plan {
    var planned: [String: PlannedStage] = [:]
    var order: [PlannedStage] = []
    for stage in analysis.stages {
      let item =
        try known[stage.id].map { try renewed($0, knowledge) }
        ?? plan(stage, analysis, planned, knowledge)
      planned[stage.id] = item
      order.append(item)
    }
    return Plan(stages: order)
  }

  /// Another stage, or another run, can have stored the result of the same key.
  private static func renewed(
    _ known: PlannedStage, _ knowledge: PlanKnowledge
  ) throws -> PlannedStage {
    guard known.state != .fresh, let record = known.record,
      let result = try knowledge.result(record.key)
    else { return known }
    return PlannedStage(
      id: known.id, state: .fresh, reasons: [], record: record, result: result)
  }

  private static func plan(
    _ stage: Stage, _ analysis: Analysis, _ planned: [String: PlannedStage],
    _ knowledge: PlanKnowledge
  ) throws -> PlannedStage {
    let missing = stage.upstream.filter { planned[$0]?.state != .fresh }
    let inputDigests = stage.inputs.compactMap { planned[$0.stage]?.digest(of: $0.output) }
    let fileDigests = stage.work.files.compactMap { knowledge.files[$0.path] }
    guard missing.isEmpty, inputDigests.count == stage.inputs.count,
      fileDigests.count == stage.work.files.count
    else {
      let isSealed = !missing.isEmpty && missing.allSatisfy { planned[$0]?.state == .sealed }
      return PlannedStage(
        id: stage.id, state: isSealed ? .sealed : .waiting(on: missing),
        reasons: missing.map { .waiting(stage: $0) }, record: nil, result: nil)
    }
    let record = KeyRecord(stage: stage, inputDigests: inputDigests, fileDigests: fileDigests)
    if let result = try knowledge.result(record.key) {
      return PlannedStage(
        id: stage.id, state: .fresh, reasons: [], record: record, result: result)
    }
    let (state, reasons) = absence(of: record, earlier: knowledge.records[stage.id])
    let isSealed =
      stage.readsTestTargets && analysis.testSet == .sealed && !knowledge.isUnsealed
    return PlannedStage(
      id: stage.id, state: isSealed ? .sealed : state, reasons: reasons, record: record,
      result: nil)
  }

  /// Says why there is no result under a key, from the latest record of the stage.
  private static func absence(
    of record: KeyRecord, earlier: StageRecord?
  ) -> (StageState, [StaleReason]) {
    guard let earlier else { return (.never, [.neverRun]) }
    if earlier.outcome == "failed", earlier.key == record.key {
      return (.failed, [.failedBefore])
    }
    let old = try? JSONDecoder().decode(KeyRecord.self, from: Data(earlier.record.utf8))
    guard let old else { return (.stale, [.resultLost]) }
    let reasons = StaleReason.differences(from: old, to: record)
    return (.stale, reasons.isEmpty ? [.resultLost] : reasons)
  }
}
