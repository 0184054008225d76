import Analyses
import Cache
import Diagnostics
import Documents
import Engine
import Foundation
import Reports

/// Makes the report of an analysis from stored values.
struct ReportBuilder {
  let opened: OpenedAnalysis
  let store: ResultStore
  let state: ReportState
  /// Whether dates, seconds and the machine are shown.
  let showsMeasurements: Bool
  /// After how many seconds a browser reads the page again, nil for never.
  let refreshSeconds: Int?

  private var analysis: Analysis { opened.analysis }

  /// Makes the report from stored values.
  func report() throws -> Report {
    var views: [(stage: Stage, planned: PlannedStage, view: StageView)] = []
    for stage in analysis.stages {
      guard let planned = state.plan[stage.id] else { continue }
      views.append((stage, planned, try view(of: stage, planned)))
    }
    let answers = views.compactMap(\.view.answer)
    let own = try ownAnswer()
    return Report(
      title: title, question: analysis.question.isEmpty ? nil : analysis.question,
      answer: own.text ?? answers.last ?? noAnswer,
      keyNumbers: Self.eachOnce(
        views.flatMap { answers.isEmpty ? $0.view.preliminaryNumbers : $0.view.numbers }),
      lead: views.flatMap(\.view.lead),
      findings: Self.eachOnce(views.flatMap(\.view.findings)), warnings: warnings + own.warnings,
      changes: try changes(),
      pipeline: PipelineFigure(
        analysis: analysis, stages: state.plan, role: { state.role(of: $0) },
        showsMeasurements: showsMeasurements
      )
      .figure,
      sections: sections(views) + (try ModelCard(builder: self).section().map { [$0] } ?? []),
      making: ReportFacts(self).making, facts: ReportFacts(self).facts,
      source: Report.Source(name: opened.url.lastPathComponent, text: analysis.source.text),
      refreshSeconds: refreshSeconds, data: try PageData(self).json)
  }

  /// What changed since the last run with other results; it is part of the history, not of results.
  private func changes() throws -> Section? {
    guard showsMeasurements else { return nil }
    let now = PastState(state.plan, of: analysis)
    let past = try store.read { snapshot in Result { try now.previous(snapshot) } }.get()
    guard let past else { return nil }
    let difference = StateDifference(from: past, to: now)
    return difference.isEmpty ? nil : ChangesSection(past: past, difference: difference).section
  }

  /// Leaves out what was said before, as when two evaluations have the same held-out score.
  private static func eachOnce<Item: Hashable>(_ items: [Item]) -> [Item] {
    var seen: Set<Item> = []
    return items.filter { seen.insert($0).inserted }
  }

  /// The file's path inside the workspace, so that the page is the same from any folder.
  private var shownPath: String { opened.workspace.relative(opened.url) }

  private var title: String {
    analysis.draftRowCount == nil ? analysis.title : "Draft: \(analysis.title)"
  }

  /// The answer in the file's own words; without the results that it quotes, the reason.
  private func ownAnswer() throws -> (text: Text?, warnings: [Text]) {
    guard let template = analysis.answer else { return (nil, []) }
    switch try AnswerText(template: template, plan: state.plan, store: store).outcome() {
    case .filled(let text): return (text, [])
    case .waiting: return (nil, [])
    case .failed(let reason):
      return (nil, [Text("The answer of the file cannot be filled in: \(reason).")])
    }
  }

  private var noAnswer: Text {
    let pending = state.plan.stages.filter { $0.state != .fresh }
    if pending.contains(where: { $0.state == .sealed }) {
      return "The test rows are sealed. On training rows that their fits had not seen, the models "
        + "score as follows."
    }
    if pending.isEmpty {
      return Text("All \(analysis.stages.count) stages are computed; none of them scores a model.")
    }
    return Text("There is no answer yet: \(pending.count) of \(analysis.stages.count) stages lack ")
      + "a result."
  }

  private var warnings: [Text] {
    var warnings = analysis.warnings.map { Text($0.headline) }
    if let count = analysis.draftRowCount {
      warnings.append(
        "This is a draft: each source gave a sample of at most \(count) rows. Nothing here is a result."
      )
    }
    if !analysis.overrides.isEmpty {
      warnings.append(
        Text("The command line changed settings of the file: ")
          + .code(analysis.overrides.joined(separator: ", ")))
    }
    let stale = state.plan.stages.filter { ![.fresh, .sealed].contains($0.state) }
    if !stale.isEmpty {
      warnings.append(
        Text("Not up to date: \(stale.map(\.id).joined(separator: ", ")). Run ")
          + .code("workbench run \(shownPath)") + ".")
    }
    return warnings
  }

  private func view(of stage: Stage, _ planned: PlannedStage) throws -> StageView {
    guard planned.state == .fresh else {
      return StageView(blocks: [.finding(absence(of: planned))])
    }
    return try stage.work.view(
      StageReading(
        planned: planned, inputs: stage.inputs, store: store, lookCount: state.lookCount,
        firstLookDay: showsMeasurements ? state.firstLookDay : "",
        sealedOutputs: state.sealedOutputs(of: stage, opened.analysis),
        ambiguousStages: ambiguousStages, testPorts: hasOneTest ? stage.testPorts : []))
  }

  /// Whether all stages that read test targets read those of the same rows.
  private var hasOneTest: Bool {
    let tests = analysis.stages.filter(\.readsTestTargets).flatMap { stage in
      stage.inputs.filter { stage.testPorts.contains($0.port) && $0.companionOf == nil }
        .map { "\($0.stage).\($0.output)" }
    }
    return Set(tests).count == 1
  }

  /// The stages with more than one table to give, as the parts of a split.
  private var ambiguousStages: Set<String> {
    Set(
      opened.analysis.stages.filter { stage in
        stage.kind.outputs.count { $0.sort == .table } > 1
      }.map(\.id))
  }

  private func absence(of planned: PlannedStage) -> Finding {
    let reasons = planned.reasons.map(\.text).joined(separator: "; ")
    switch planned.state {
    case .sealed:
      return Finding(
        .note, "Sealed: the targets of the test rows have not been read",
        explanation: Text("Break the seal with ")
          + .code("workbench run \(shownPath) --unseal")
          + ", once, when nothing will be changed any more.")
    case .failed:
      return Finding(.warning, "Failed the last time", explanation: Text(reasons))
    default:
      return Finding(.note, "No result under the present settings", explanation: Text(reasons))
    }
  }

  /// Stages of one part of the report stand together, parts in the order of the file.
  private func sections(
    _ views: [(stage: Stage, planned: PlannedStage, view: StageView)]
  ) -> [Section] {
    var titles: [String] = []
    var blocks: [String: [Block]] = [:]
    for item in views {
      let title = item.stage.section ?? item.stage.kind.section
      if blocks[title] == nil { titles.append(title) }
      var parts: [Block] = []
      if let note = item.stage.note { parts.append(.paragraph(Text(note))) }
      parts += item.view.blocks
      if let settings = settingsTable(item.stage) { parts.append(.details("Settings", [settings])) }
      if let log = item.planned.result?.log, !log.isEmpty {
        parts.append(.details("Remarks", [.listing(log)]))
      }
      blocks[title, default: []].append(
        .part(
          Part(
            id: "stage-\(item.stage.id)", title: item.stage.id, kind: item.stage.kind.name,
            blocks: parts)))
    }
    return titles.enumerated().map { index, title in
      Section(id: "part-\(index + 1)", title: title, blocks: blocks[title] ?? [])
    }
  }

  /// Every setting as it was used, and who decided it.
  private func settingsTable(_ stage: Stage) -> Block? {
    guard !stage.settings.isEmpty else { return nil }
    let rows = stage.settings.map { setting in
      [
        Text.code(setting.name), Text(setting.value.text),
        Text(Explanation.decider(of: setting, file: shownPath)),
      ]
    }
    return .table(
      DataTable(
        caption: "Settings of \(stage.id) as they were used",
        headings: [.init("Setting"), .init("Value"), .init("Decided by")], rows: rows))
  }
}
