package import Analyses
import Documents

extension DiagramStage {
  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let diagram = try context.output("figure", as: Diagram.self)
    let title = settings.title.isEmpty ? context.stage : settings.title
    let figure = Figure(
      id: "diagram-\(context.stage)", title: title, caption: Markdown.text(of: diagram.caption),
      x: Figure.Axis(""), y: Figure.Axis(""),
      chart: .graph(nodes: diagram.nodes, edges: diagram.edges, direction: settings.direction),
      table: table(diagram, title: title))
    return StageView(blocks: [.figure(figure)])
  }

  /// One row for each box, with where its arrows lead.
  private static func table(_ diagram: Diagram, title: String) -> DataTable {
    let titles = Dictionary(diagram.nodes.map { ($0.id, $0.title) }) { first, _ in first }
    let columns: [(heading: String, cell: (Figure.Node) -> String)] = [
      ("Role", { $0.role }), ("Detail", { $0.detail }),
      (
        "Leads to",
        { node in
          diagram.edges.filter { $0.from == node.id }.map { edge in
            (titles[edge.to] ?? edge.to) + (edge.label.isEmpty ? "" : " (\(edge.label))")
          }.joined(separator: ", ")
        }
      ),
    ]
    let used = columns.filter { column in diagram.nodes.contains { !column.cell($0).isEmpty } }
    return DataTable(
      caption: "The boxes of \(title), and where their arrows lead",
      headings: [.init("Box")] + used.map { .init($0.heading) },
      rows: diagram.nodes.map { node in [Text(node.title)] + used.map { Text($0.cell(node)) } })
  }
}
