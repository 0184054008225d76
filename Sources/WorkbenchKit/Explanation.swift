import Analyses
import Cache
import Diagnostics
import Engine
import Foundation

/// Why a stage stands as it does, and who decided its settings.
package struct Explanation: Sendable {
  /// A setting, its value, and who decided it.
  package struct Origin: Sendable {
    package let name: String
    package let value: String
    package let decider: String
  }

  package let stage: String
  /// How it stands, as the end of a sentence.
  package let state: String
  package let reasons: [String]
  package let origins: [Origin]

  /// Explains a stage of an analysis; throws when there is no such stage.
  package init(_ opened: OpenedAnalysis, stage id: String) throws {
    let plan = try opened.plan(try opened.existingStore())
    guard let stage = opened.analysis.stage(id), let planned = plan[id] else {
      let ids = opened.analysis.stages.map(\.id)
      throw DiagnosticError(
        Diagnostic(
          .noResult, "there is no stage '\(id)'",
          hints: [
            Suggestion.nearest(to: id, among: ids).map { "did you mean `\($0)`?" }
              ?? "the stages are \(ids.joined(separator: ", "))"
          ]))
    }
    self.stage = id
    origins = stage.settings.map { setting in
      Origin(name: setting.name, value: setting.value.text, decider: Self.decider(of: setting))
    }
    switch planned.state {
    case .fresh:
      reasons = try Self.past(opened, id, planned)
      state = "up to date" + (reasons.isEmpty ? "" : "; it was computed because of")
    case .waiting:
      reasons = Self.causes(of: planned, in: plan)
      state = Self.words(planned)
    default:
      reasons = planned.reasons.map(\.text)
      state = Self.words(planned)
    }
  }

  /// What the stages say for which one waits, directly or through others, in the order of the file.
  private static func causes(of waiting: PlannedStage, in plan: Plan) -> [String] {
    var open = [waiting.id]
    var seen: Set<String> = []
    while let id = open.popLast() {
      guard seen.insert(id).inserted, case .waiting(let stages)? = plan[id]?.state else { continue }
      open += stages
    }
    return plan.stages.filter { seen.contains($0.id) && $0.id != waiting.id }.map { planned in
      let reasons = planned.reasons.map(\.text).joined(separator: "; ")
      if case .waiting = planned.state { return "\(planned.id) \(reasons)" }
      return "\(planned.id) is \(words(planned)): \(reasons)"
    }
  }

  private static func words(_ planned: PlannedStage) -> String {
    switch planned.state {
    case .fresh: "up to date"
    case .stale: "stale"
    case .never: "not computed yet"
    case .waiting(let stages): "waiting for \(stages.joined(separator: ", "))"
    case .failed: "failed"
    case .sealed: "sealed; `run --unseal` reads the targets of the test rows"
    }
  }

  /// The reasons for which the present result was computed.
  ///
  /// None where the last computation was under other settings, tried with `--set`.
  private static func past(
    _ opened: OpenedAnalysis, _ id: String, _ planned: PlannedStage
  ) throws -> [String] {
    let name = opened.analysis.name
    guard let store = try opened.existingStore(),
      let record = try store.read({
        try $0.lastRecord(analysis: name, stage: id, outcomes: ["computed"])
      })
    else { return [] }
    guard record.key == planned.record?.key else { return [] }
    return (try? JSONDecoder().decode([String].self, from: Data(record.reasons.utf8))) ?? []
  }

  /// Who decided a setting, in a few words; a file's name may be given in the place of its path.
  static func decider(of setting: ResolvedSetting, file: String? = nil) -> String {
    switch setting.origin {
    case .given(let span):
      span.map { $0.file.hasPrefix("--set") ? $0.file : "\(file ?? $0.file):\($0.line)" }
        ?? "the command line"
    case .settingsInput: "the settings input"
    case .varied: "the search, in turn"
    case .preset(let name): "the preset \(name)"
    case .standard: "the standard"
    }
  }
}
