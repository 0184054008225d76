import Documents
import Foundation

/// Boxes and arrows, down or to the right; how a box stands is said in words, by colour and by a sign.
struct GraphChart {
  private static let titleSize = 16.0
  private static let detailSize = 14.0
  private static let margin = 10.0

  private let figure: Figure
  private let nodes: [Figure.Node]
  private let edges: [Figure.Edge]
  private let direction: Figure.Direction
  private let width: Double
  private let height: Double
  /// The roles that have no look of their own, in the order in which they appear.
  private let roles: [String]

  init(
    _ figure: Figure, nodes: [Figure.Node], edges: [Figure.Edge], direction: Figure.Direction
  ) {
    self.figure = figure
    self.nodes = nodes
    self.edges = edges
    self.direction = direction
    // A line less where no box has a role, and another where none has a detail.
    let lines = [nodes.contains { !$0.role.isEmpty }, nodes.contains { !$0.detail.isEmpty }]
    height = [42, 62, 78][lines.count { $0 }]
    roles = NodeRole.others(among: nodes)
    let widths = nodes.flatMap { node in
      [
        TextWidth.estimate(node.title, size: GraphChart.titleSize) * 1.06,
        TextWidth.estimate(node.role, size: GraphChart.detailSize) + 20,
        TextWidth.estimate(node.detail, size: GraphChart.detailSize),
      ]
    }
    width = min(max((widths.max() ?? 0) + 24, 120), 190)
  }

  /// Draws the picture.
  func draw(settings: PlotSettings) throws(PlotError) -> Drawing {
    var indices: [String: Int] = [:]
    for (index, node) in nodes.enumerated() where indices[node.id] == nil {
      indices[node.id] = index
    }
    var lines: [Graphviz.Edge] = []
    var labels: [[Int]: String] = [:]
    for edge in edges {
      guard let from = indices[edge.from] else {
        throw .unknownNode(id: edge.from, figure: figure.id)
      }
      guard let to = indices[edge.to] else {
        throw .unknownNode(id: edge.to, figure: figure.id)
      }
      let width = TextWidth.estimate(edge.label, size: GraphChart.detailSize)
      lines.append(.init(from: from, to: to, labelWidth: edge.label.isEmpty ? 0 : min(width, 140)))
      labels[[from, to]] = edge.label
    }
    guard !nodes.isEmpty else {
      var empty = Drawing(width: 560, height: 40, leastWidth: 320)
      empty.write("There is nothing to draw.", at: 12, 26, .init(paint: .muted))
      return empty
    }
    let layout = try Graphviz.layOut(
      .init(
        nodeCount: nodes.count, width: width, height: height, edges: lines,
        leadsRight: direction == .right),
      settings: settings)
    let margin = GraphChart.margin
    let natural = layout.width + 2 * margin
    var drawing = Drawing(
      width: natural, height: layout.height + 2 * margin, leastWidth: natural * 0.8)
    for line in layout.lines {
      draw(line, label: labels[[line.from, line.to]] ?? "", into: &drawing)
    }
    for (node, centre) in zip(nodes, layout.centres) {
      draw(node, x: centre.x + margin, y: centre.y + margin, into: &drawing)
    }
    return drawing
  }

  private func draw(
    _ line: Graphviz.Line, label: String, into drawing: inout Drawing
  ) {
    let points = line.points.map {
      Drawing.Point(x: $0.x + GraphChart.margin, y: $0.y + GraphChart.margin)
    }
    var strokes: [Drawing.Stroke] = [.move(points[0])]
    for index in stride(from: 1, to: points.count - 2, by: 3) {
      strokes.append(.curve(points[index], points[index + 1], points[index + 2]))
    }
    drawing.pieces.append(.outline(strokes, .init(paint: .muted, width: 1.5), layer: 0))
    let end = points[points.count - 1]
    let before = points[points.count - 2]
    let length = max(hypot(end.x - before.x, end.y - before.y), 1e-6)
    let (alongX, alongY) = ((end.x - before.x) / length, (end.y - before.y) / length)
    // The course ends where the head begins; a head is ten units long.
    drawing.pieces.append(
      .area(
        [
          .move(.init(x: end.x + alongX * 10, y: end.y + alongY * 10)),
          .line(.init(x: end.x - alongY * 4.5, y: end.y + alongX * 4.5)),
          .line(.init(x: end.x + alongY * 4.5, y: end.y - alongX * 4.5)), .close,
        ], .muted, opacity: 1, layer: 0))
    if let place = line.label, !label.isEmpty {
      drawing.write(
        TextWidth.fitted(label, size: GraphChart.detailSize, width: 140),
        at: place.x + GraphChart.margin, place.y + GraphChart.margin + 5,
        .init(paint: .muted, size: GraphChart.detailSize, anchor: .middle))
    }
  }

  private func draw(_ node: Figure.Node, x: Double, y: Double, into drawing: inout Drawing) {
    let role = NodeRole(node.role, among: roles)
    let (left, top) = (x - width / 2, y - height / 2)
    let box = [Drawing.Stroke].rectangle(
      x: left, y: top, width: width, height: height)
    drawing.pieces.append(.area(box, .surface, opacity: 1, layer: 0))
    drawing.pieces.append(.area(box, role.paint, opacity: role.tint, layer: 1))
    drawing.pieces.append(
      .outline(box, .init(paint: role.paint, width: 1.6, dashes: role.dashes), layer: 0))
    drawing.write(
      TextWidth.fitted(node.title, size: GraphChart.titleSize, width: (width - 20) / 1.06),
      at: left + 12, top + 26,
      .init(paint: .ink, size: GraphChart.titleSize, isBold: true))
    if !node.role.isEmpty { write(node.role, role, left: left, top: top, into: &drawing) }
    drawing.write(
      TextWidth.fitted(node.detail, size: GraphChart.detailSize, width: width - 22),
      at: left + 12, top + (node.role.isEmpty ? 50 : 67),
      .init(paint: .muted, size: GraphChart.detailSize))
  }

  private func write(
    _ word: String, _ role: NodeRole, left: Double, top: Double, into drawing: inout Drawing
  ) {
    drawing.pieces.append(
      .mark(
        role.shape, .init(x: left + 18, y: top + 42), radius: 5.5, role.paint, opacity: 1, layer: 2)
    )
    drawing.write(
      TextWidth.fitted(word, size: GraphChart.detailSize, width: width - 42),
      at: left + 30, top + 47, .init(paint: .ink, size: GraphChart.detailSize))
  }
}
