import Documents

/// A graph as a list: a line for each box, and rails at the left that carry what boxes give.
///
/// It is as wide as it may be, however many boxes there are; an arrow that would cross the picture
/// is a rail down from its box, with a dot where another box takes from it.
struct RailChart {
  /// How the list is set.
  struct Form {
    let width: Double
    let leastWidth: Double
    let rowHeight: Double
    /// Whether what a box is and how it stands is on a line below its title.
    let hasTwoLines: Bool
    let gap: Double
    /// The most room for all rails.
    let railsWidth: Double

    /// Beside the other text of a page.
    static let wide = Form(
      width: 700, leastWidth: 620, rowHeight: 30, hasTwoLines: false, gap: 6, railsWidth: 200)
    /// On a telephone.
    static let narrow = Form(
      width: 350, leastWidth: 270, rowHeight: 48, hasTwoLines: true, gap: 7, railsWidth: 90)
  }

  /// What one box gives, from its row to the last one that takes it.
  private struct Rail {
    let row: Int
    let targets: [Int]
    var lane = 0
  }

  private static let margin = 10.0
  private static let arrow = 14.0
  private static let titleSize = 15.0
  private static let detailSize = 14.0

  private let nodes: [Figure.Node]
  private let form: Form
  private let rails: [Rail]
  private let roles: [String]

  /// Takes a graph whose arrows all lead to later boxes and say nothing; nil for another.
  init?(nodes: [Figure.Node], edges: [Figure.Edge], form: Form) {
    var rows: [String: Int] = [:]
    for (row, node) in nodes.enumerated() where rows[node.id] == nil { rows[node.id] = row }
    var targets: [Int: Set<Int>] = [:]
    for edge in edges {
      guard let from = rows[edge.from], let to = rows[edge.to], from < to, edge.label.isEmpty
      else { return nil }
      targets[from, default: []].insert(to)
    }
    self.nodes = nodes
    self.form = form
    roles = NodeRole.others(among: nodes)
    rails = Self.placed(
      targets.keys.sorted().map { Rail(row: $0, targets: targets[$0, default: []].sorted()) })
  }

  /// Gives each rail the first lane that is free on all of its rows, counted from the boxes.
  private static func placed(_ rails: [Rail]) -> [Rail] {
    var ends: [Int] = []
    return rails.map { rail in
      var rail = rail
      rail.lane = ends.firstIndex { $0 <= rail.row } ?? ends.count
      if rail.lane == ends.count { ends.append(0) }
      ends[rail.lane] = rail.targets.last ?? rail.row
      return rail
    }
  }

  /// Draws the picture.
  func draw() -> Drawing {
    let step = form.rowHeight + form.gap
    var drawing = Drawing(
      width: form.width, height: 2 * Self.margin + step * Double(nodes.count) - form.gap,
      leastWidth: form.leastWidth)
    let lanes = (rails.map(\.lane).max() ?? -1) + 1
    let space = lanes == 0 ? 0 : min(13, form.railsWidth / Double(lanes))
    let left = Self.margin + Double(lanes) * space + (lanes == 0 ? 0 : Self.arrow)
    func x(_ lane: Int) -> Double { left - Self.arrow - (Double(lane) + 0.5) * space }
    func top(_ row: Int) -> Double { Self.margin + Double(row) * step }
    func entry(_ row: Int) -> Double { top(row) + form.rowHeight * 0.36 }
    func way(_ row: Int) -> Double { top(row) + form.rowHeight * 0.76 }

    for row in nodes.indices {
      guard let far = rails.filter({ $0.targets.contains(row) }).map(\.lane).max() else { continue }
      drawing.line(
        from: .init(x: x(far), y: entry(row)), to: .init(x: left - 6, y: entry(row)),
        .init(paint: .muted, width: 1.2))
      drawing.pieces.append(
        .area(
          [
            .move(.init(x: left - 1, y: entry(row))),
            .line(.init(x: left - 9, y: entry(row) - 4)),
            .line(.init(x: left - 9, y: entry(row) + 4)), .close,
          ], .muted, opacity: 1, layer: 0))
    }
    for rail in rails {
      let paint = Paint.series(rail.lane)
      let end = entry(rail.targets.last ?? rail.row)
      drawing.pieces.append(
        .outline(
          [
            .move(.init(x: left, y: way(rail.row))),
            .line(.init(x: x(rail.lane) + 4, y: way(rail.row))),
            .curve(
              .init(x: x(rail.lane), y: way(rail.row)), .init(x: x(rail.lane), y: way(rail.row)),
              .init(x: x(rail.lane), y: way(rail.row) + 4)),
            .line(.init(x: x(rail.lane), y: end)),
          ], .init(paint: paint, width: 1.6), layer: 1))
      for row in rail.targets {
        drawing.pieces.append(
          .mark(
            .circle, .init(x: x(rail.lane), y: entry(row)), radius: 3, paint, opacity: 1, layer: 2))
      }
    }
    for (row, node) in nodes.enumerated() { draw(node, left: left, top: top(row), &drawing) }
    return drawing
  }

  private func draw(
    _ node: Figure.Node, left: Double, top: Double, _ drawing: inout Drawing
  ) {
    let role = NodeRole(node.role, among: roles)
    let width = form.width - Self.margin - left
    let box = [Drawing.Stroke].rectangle(x: left, y: top, width: width, height: form.rowHeight)
    drawing.pieces.append(.area(box, .surface, opacity: 1, layer: 3))
    drawing.pieces.append(.area(box, role.paint, opacity: role.tint, layer: 4))
    drawing.pieces.append(
      .outline(box, .init(paint: role.paint, width: 1.4, dashes: role.dashes), layer: 3))
    let first = top + (form.hasTwoLines ? 19 : form.rowHeight / 2 + 5)
    let second = form.hasTwoLines ? top + 38 : first
    let titleWidth = form.hasTwoLines ? width - 20 : width * 0.46
    drawing.write(
      TextWidth.fitted(node.title, size: Self.titleSize, width: titleWidth / 1.06),
      at: left + 10, first, .init(paint: .ink, size: Self.titleSize, isBold: true))
    let roleLeft = left + (form.hasTwoLines ? 10 : width * 0.5)
    let detailLeft = roleLeft + (node.role.isEmpty ? 0 : form.hasTwoLines ? 104 : width * 0.22)
    if !node.role.isEmpty {
      drawing.pieces.append(
        .mark(
          role.shape, .init(x: roleLeft + 6, y: second - 5), radius: 5, role.paint, opacity: 1,
          layer: 5))
      drawing.write(
        TextWidth.fitted(node.role, size: Self.detailSize, width: detailLeft - roleLeft - 22),
        at: roleLeft + 17, second, .init(paint: .ink, size: Self.detailSize))
    }
    drawing.write(
      TextWidth.fitted(
        node.detail, size: Self.detailSize, width: left + width - 8 - detailLeft),
      at: detailLeft, second, .init(paint: .muted, size: Self.detailSize))
  }
}
