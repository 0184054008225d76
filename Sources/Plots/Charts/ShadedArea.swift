import Documents

/// Points whose colour goes from low to high, piled up in rows or between two axes.
struct ShadedArea: Area {
  private static let rowHeight = 32.0
  /// The colours from the low to the high end: a series and how strong it is.
  private static let levels: [(series: Int, opacity: Double)] = [
    (0, 0.95), (0, 0.6), (0, 0.3), (1, 0.3), (1, 0.6), (1, 0.95),
  ]

  let below: Figure.Axis
  let beside: Figure.Axis?
  let belowRoom = 24.0
  let rightRoom = 16.0
  let leastWidth = 200.0
  let notes: [String]
  private let points: Figure.ShadedPoints
  private let drawn: [Int]
  private let x: Scale
  private let y: Scale
  private let isAlone: Bool

  /// Chooses axes, and which points are drawn where there are too many.
  init(
    x xAxis: Figure.Axis, y yAxis: Figure.Axis, points: Figure.ShadedPoints,
    _ context: AreaContext
  ) {
    below = xAxis
    beside = points.rows.isEmpty ? yAxis : nil
    self.points = points
    isAlone = context.count == 1
    let known = points.x.indices.filter { points.x[$0].isFinite && points.y[$0].isFinite }
    let most = max(context.settings.pointsMax * 3 / 2 / context.count, 300)
    let step = (known.count + most - 1) / most
    drawn = stride(from: 0, to: known.count, by: max(step, 1)).map { known[$0] }
    notes = step > 1 ? ["One point in \(step) is drawn."] : []
    x = Scale(
      xAxis, covering: context.x + points.x + (points.rows.isEmpty ? [] : [0]),
      about: context.count > 1 ? 4 : 6)
    y =
      points.rows.isEmpty
      ? Scale(yAxis, covering: context.y + points.y, about: 6)
      : Scale(from: 0, to: Double(max(points.rows.count, 1)), about: 0)
  }

  var leftRoom: Double {
    points.rows.isEmpty
      ? AxisText.width(of: y, size: 15)
      : min(points.rows.map { TextWidth.estimate($0, size: 15) }.max() ?? 0, 130)
  }

  func height(ofWidth width: Double, isAlone: Bool) -> Double {
    points.rows.isEmpty
      ? isAlone ? 330 : width * 0.9 : Double(points.rows.count) * Self.rowHeight + 8
  }

  func panel(in frame: PlotScript.Frame) -> PlotScript.Panel {
    var layers: [PlotScript.Layer] = []
    if !points.rows.isEmpty, x.contains(0) {
      layers.append(
        .init(
          columns: [[0, 0], [y.low, y.high]],
          style: "with lines lw 1.2 lc rgb '\(Paint.muted.gnuplot)'"))
    }
    return PlotScript.Panel(
      frame: frame, x: x, y: y, layers: layers, verticalGrid: true,
      horizontalGrid: points.rows.isEmpty)
  }

  func write(
    in frame: PlotScript.Frame, beside: Bool, below: Bool, into drawing: inout Drawing
  ) {
    let radius = isAlone || !points.rows.isEmpty ? 2.8 : 2.4
    let offsets = points.rows.isEmpty ? [:] : piles(frame, radius)
    // Layers in turn, so that points of one colour do not cover all others.
    for turn in 0..<4 {
      for (place, point) in drawn.enumerated() where place % 4 == turn {
        let at = Drawing.Point(
          x: frame.left + x.position(points.x[point]) * frame.width,
          y: points.rows.isEmpty
            ? frame.bottom - y.position(points.y[point]) * frame.height
            : frame.top + 4 + (points.y[point] + 0.5) * Self.rowHeight + (offsets[point] ?? 0))
        let (paint, opacity) = look(points.shades[point])
        drawing.pieces.append(
          .mark(.circle, at, radius: radius, paint, opacity: opacity, layer: turn))
      }
    }
    if points.rows.isEmpty {
      if beside { AxisText.writeBeside(frame, y, into: &drawing) }
    } else if beside {
      for (row, name) in points.rows.enumerated() {
        drawing.write(
          TextWidth.fitted(name, size: 15, width: leftRoom), at: frame.left - 8,
          frame.top + 4 + (Double(row) + 0.5) * Self.rowHeight + 5,
          .init(paint: .ink, size: 15, anchor: .end))
      }
    }
    if below { AxisText.writeBelow(frame, x, isAlone: isAlone, into: &drawing) }
  }

  /// How far points lie above or below the middle of their row: those at one place side by side.
  private func piles(_ frame: PlotScript.Frame, _ radius: Double) -> [Int: Double] {
    let width = 1.6 * radius
    let half = Self.rowHeight / 2 - radius
    var offsets: [Int: Double] = [:]
    for row in points.rows.indices {
      let own = drawn.filter { points.y[$0] == Double(row) }
      let bins = Dictionary(grouping: own) { point in
        Int((x.position(points.x[point]) * frame.width / width).rounded(.down))
      }
      let highest = Double((bins.values.map(\.count).max() ?? 1) / 2)
      let step = highest > 0 ? min(width, half / highest) : 0
      for members in bins.values {
        for (place, point) in members.enumerated() {
          let level = Double((place + 1) / 2)
          offsets[point] = place % 2 == 0 ? level * step : -level * step
        }
      }
    }
    return offsets
  }

  private func look(_ shade: Double) -> (Paint, Double) {
    guard points.ends != nil else { return (.series(0), 0.6) }
    guard shade.isFinite else { return (.muted, 0.6) }
    let count = Self.levels.count
    let level = Self.levels[min(max(Int(shade * Double(count)), 0), count - 1)]
    return (.series(level.series), level.opacity)
  }

  var entries: [Legend.Entry] {
    guard let ends = points.ends else { return [] }
    var entries = [
      Legend.Entry(sign: .mark(.circle, .series(0)), text: ends.low),
      Legend.Entry(sign: .mark(.circle, .series(1)), text: ends.high),
    ]
    if points.shades.contains(where: { !$0.isFinite }) {
      entries.append(.init(sign: .mark(.circle, .muted), text: "missing, or without order"))
    }
    return entries
  }
}
