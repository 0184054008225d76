import Documents

/// Points, a panel for each series, with the line of equality where both axes mean the same.
struct ScatterChart {
  /// Marks let through a little, so that a crowd is darker than a single point.
  static let markOpacity = 0.6

  private static let width = 560.0

  private let figure: Figure
  private let series: [Figure.PointSeries]
  private let equalityLine: Bool
  private let x: Scale
  private let y: Scale
  private let cells: CellCounts?
  private let omitted: Int

  /// Leaves out what has no place, and chooses between points and counts.
  init(_ figure: Figure, series: [Figure.PointSeries], equalityLine: Bool, pointsMax: Int) {
    self.figure = figure
    self.equalityLine = equalityLine
    let finite = series.map { one in
      let rows = one.x.indices.filter { one.x[$0].isFinite && one.y[$0].isFinite }
      return Figure.PointSeries(
        name: one.name, x: rows.map { one.x[$0] }, y: rows.map { one.y[$0] })
    }
    let about = series.count > 1 ? 4 : 6
    let allX = finite.flatMap(\.x)
    let allY = finite.flatMap(\.y)
    let both = equalityLine ? Scale(covering: allX + allY, about: about) : nil
    let x = both ?? Scale(covering: allX, about: about)
    let y = both ?? Scale(covering: allY, about: about)
    self.x = figure.x.range.map { Scale(from: $0.lowerBound, to: $0.upperBound, about: about) } ?? x
    self.y = figure.y.range.map { Scale(from: $0.lowerBound, to: $0.upperBound, about: about) } ?? y
    let (xScale, yScale) = (self.x, self.y)
    self.series = finite.map { one in
      let rows = one.x.indices.filter { xScale.contains(one.x[$0]) && yScale.contains(one.y[$0]) }
      return Figure.PointSeries(
        name: one.name, x: rows.map { one.x[$0] }, y: rows.map { one.y[$0] })
    }
    let shown = self.series.reduce(0) { $0 + $1.x.count }
    omitted = series.reduce(0) { $0 + $1.x.count } - shown
    cells =
      shown > pointsMax
      ? CellCounts(self.series, x: xScale, y: yScale, perSide: series.count > 2 ? 32 : 44) : nil
  }

  /// Draws the picture.
  func draw(settings: PlotSettings) throws(PlotError) -> Drawing {
    let frames = frames
    let legend = Legend(entries, notes: notes, width: ScatterChart.width - 24)
    let bottom = (frames.map(\.bottom).max() ?? 0) + 54
    var drawing = Drawing(
      width: ScatterChart.width, height: bottom + legend.height + 8, leastWidth: 320)
    let panels = zip(frames, series.indices).map { frame, index in
      PlotScript.Panel(
        frame: frame, x: x, y: y, layers: layers(index), verticalGrid: true, horizontalGrid: true)
    }
    let script = PlotScript(width: drawing.width, height: drawing.height, panels: panels)
    try Gnuplot.draw(script, into: &drawing, settings: settings)
    writeTexts(frames, into: &drawing)
    legend.draw(into: &drawing, x: 12, y: bottom)
    return drawing
  }

  private var columnCount: Int { series.count > 1 ? 2 : 1 }

  private var frames: [PlotScript.Frame] {
    let left = 36 + AxisText.width(of: y, size: 15)
    let gap = 22.0
    let columns = Double(columnCount)
    let room = (ScatterChart.width - left - 18 - gap * (columns - 1)) / columns
    let width = equalityLine && columnCount == 1 ? min(room, 420) : room
    let height = equalityLine ? width : (columnCount == 1 ? 330 : width * 0.85)
    let top = series.count > 1 ? 30.0 : 14
    return series.indices.map { index in
      PlotScript.Frame(
        left: left + Double(index % columnCount) * (width + gap),
        top: top + Double(index / columnCount) * (height + 38), width: width, height: height)
    }
  }

  private func layers(_ index: Int) -> [PlotScript.Layer] {
    let one = series[index]
    let paint = Paint.series(index)
    var layers: [PlotScript.Layer] = []
    if equalityLine {
      let low = max(x.low, y.low)
      let high = min(x.high, y.high)
      layers.append(
        .init(
          columns: [[low, high], [low, high]],
          style: "with lines lw 1.5 dt (14,10) lc rgb '\(Paint.ink.gnuplot)'"))
    }
    if let cells {
      return cells.layers(of: index, x: x, y: y, paint: paint) + layers
    }
    let shape = Drawing.Shape.allCases[index % Paint.seriesCount]
    // Pieces of one layer are written as one path, in which overlaps cannot be seen; a few layers,
    // taken in turn, show them.
    for turn in 0..<5 {
      let rows = stride(from: turn, to: one.x.count, by: 5)
      layers.append(
        .init(
          columns: [rows.map { one.x[$0] }, rows.map { one.y[$0] }],
          style: "with points pt \(shape.gnuplot) ps 0.55 lc rgb '\(paint.gnuplot)'"))
    }
    return layers
  }

  private func writeTexts(_ frames: [PlotScript.Frame], into drawing: inout Drawing) {
    for (index, frame) in frames.enumerated() {
      if index % columnCount == 0 { AxisText.writeBeside(frame, y, into: &drawing) }
      if index + columnCount >= frames.count { AxisText.writeBelow(frame, x, into: &drawing) }
      guard series.count > 1 else { continue }
      let shape = Drawing.Shape.allCases[index % Paint.seriesCount]
      drawing.pieces.append(
        .mark(
          cells == nil ? shape : .square, .init(x: frame.left + 6, y: frame.top - 14), radius: 5,
          .series(index), opacity: 1, layer: -1))
      let title = TextWidth.fitted(series[index].name, size: 16, width: frame.width - 20)
      drawing.write(
        title, at: frame.left + 18, frame.top - 9, .init(paint: .ink, size: 16, isBold: true))
    }
    guard let first = frames.first, let bottom = frames.map(\.bottom).max() else { return }
    let right = frames.map(\.right).max() ?? first.right
    AxisText.writeLabel(
      below: figure.x, left: first.left, right: right, baseline: bottom + 46, into: &drawing)
    AxisText.writeLabel(beside: figure.y, top: first.top, bottom: bottom, into: &drawing)
  }

  private var entries: [Legend.Entry] {
    var entries: [Legend.Entry] = []
    if equalityLine {
      entries.append(
        .init(
          sign: .line(.init(paint: .ink, width: 1.5, dashes: [7, 5])),
          text: "equal values on both axes"))
    }
    let paint = series.count > 1 ? Paint.muted : .series(0)
    for (index, level) in (cells?.levels ?? []).enumerated() {
      let text = index == 0 ? "\(level.text) points" : level.text
      entries.append(.init(sign: .bar(paint, opacity: level.opacity), text: text))
    }
    return entries
  }

  private var notes: [String] {
    var notes: [String] = []
    if cells != nil {
      let count = series.reduce(0) { $0 + $1.x.count }
      notes.append(
        "\(NumberText.count(count)) points are shown as counts: each square is a small part of the"
          + " plane, and the stronger its colour, the more points lie in it.")
    }
    if omitted > 0 {
      notes.append("Not drawn, without a value or outside the axes: \(NumberText.count(omitted)).")
    }
    if series.allSatisfy(\.x.isEmpty) { notes.append("There are no points to draw.") }
    return notes
  }
}
