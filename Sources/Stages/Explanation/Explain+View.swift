package import Analyses
import Documents
import Tables

extension Explain {
  /// How many columns have a picture of their own.
  private static let dependenceMax = 4

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let summary = try context.output("summary", as: AttributionSummary.self)
    let words = ExplanationWords(summary)
    let figures = ExplanationFigures(
      summary: summary,
      shown: ShownValues(
        try context.output("attributions", as: Table.self),
        try context.output("rows", as: Table.self), summary),
      stage: context.stage)
    var blocks: [Block] = [
      .paragraph(words.introduction(background: context.references("background").first)),
      .table(words.models), .figure(figures.bars),
    ]
    // Of sealed test rows nothing is shown one by one.
    let isSealed = context.isSealed("attributions")
    if !isSealed { blocks.append(.figure(figures.swarm)) }
    blocks += words.agreement.map { [.table($0)] } ?? []
    if let groups = words.groups, let by = summary.by {
      blocks.append(.details("Mean sizes by \(by)", [.table(groups)]))
    }
    let curves = figures.tracedColumns.compactMap { figures.curves($0, withRows: !isSealed) }
    if !curves.isEmpty {
      blocks.append(.details("What is predicted as a column varies", curves.map { .figure($0) }))
    }
    blocks += figures.pairs.map { [.figure($0)] } ?? []
    if !isSealed { blocks += details(settings, figures) }
    blocks.append(.paragraph(ExplanationWords.caution))
    return StageView(blocks: blocks)
  }

  private static func details(_ settings: Settings, _ figures: ExplanationFigures) -> [Block] {
    let columns = figures.shown.players.indices.prefix(dependenceMax).compactMap {
      figures.dependence($0)
    }
    let rows = figures.shownRows(settings.shownRows).map { figures.waterfall($0) }
    var blocks: [Block] = []
    if !columns.isEmpty {
      blocks.append(.details("What columns add by their values", columns.map { .figure($0) }))
    }
    if !rows.isEmpty {
      blocks.append(.details("How single predictions come about", rows.map { .figure($0) }))
    }
    blocks.append(
      .details(
        "All rows at a glance",
        figures.shown.models.indices.map { .figure(figures.heatMap($0)) }))
    return blocks
  }
}
