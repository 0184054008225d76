import Analyses
import Documents
import Tables

/// Joins the boxes and arrows of settings and tables.
struct DiagramBuilder {
  private let settings: DiagramStage.Settings
  private let context: any StageContext

  init(_ settings: DiagramStage.Settings, _ context: any StageContext) {
    self.settings = settings
    self.context = context
  }

  /// Gives the diagram; each end of an arrow is a box in it.
  func diagram() throws -> Diagram {
    let edges = try edgesOfSettings() + edgesOfTable()
    var nodes = try nodesOfSettings() + nodesOfTable()
    var known: Set<String> = []
    for node in nodes where !known.insert(node.id).inserted {
      throw StageProblem("two nodes have the id '\(node.id)'")
    }
    if nodes.isEmpty {
      for id in edges.flatMap({ [$0.from, $0.to] }) where known.insert(id).inserted {
        nodes.append(Figure.Node(id: id, title: id, detail: "", role: ""))
      }
    }
    for edge in edges {
      for id in [edge.from, edge.to] where !known.contains(id) {
        throw StageProblem(
          "an edge names the node '\(id)', which there is not",
          hints: ["add it to the nodes, or give no nodes: then they are the ends of the edges"])
      }
    }
    try limit(nodes.count, DiagramStage.nodeCountMax, "node")
    try limit(edges.count, DiagramStage.edgeCountMax, "edge")
    let caption = try settings.caption.filled {
      Markdown.escaped(try TextStage.quoted($0, setting: "caption", context))
    }
    return Diagram(nodes: nodes, edges: edges, caption: caption)
  }

  private func limit(_ count: Int, _ limit: Int, _ noun: String) throws {
    guard count > limit else { return }
    throw StageProblem(
      "\(Wording.count(count, noun)) are too many for a picture; it takes at most \(limit)",
      hints: ["choose the ones that matter with an `sql` stage above"])
  }

  private func nodesOfSettings() throws -> [Figure.Node] {
    try settings.nodes.enumerated().map { index, node in
      Figure.Node(
        id: node.id, title: try filled(node.title, "nodes[\(index)].title"),
        detail: try filled(node.detail, "nodes[\(index)].detail"), role: node.role)
    }
  }

  private func edgesOfSettings() throws -> [Figure.Edge] {
    try settings.edges.enumerated().map { index, edge in
      Figure.Edge(
        from: edge.from, to: edge.to, label: try filled(edge.label, "edges[\(index)].label"))
    }
  }

  private func filled(_ template: Template, _ setting: String) throws -> String {
    try template.filledPlain { try TextStage.quoted($0, setting: setting, context) }
  }

  private func nodesOfTable() throws -> [Figure.Node] {
    guard let rows = try context.inputs("nodes", as: Table.self).first else { return [] }
    return try (0..<rows.value.rowCount).map { row in
      let id = try required("id", row, rows)
      return Figure.Node(
        id: id, title: cell("title", row, rows.value) ?? id,
        detail: cell("detail", row, rows.value) ?? "", role: cell("role", row, rows.value) ?? "")
    }
  }

  private func edgesOfTable() throws -> [Figure.Edge] {
    guard let rows = try context.inputs("edges", as: Table.self).first else { return [] }
    return try (0..<rows.value.rowCount).map { row in
      Figure.Edge(
        from: try required("from", row, rows), to: try required("to", row, rows),
        label: cell("label", row, rows.value) ?? "")
    }
  }

  private func required(_ name: String, _ row: Int, _ rows: Given<Table>) throws -> String {
    // A number that names something is written without gaps, as settings would write it.
    if let number = rows.value[name]?.numbers?[row], !number.isNaN {
      return SettingValue.text(of: number)
    }
    if let text = rows.value[name]?.texts?[row] { return text }
    throw StageProblem("row \(row + 1) of '\(rows.stage)' has no value in '\(name)'")
  }

  private func cell(_ name: String, _ row: Int, _ table: Table) -> String? {
    switch table[name]?.values {
    case .numbers(let numbers)?: numbers[row].isNaN ? nil : ValueText.number(numbers[row])
    case .texts(let texts)?: texts[row]
    case .flags(let flags)?: flags[row].map { "\($0)" }
    case .dates(let dates)?: dates.text(row)
    case nil: nil
    }
  }
}
