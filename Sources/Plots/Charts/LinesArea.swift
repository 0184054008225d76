import Documents

/// Lines through the points of each series, in the order given.
struct LinesArea: Area {
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
  /// The two edges of the intervals of each series that has them, with the place of its look.
  private let edges: [(line: [[Double]], place: Int)]
  /// Whether points are few enough to be marked on their lines.
  private let hasMarks: Bool

  /// Chooses axes, and keeps of very many points those that shape the line.
  init(
    x xAxis: Figure.Axis, y yAxis: Figure.Axis, series: [Figure.PointSeries],
    _ context: AreaContext
  ) {
    isAlone = context.count == 1
    below = xAxis
    beside = yAxis
    let about = context.count > 2 ? 3 : (context.count > 1 ? 4 : 6)
    x = Scale(xAxis, covering: context.x + series.flatMap(\.x), about: about)
    y = Scale(yAxis, covering: context.y + series.flatMap(\.y), about: context.count > 2 ? 4 : 6)
    let front = series.filter { $0.isBehind != true }.map(\.name)
    let names = context.series.isEmpty ? AreaContext.unique(front) : context.series
    places = series.map { names.firstIndex(of: $0.name) ?? 0 }
    edges = zip(series, places).flatMap { one, place in
      [one.lows, one.highs].compactMap { $0.map { (line: [one.x, $0], place: place) } }
    }
    let budget = 3000 / context.count / max(series.count, 1)
    let (xScale, yScale) = (x, y)
    let drawn = series.map { one in
      let rows = one.x.indices.filter { xScale.contains(one.x[$0]) && yScale.contains(one.y[$0]) }
      return Self.thinned(
        Figure.PointSeries(
          name: one.name, x: rows.map { one.x[$0] }, y: rows.map { one.y[$0] },
          isBehind: one.isBehind == true),
        parts: max(budget / 4, 5))
    }
    self.series = drawn.map(\.series)
    hasMarks =
      front.count == series.count && drawn.allSatisfy { $0.count <= 30 }
      && context.count * series.count <= 24
    let omitted = series.reduce(0) { $0 + $1.x.count } - drawn.reduce(0) { $0 + $1.count }
    var notes: [String] = []
    if drawn.contains(where: { $0.count > $0.series.x.count }) {
      notes.append(
        "Of many neighbouring points the first, lowest, highest and last are drawn.")
    }
    if omitted > 0 {
      notes.append("Not drawn, without a place on the axes: \(NumberText.count(omitted)).")
    }
    if drawn.allSatisfy({ $0.count == 0 }), context.count == 1 {
      notes.append("There are no points to draw.")
    }
    self.notes = notes
  }

  /// Keeps the first, lowest, highest and last of each stretch, which look like all of them.
  private static func thinned(
    _ one: Figure.PointSeries, parts: Int
  ) -> (series: Figure.PointSeries, count: Int) {
    let count = one.x.count
    guard count > 4 * parts else { return (one, count) }
    var kept: [Int] = []
    for part in 0..<parts {
      let rows = part * count / parts..<(part + 1) * count / parts
      guard let first = rows.first, let last = rows.last else { continue }
      let lowest = rows.min { one.y[$0] < one.y[$1] } ?? first
      let highest = rows.max { one.y[$0] < one.y[$1] } ?? last
      kept += Set([first, lowest, highest, last]).sorted()
    }
    return (
      Figure.PointSeries(
        name: one.name, x: kept.map { one.x[$0] }, y: kept.map { one.y[$0] },
        isBehind: one.isBehind == true),
      count
    )
  }

  var leftRoom: Double { AxisText.width(of: y, size: 15) }

  func height(ofWidth width: Double, isAlone: Bool) -> Double { isAlone ? 300 : width * 0.9 }

  func panel(in frame: PlotScript.Frame) -> PlotScript.Panel {
    var layers = edges.map { edge in
      PlotScript.Layer(
        columns: edge.line, style: "with lines lw 0.8 lc rgb '\(Paint.series(edge.place).gnuplot)'")
    }
    for one in series where one.isBehind == true {
      layers.append(
        .init(
          columns: [one.x, one.y], style: "with lines lw 0.7 lc rgb '\(Paint.muted.gnuplot)'"))
    }
    for (one, place) in zip(series, places) where one.isBehind != true {
      let paint = Paint.series(place).gnuplot
      layers.append(
        .init(
          columns: [one.x, one.y],
          style: "with lines lw 2.2 \(SeriesLook.gnuplotDashes(place)) lc rgb '\(paint)'"))
      guard hasMarks else { continue }
      layers.append(
        .init(
          columns: [one.x, one.y],
          style: "with points pt \(SeriesLook.shape(place).gnuplot) ps 0.5 lc rgb '\(paint)'"))
    }
    return PlotScript.Panel(
      frame: frame, x: x, y: y, layers: layers, verticalGrid: false, horizontalGrid: true)
  }

  func write(
    in frame: PlotScript.Frame, beside: Bool, below: Bool, into drawing: inout Drawing
  ) {
    if beside { AxisText.writeBeside(frame, y, into: &drawing) }
    if below { AxisText.writeBelow(frame, x, isAlone: isAlone, into: &drawing) }
  }

  var entries: [Legend.Entry] {
    guard series.count > 1 else { return [] }
    let behind = AreaContext.unique(series.filter { $0.isBehind == true }.map(\.name)).map {
      Legend.Entry(sign: .line(.init(paint: .muted, width: 0.7, dashes: [])), text: $0)
    }
    let front = zip(series, places).filter { $0.0.isBehind != true }
    return behind
      + front.map { one, place in
        .init(
          sign: .line(
            .init(paint: .series(place), width: 2.2, dashes: SeriesLook.dashes(place))),
          text: one.name)
      }
  }
}
