import Analyses
package import Cache
import Diagnostics
import Digests
import Engine
import Stages
package import Tables

/// Stored results under the keys of an analysis as it stands, for showing and exporting.
package struct StoredOutputs {
  private let opened: OpenedAnalysis
  private let store: ResultStore?
  private let plan: Plan

  package init(_ opened: OpenedAnalysis) throws {
    self.opened = opened
    store = try opened.existingStore()
    plan = try opened.plan(store)
  }

  /// An output's bytes and the format they are in.
  package struct Content: Sendable {
    package let format: String
    package let bytes: [UInt8]
    /// The settings of the stage that made it.
    let settings: [ResolvedSetting]
  }

  /// Gives the bytes of `STAGE` or `STAGE.OUTPUT`; throws with what would make them.
  package func content(of reference: String) throws -> Content {
    let parts = reference.split(separator: ".", maxSplits: 1).map(String.init)
    let id = parts.first ?? reference
    guard let stage = opened.analysis.stage(id) else {
      throw DiagnosticError(unknownStage(id))
    }
    let name = parts.count > 1 ? parts[1] : stage.firstOutput ?? ""
    let names = stage.kind.outputs.map(\.name)
    guard names.contains(name) else {
      throw DiagnosticError(
        Diagnostic(
          .noResult, "'\(id)' has no output '\(name)'",
          hints: ["it has \(names.joined(separator: ", "))"]))
    }
    guard let result = plan[id]?.result, let output = result.output(name),
      let bytes = try store?.bytes(of: output.digest)
    else { throw DiagnosticError(absent(id)) }
    return Content(format: output.format, bytes: bytes, settings: stage.settings)
  }

  /// Gives the names of targets in an output that has test rows behind the seal.
  ///
  /// The seal is broken once there is a result that has read their targets.
  package func sealedColumns(of reference: String) -> Set<String> {
    let analysis = opened.analysis
    let parts = reference.split(separator: ".", maxSplits: 1).map(String.init)
    let isOpen = analysis.stages.contains {
      $0.readsTestTargets && plan[$0.id]?.state == .fresh
    }
    guard analysis.testSet == .sealed, !isOpen, let stage = analysis.stage(parts.first ?? ""),
      let name = parts.count > 1 ? parts[1] : stage.firstOutput,
      stage.outputTypes[name]?.isTest == true
    else { return [] }
    let types = analysis.stages.flatMap(\.outputTypes.values)
    // What gives the target away is as telling as the target.
    return Set(
      types.compactMap { $0.recipe?.target ?? $0.model?.target }
        + types.flatMap { $0.recipe?.leaks ?? [] })
  }

  /// Gives the figures of merit of every fresh stage, in the order of the file.
  package func metrics() -> [(stage: String, row: MetricRow)] {
    plan.stages.flatMap { planned in
      (planned.result?.metrics ?? []).map { row in
        let rows = shownRows(row.rows, of: planned.id)
        return (
          stage: planned.id,
          row: MetricRow(
            model: row.model, rows: rows, metric: row.metric, value: row.value, low: row.low,
            high: row.high, count: row.count)
        )
      }
    }
  }

  /// The name of scored rows, with the output where their stage has several tables.
  private func shownRows(_ rows: String, of id: String) -> String {
    guard let stage = opened.analysis.stage(rows),
      stage.kind.outputs.count(where: { $0.sort == .table }) > 1,
      let input = opened.analysis.stage(id)?.inputs.first(where: { $0.stage == rows })
    else { return rows }
    return "\(rows).\(input.output)"
  }

  /// Reads a content that is a table; nil for the other formats.
  package static func table(_ content: Content) throws -> Table? {
    content.format == Table.format ? try Table.decode(content.bytes) : nil
  }

  private func unknownStage(_ id: String) -> Diagnostic {
    let ids = opened.analysis.stages.map(\.id)
    return Diagnostic(
      .noResult, "there is no stage '\(id)'",
      hints: [
        Suggestion.nearest(to: id, among: ids).map { "did you mean `\($0)`?" }
          ?? "the stages are \(ids.joined(separator: ", "))"
      ])
  }

  private func absent(_ id: String) -> Diagnostic {
    let isSealed = plan[id]?.state == .sealed
    let command = "workbench run \(opened.analysis.source.path) \(id)"
    return Diagnostic(
      .noResult, "'\(id)' has no result under the analysis as it stands",
      hints: [
        isSealed
          ? "the test rows are sealed; `\(command) --unseal` reads their targets and makes it"
          : "`\(command)` makes it"
      ])
  }
}
