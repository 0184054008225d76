import Documents

/// Lays areas out side by side, with the words that they share and one legend.
struct AreaGrid {
  /// An area and its heading, empty for a picture of one.
  struct Item {
    let title: String
    let area: any Area
  }

  private static let width = 560.0
  private static let gap = 20.0

  private let items: [Item]
  private let commonAxes: Bool

  /// Makes the areas of panels; charts that cannot stand in a panel are left out.
  init(_ panels: [Figure.Panel], commonAxes: Bool, settings: PlotSettings) {
    let context = AreaContext(panels, common: commonAxes, settings: settings)
    items = panels.compactMap { panel in
      AreaGrid.area(panel, context).map { Item(title: panel.title, area: $0) }
    }
    self.commonAxes = commonAxes && items.count > 1
  }

  private static func area(_ panel: Figure.Panel, _ context: AreaContext) -> (any Area)? {
    switch panel.chart {
    case .points(let series):
      PointsArea(x: panel.x, y: panel.y, series: series, context)
    case .lines(let series):
      LinesArea(x: panel.x, y: panel.y, series: series, context)
    case .histogram(let edges, let series, let zeroLine):
      HistogramArea(
        x: panel.x, y: panel.y, edges: edges, series: series, zeroLine: zeroLine, context)
    case .bars(let bars):
      BarArea(axis: panel.y, bars: bars, context)
    case .boxes(let boxes):
      BoxArea(axis: panel.y, boxes: boxes, context)
    case .heatMap(let map):
      HeatMapArea(x: panel.x, y: panel.y, map: map, context)
    case .shaded(let points):
      ShadedArea(x: panel.x, y: panel.y, points: points, context)
    case .marked(let marked):
      MarkedArea(x: panel.x, y: panel.y, marked: marked, context)
    case .waterfall(let waterfall):
      WaterfallArea(axis: panel.x, waterfall: waterfall, context)
    case .parallel(let parallel): ParallelArea(parallel)
    case .scatter, .panels, .graph: nil
    }
  }

  /// Draws the picture.
  func draw(settings: PlotSettings) throws(PlotError) -> Drawing {
    let frames = frames
    let bottoms = items.indices.map { frames[$0].bottom + foot(of: $0) }
    let shared = commonAxes ? 26.0 : 0
    let bottom = (bottoms.max() ?? 20) + shared + 8
    let notes = items.isEmpty ? ["There is nothing to draw."] : notes
    let legend = Legend(entries, notes: notes, width: AreaGrid.width - 24)
    var drawing = Drawing(
      width: AreaGrid.width, height: bottom + legend.height + 8, leastWidth: 320)
    if !items.isEmpty {
      let panels = items.indices.map { items[$0].area.panel(in: frames[$0]) }
      let script = PlotScript(width: AreaGrid.width, height: drawing.height, panels: panels)
      try Gnuplot.draw(script, into: &drawing, settings: settings)
    }
    for index in items.indices { write(index, frames[index], into: &drawing) }
    if commonAxes { writeCommonLabels(frames, baseline: bottom - 12, into: &drawing) }
    legend.draw(into: &drawing, x: 12, y: bottom)
    return drawing
  }

  private var columnCount: Int {
    guard items.count > 1 else { return 1 }
    let least = items.map(\.area.leastWidth).max() ?? 0
    for count in [3, 2] where count <= (items.count > 4 ? 3 : 2) {
      let room = AreaGrid.width / Double(count) - sideRoom / (commonAxes ? Double(count) : 1)
      if room - AreaGrid.gap >= least { return count }
    }
    return 1
  }

  /// The room left of a frame: numbers or names, and the label.
  private var sideRoom: Double {
    let hasLabel = items.contains { $0.area.beside != nil }
    return (items.map(\.area.leftRoom).max() ?? 0) + (hasLabel ? 26 : 0) + 10
  }

  private var rightRoom: Double { items.map(\.area.rightRoom).max() ?? 18 }

  private var frames: [PlotScript.Frame] {
    let count = columnCount
    let columns = Double(count)
    let sides = commonAxes ? sideRoom : sideRoom * columns
    // On common axes names may repeat, as those of bars do; only numbers are shared.
    let rights = rightRoom * (count == 1 ? 1 : columns)
    let gaps = commonAxes ? AreaGrid.gap * (columns - 1) : 8 * (columns - 1)
    let width = (AreaGrid.width - sides - rights - gaps) / columns
    let head = items.count > 1 ? 30.0 : 12
    var top = 0.0
    var frames: [PlotScript.Frame] = []
    for start in stride(from: 0, to: items.count, by: count) {
      let row = start..<min(start + count, items.count)
      let height =
        row.map { items[$0].area.height(ofWidth: width, isAlone: items.count == 1) }.max() ?? 0
      for (column, _) in row.enumerated() {
        let step = width + rightRoom + (commonAxes ? AreaGrid.gap : sideRoom + 8)
        frames.append(
          .init(
            left: sideRoom + Double(column) * step, top: top + head, width: width, height: height))
      }
      let feet = row.map { foot(of: $0) }.max() ?? 0
      top += head + height + feet + (items.count > 1 ? 8 : 0)
    }
    return frames
  }

  /// The room below a frame: numbers or names, and the label where it is the frame's own.
  private func foot(of index: Int) -> Double {
    let numbers = showsBelow(index) ? items[index].area.belowRoom : 6
    return numbers + (commonAxes ? 0 : 28)
  }

  private func showsBelow(_ index: Int) -> Bool {
    !commonAxes || index + columnCount >= items.count
  }

  private func write(_ index: Int, _ frame: PlotScript.Frame, into drawing: inout Drawing) {
    let item = items[index]
    let beside = !commonAxes || index % columnCount == 0
    item.area.write(in: frame, beside: beside, below: showsBelow(index), into: &drawing)
    if items.count > 1 {
      let title = TextWidth.fitted(item.title, size: 15, width: frame.width + rightRoom - 4)
      drawing.write(
        title, at: frame.left, frame.top - 9, .init(paint: .ink, size: 15, isBold: true))
    }
    guard !commonAxes else { return }
    AxisText.writeLabel(
      below: item.area.below, middle: (frame.left + frame.right) / 2,
      width: items.count == 1 ? drawing.width - 16 : frame.width + sideRoom - 8,
      baseline: frame.bottom + item.area.belowRoom + 18, into: &drawing)
    if let beside = item.area.beside {
      AxisText.writeLabel(
        beside: beside, x: frame.left - sideRoom + 16, top: frame.top, bottom: frame.bottom,
        into: &drawing)
    }
  }

  private func writeCommonLabels(
    _ frames: [PlotScript.Frame], baseline: Double, into drawing: inout Drawing
  ) {
    guard let first = frames.first, let area = items.first?.area else { return }
    let right = frames.map(\.right).max() ?? first.right
    AxisText.writeLabel(
      below: area.below, middle: (first.left + right) / 2, width: drawing.width - 16,
      baseline: baseline, into: &drawing)
    if let beside = area.beside {
      AxisText.writeLabel(
        beside: beside, x: 16, top: first.top, bottom: frames.map(\.bottom).max() ?? first.bottom,
        into: &drawing)
    }
  }

  private var entries: [Legend.Entry] {
    var seen: Set<Legend.Entry> = []
    return items.flatMap(\.area.entries).filter { seen.insert($0).inserted }
  }

  private var notes: [String] { AreaContext.unique(items.flatMap(\.area.notes)) }
}
