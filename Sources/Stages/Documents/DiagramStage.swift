package import Analyses
import Diagnostics
package import Documents
import Tables

/// Draws boxes and arrows.
package enum DiagramStage: StageKind {
  /// A box as written.
  package struct Box: Sendable {
    package let id: String
    package let title: Template
    package let detail: Template
    package let role: String
  }

  /// An arrow as written.
  package struct Arrow: Sendable {
    package let from: String
    package let to: String
    package let label: Template
  }

  package struct Settings: Sendable {
    package let nodes: [Box]
    package let edges: [Arrow]
    package let direction: Figure.Direction
    package let title: String
    package let caption: Template
  }

  /// More boxes than this cannot be read in a picture.
  static let nodeCountMax = 150
  static let edgeCountMax = 600

  package static let name = "diagram"
  /// Goes up also when values are put into other words, since those are no part of the key.
  package static let revision = 2
  package static let summary =
    "Draws boxes and arrows, given by its settings, by tables or by both."
  package static let section = "Text"
  package static let ports = [
    Port(
      "nodes", [.table], arity: .optional,
      "A box a row: `id`, and where there are such columns `title`, `detail` and `role`."),
    Port(
      "edges", [.table], arity: .optional, "An arrow a row: `from`, `to`, and perhaps `label`."),
  ]
  package static let outputs = [
    OutputDeclaration("figure", .figure, "The boxes and arrows.")
  ]
  package static let examples = [
    StageExample(
      "Draw how rows become predictions, with a number of the analysis in a box",
      analysis: """
        workbench: 1
        title: A drawing
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 50, columns: {x: {uniform: [0, 1]}}}
          - id: way
            kind: diagram
            with:
              nodes:
                - {id: rows, title: Rows, detail: "{{drawn.rows}} of them", role: data}
                - {id: model, title: Model, role: learned}
                - {id: predictions, title: Predictions, role: data}
              edges:
                - {from: rows, to: model, label: fit}
                - {from: model, to: predictions, label: predict}
        """),
    StageExample(
      "Draw who reports to whom, from a table",
      analysis: """
        workbench: 1
        title: A drawing of a table
        stages:
          - {id: reports, kind: read-csv, with: {path: reports.csv}}
          - {id: chart, kind: diagram, from: {edges: reports}, with: {direction: right}}
        """,
      files: ["reports.csv": "from,to\nAda,Grace\nAda,Alan\nGrace,Edsger\n"]),
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    let nodes = reader.setting(
      "nodes", .list(of: .object("a node", box)), standard: [],
      "The boxes; without any they are the ends of the arrows.")
    let edges = reader.setting(
      "edges", .list(of: .object("an edge", arrow)), standard: [], "The arrows.")
    let settings = Settings(
      nodes: nodes.map(\.value), edges: edges.map(\.value),
      direction: reader.setting(
        "direction", .choice(), standard: .down, "Where the arrows lead."),
      title: reader.setting(
        "title", .anyText, standard: "", "What the picture shows; empty for the stage's id."),
      caption: Template(
        reader.setting(
          "caption", .anyText, standard: "", "What to see in it, with values as `{{STAGE.name}}`."))
    )
    var ids: Set<String> = []
    for (index, node) in settings.nodes.enumerated() where !ids.insert(node.id).inserted {
      reader.report(
        .conflict, "two nodes have the id '\(node.id)'", at: "nodes[\(index)].id")
    }
    return settings
  }

  private static func box(_ reader: inout SettingReader) -> Box {
    let id = reader.required("id", .word, placeholder: "", "What edges call it.")
    return Box(
      id: id,
      title: Template(
        reader.optional("title", .word, "What stands in it; without it the id.")
          ?? id.replacing("{{", with: "\\{{")),
      detail: Template(
        reader.setting("detail", .anyText, standard: "", "A remark below the title.")),
      role: reader.setting(
        "role", .anyText, standard: "", "What it is, in a word; boxes of one role look alike."))
  }

  private static func arrow(_ reader: inout SettingReader) -> Arrow {
    Arrow(
      from: reader.required("from", .word, placeholder: "", "The id of the box it leaves."),
      to: reader.required("to", .word, placeholder: "", "The id of the box it leads to."),
      label: Template(
        reader.setting("label", .anyText, standard: "", "What stands beside it.")))
  }

  package static func templates(_ settings: Settings) -> [SettingTemplate] {
    var templates: [SettingTemplate] = []
    for (index, node) in settings.nodes.enumerated() {
      templates.append(SettingTemplate(setting: "nodes[\(index)].title", template: node.title))
      templates.append(SettingTemplate(setting: "nodes[\(index)].detail", template: node.detail))
    }
    for (index, edge) in settings.edges.enumerated() {
      templates.append(SettingTemplate(setting: "edges[\(index)].label", template: edge.label))
    }
    templates.append(SettingTemplate(setting: "caption", template: settings.caption))
    return templates
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    let hasNodes = check.input("nodes") != nil
    let hasEdges = check.input("edges") != nil
    requireColumns(["id"], at: "nodes", &check)
    requireColumns(["from", "to"], at: "edges", &check)
    if settings.nodes.isEmpty, settings.edges.isEmpty, !hasNodes, !hasEdges {
      check.report(
        .missingKey, "there is nothing to draw: diagram needs 'nodes' or 'edges'",
        setting: "nodes", hints: ["give them under `with`, or as tables under `from`"])
    }
    if !settings.nodes.isEmpty, !hasNodes { requireEnds(settings, &check) }
    return ["figure": .figure]
  }

  private static func requireColumns(
    _ names: [String], at port: String, _ check: inout TypeCheck
  ) {
    guard let columns = check.input(port)?.table?.columns else { return }
    let stage = check.stages[port]?.first ?? ""
    for name in names where !columns.contains(where: { $0.name == name }) {
      check.report(
        .unknownColumn, "'\(stage)' lacks the column '\(name)', which \(port) need", port: port,
        hints: ["name it with an `sql` stage above: `SELECT … AS \"\(name)\"`"])
    }
  }

  private static func requireEnds(_ settings: Settings, _ check: inout TypeCheck) {
    let ids = settings.nodes.map(\.id)
    for (index, edge) in settings.edges.enumerated() {
      for (word, id) in [("from", edge.from), ("to", edge.to)] where !ids.contains(id) {
        let nearest = Suggestion.nearest(to: id, among: ids)
        check.report(
          .unknownChoice, "there is no node '\(id)'", setting: "edges[\(index)].\(word)",
          hints: [
            nearest.map { "did you mean `\($0)`?" }
              ?? "the nodes are \(ids.prefix(12).joined(separator: ", "))"
          ])
      }
    }
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    StageResult([("figure", try DiagramBuilder(settings, context).diagram())])
  }
}
