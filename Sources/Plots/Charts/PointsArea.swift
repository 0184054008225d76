import Documents

/// Points of all series between one pair of axes; a crowd becomes counts or every n-th point.
struct PointsArea: Area {
  let below: Figure.Axis
  let beside: Figure.Axis?
  let notes: [String]
  let belowRoom = 24.0
  let rightRoom = 14.0
  let leastWidth = 130.0
  private let x: Scale
  private let y: Scale
  private let isAlone: Bool
  private let series: [Figure.PointSeries]
  private let places: [Int]
  private let cells: CellCounts?

  /// Chooses axes, and whether points are drawn one by one, in part, or as counts.
  init(
    x xAxis: Figure.Axis, y yAxis: Figure.Axis, series: [Figure.PointSeries],
    _ context: AreaContext
  ) {
    isAlone = context.count == 1
    below = xAxis
    beside = yAxis
    let about = context.count > 2 ? 3 : (context.count > 1 ? 4 : 6)
    let xScale = Scale(xAxis, covering: context.x + series.flatMap(\.x), about: about)
    let yScale = Scale(
      yAxis, covering: context.y + series.flatMap(\.y), about: context.count > 2 ? 4 : 6)
    x = xScale
    y = yScale
    let shown = series.map { one in
      let rows = one.x.indices.filter { xScale.contains(one.x[$0]) && yScale.contains(one.y[$0]) }
      return Figure.PointSeries(
        name: one.name, x: rows.map { one.x[$0] }, y: rows.map { one.y[$0] })
    }
    let names = context.series.isEmpty ? AreaContext.unique(series.map(\.name)) : context.series
    places = series.map { names.firstIndex(of: $0.name) ?? 0 }
    let count = shown.reduce(0) { $0 + $1.x.count }
    let omitted = series.reduce(0) { $0 + $1.x.count } - count
    // Circles, which are what a single series has, are the shortest marks to write.
    let budget = context.settings.pointsMax
    let share = (names.count == 1 ? 2 * budget : budget * 3 / 4) / context.count
    let most = isAlone ? budget : max(share, 100)
    var notes: [String] = []
    if count > most, names.count == 1 {
      cells = CellCounts(shown, x: xScale, y: yScale, perSide: Self.cellsPerSide(context.count))
      self.series = shown
      notes.append(
        isAlone
          ? "\(NumberText.count(count)) points are shown as counts: the stronger the colour of a"
            + " square, the more points lie in it."
          : "Many points are shown as counts: the stronger the colour of a square, the more points"
            + " of its panel lie in it.")
    } else {
      cells = nil
      let step = (count + most - 1) / max(most, 1)
      self.series = step > 1 ? shown.map { Self.every(step, of: $0) } : shown
      if step > 1 {
        notes.append(
          isAlone
            ? "One point in \(step) is drawn, of \(NumberText.count(count))."
            : "Where a panel has more than \(NumberText.count(most)) points, an even part is drawn."
        )
      }
    }
    if omitted > 0 {
      notes.append("Not drawn, without a place on the axes: \(NumberText.count(omitted)).")
    }
    if count == 0, context.count == 1 { notes.append("There are no points to draw.") }
    self.notes = notes
  }

  private static func cellsPerSide(_ panels: Int) -> Int {
    panels == 1 ? 44 : (panels == 2 ? 32 : (panels <= 4 ? 24 : 16))
  }

  private static func every(_ step: Int, of one: Figure.PointSeries) -> Figure.PointSeries {
    let rows = stride(from: 0, to: one.x.count, by: step)
    return Figure.PointSeries(
      name: one.name, x: rows.map { one.x[$0] }, y: rows.map { one.y[$0] })
  }

  var leftRoom: Double { AxisText.width(of: y, size: 15) }

  func height(ofWidth width: Double, isAlone: Bool) -> Double { isAlone ? 330 : width * 0.9 }

  func panel(in frame: PlotScript.Frame) -> PlotScript.Panel {
    var layers: [PlotScript.Layer] = []
    if let cells {
      layers = cells.layers(of: 0, x: x, y: y, paint: .series(0))
    } else {
      // Pieces of one layer are written as one path, in which overlaps cannot be seen; a few
      // layers, taken in turn, show them and mix the series.
      for turn in 0..<5 {
        for (one, place) in zip(series, places) {
          let rows = stride(from: turn, to: one.x.count, by: 5)
          layers.append(
            .init(
              columns: [rows.map { one.x[$0] }, rows.map { one.y[$0] }],
              style: "with points pt \(SeriesLook.shape(place).gnuplot) ps 0.55"
                + " lc rgb '\(Paint.series(place).gnuplot)'"))
        }
      }
    }
    return PlotScript.Panel(
      frame: frame, x: x, y: y, layers: layers, verticalGrid: true, horizontalGrid: true)
  }

  func write(
    in frame: PlotScript.Frame, beside: Bool, below: Bool, into drawing: inout Drawing
  ) {
    if beside { AxisText.writeBeside(frame, y, into: &drawing) }
    if below { AxisText.writeBelow(frame, x, isAlone: isAlone, into: &drawing) }
  }

  var entries: [Legend.Entry] {
    if let cells {
      // Each panel counts up to a number of its own.
      guard isAlone else { return [] }
      return cells.levels.enumerated().map { index, level in
        .init(
          sign: .bar(.series(0), opacity: level.opacity),
          text: index > 0
            ? level.text : (level.high == 1 ? "1 point" : "\(level.text) points"))
      }
    }
    guard series.count > 1 else { return [] }
    return zip(series, places).map { one, place in
      .init(sign: .mark(SeriesLook.shape(place), .series(place)), text: one.name)
    }
  }
}
