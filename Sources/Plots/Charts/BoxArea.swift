import Documents

/// Lying boxes with whiskers; the value axis lies below.
struct BoxArea: Area {
  let below: Figure.Axis
  let beside: Figure.Axis? = nil
  let belowRoom = 24.0
  let rightRoom = 18.0
  let leastWidth = 150.0
  private let boxes: [Figure.Box]
  private let series: [String]
  private let places: RowPlaces
  private let x: Scale
  private let isAlone: Bool

  init(axis: Figure.Axis, boxes: [Figure.Box], _ context: AreaContext) {
    below = axis
    let least = axis.isLogarithmic ? 0 : -Double.infinity
    let drawn = boxes.filter { $0.low.isFinite && $0.high.isFinite && $0.low > least }
    self.boxes = drawn
    series = context.series.isEmpty ? AreaContext.unique(drawn.map(\.series)) : context.series
    isAlone = context.count == 1
    places = RowPlaces(
      drawn.map { ($0.group, $0.series) }, series: series, isNarrow: context.count > 1)
    let values = drawn.flatMap { [$0.low, $0.high] + $0.outliers } + context.x
    x = Scale(axis, covering: values, about: context.count > 1 ? 3 : 6)
  }

  var leftRoom: Double { places.leftRoom }
  var notes: [String] { boxes.isEmpty && isAlone ? ["There are no values to draw."] : [] }

  func height(ofWidth width: Double, isAlone: Bool) -> Double { places.height }

  func panel(in frame: PlotScript.Frame) -> PlotScript.Panel {
    PlotScript.Panel(
      frame: frame, x: x, y: Scale(from: 0, to: frame.height, about: 0),
      layers: series.indices.flatMap { layers(of: $0, height: frame.height) },
      verticalGrid: true, horizontalGrid: false)
  }

  private func layers(of index: Int, height: Double) -> [PlotScript.Layer] {
    let paint = Paint.series(index).gnuplot
    let own = places.rows.filter { $0.series == index }
    let drawn = own.map { boxes[$0.item] }
    let middles = own.map { height - $0.middle }
    let half = RowPlaces.barHeight / 2 - 2
    var points: [[Double]] = [[], []]
    for (box, middle) in zip(drawn, middles) {
      points[0] += box.outliers
      points[1] += box.outliers.map { _ in middle }
    }
    return [
      .init(
        columns: [drawn.map(\.median), middles, drawn.map(\.low), drawn.map(\.high)],
        style: "with xerrorbars pt 7 ps 0 lw 1.5 lc rgb '\(paint)'"),
      // The box covers its whisker: first paper, then the colour let through.
      .init(
        columns: Self.rectangles(drawn, middles, half),
        style: "with boxxyerror lc rgb '\(Paint.surface.gnuplot)' fs solid 1 noborder"),
      .init(
        columns: Self.rectangles(drawn, middles, half),
        style: "with boxxyerror lc rgb '\(paint)' lw 1.5 fs transparent solid"
          + " \(Decimal2.text(SeriesLook.opacity(index) * 0.6)) border"),
      .init(
        columns: [
          drawn.map(\.median), middles.map { $0 - half }, drawn.map { _ in 0 },
          drawn.map { _ in 2 * half },
        ],
        style: "with vectors nohead lw 3 lc rgb '\(Paint.ink.gnuplot)'"),
      .init(columns: points, style: "with points pt 7 ps 0.4 lc rgb '\(paint)'"),
    ]
  }

  private static func rectangles(
    _ boxes: [Figure.Box], _ middles: [Double], _ half: Double
  ) -> [[Double]] {
    [
      boxes.map(\.median), middles, boxes.map(\.lowerQuartile), boxes.map(\.upperQuartile),
      middles.map { $0 - half }, middles.map { $0 + half },
    ]
  }

  func write(
    in frame: PlotScript.Frame, beside: Bool, below: Bool, into drawing: inout Drawing
  ) {
    places.writeNames(in: frame, room: 0, into: &drawing)
    if below { AxisText.writeBelow(frame, x, isAlone: isAlone, into: &drawing) }
  }

  var entries: [Legend.Entry] {
    guard series.count > 1 else { return [] }
    return series.enumerated().map { index, name in
      .init(
        sign: .bar(.series(index), opacity: SeriesLook.opacity(index) * 0.6), text: name)
    }
  }
}
