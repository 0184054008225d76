package import Analyses
import Diagnostics
import Documents
import Tables

/// Draws a table as points, lines, bins, boxes, bars or a heat map, whole or in small pictures.
package enum Plot: StageKind {
  package static let name = "plot"
  package static let revision = 1
  package static let summary =
    "Draws a table: points, lines, a histogram, boxes, bars or a heat map, in one picture or in "
    + "small ones side by side."
  package static let section = "Exploration"
  package static let ports = [Port("table", [.table], "The rows to draw.")]
  package static let outputs = [
    OutputDeclaration("figure", .figure, "The numbers that are drawn.")
  ]
  package static let examples = [
    StageExample(
      "Draw points, a panel for each place, and mean heights as bars",
      analysis: """
        workbench: 1
        title: Trees of two places
        stages:
          - {id: trees, kind: read-csv, with: {path: trees.csv}}
          - id: growth
            kind: plot
            from: trees
            with: {chart: scatter, x: age, y: height, colour: sort, facet: place}
          - id: heights
            kind: plot
            from: trees
            with: {chart: bar, x: sort, y: height, of: mean, title: How high each sort is}
        """,
      files: [
        "trees.csv": """
        place,sort,age,height
        hill,oak,10,4.1
        hill,oak,20,7.9
        hill,fir,10,5.2
        hill,fir,20,
        shore,oak,10,4.6
        shore,oak,20,8.8
        shore,fir,10,5.9
        shore,fir,20,11.3

        """
      ]),
    StageExample(
      "Show how numbers lie: bins, boxes, a heat map, and an axis of ratios",
      analysis: """
        workbench: 1
        title: Drawn numbers
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with:
              rows: 200
              columns:
                x: {uniform: [1, 1000]}
                noise: {normal: [0, 1]}
                group: {choice: [a, b, c]}
          - {id: bins, kind: plot, from: drawn, with: {chart: histogram, x: noise, colour: group, bins: 12}}
          - {id: boxes, kind: plot, from: drawn, with: {chart: box, x: group, y: noise}}
          - {id: cells, kind: plot, from: drawn, with: {chart: heat-map, x: x, y: group, value: noise, of: median}}
          - {id: ratios, kind: plot, from: drawn, with: {chart: line, x: x, y: noise, log: [x]}}
        """),
  ]

  /// A plot shows every column it names, so one of test rows waits until the seal is broken.
  package static func readsTestTargets(_ inputs: [String: [ArtifactType]]) -> Bool {
    inputs["table"]?.contains(where: \.isTest) ?? false
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    let columns = check.input("table")?.table?.columns
    let stage = check.stages["table"]?.first ?? ""
    for (setting, column) in settings.columns {
      let isDate =
        settings.takesDates(setting)
        && columns?.first { $0.name == column }?.kind == ColumnKind.date.rawValue
      let kind = settings.needsNumbers(setting) && !isDate ? ColumnKind.number.rawValue : nil
      check.requireColumn(column, in: columns, of: stage, kind: kind, setting: setting)
    }
    return ["figure": .figure]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let table = try context.input("table", as: Table.self).value
    return StageResult([("figure", try PlotMaker(settings, table).plotted())])
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let plotted = try context.output("figure", as: Plotted.self)
    let words = PlotWords(settings, plotted, stage: context.stage)
    guard let figure = words.figure else { return StageView(blocks: [.paragraph(words.absence)]) }
    return StageView(blocks: [.figure(figure)])
  }
}
