import Documents

/// Lying bars in groups, with intervals; the value axis lies below.
struct BarArea: Area {
  let below: Figure.Axis
  let beside: Figure.Axis? = nil
  let belowRoom = 24.0
  let rightRoom: Double
  let leastWidth = 150.0
  private let bars: [Figure.Bar]
  /// The value of each bar as it is written beside it.
  private let numbers: [String]
  private let series: [String]
  private let places: RowPlaces
  private let x: Scale
  private let isAlone: Bool

  init(axis: Figure.Axis, bars: [Figure.Bar], _ context: AreaContext) {
    below = axis
    let finite = bars.filter { $0.value.isFinite }
    self.bars = finite
    series = context.series.isEmpty ? AreaContext.unique(finite.map(\.series)) : context.series
    isAlone = context.count == 1
    places = RowPlaces(
      finite.map { ($0.group, $0.series) }, series: series, isNarrow: context.count > 1)
    let ends = finite.flatMap { [$0.low ?? $0.value, $0.high ?? $0.value, $0.value] } + context.x
    let about = context.count > 1 ? 3 : 6
    x =
      axis.range.map { Scale(from: $0.lowerBound, to: $0.upperBound, about: about) }
      ?? BarArea.scale(ends, about: about)
    let isWhole = finite.allSatisfy { $0.value == $0.value.rounded() && abs($0.value) < 1e7 }
    numbers = finite.map {
      isWhole ? NumberText.text($0.value, step: 1) : NumberText.short($0.value)
    }
    let widest = numbers.map { TextWidth.estimate($0, size: 15) }.max() ?? 0
    rightRoom = min(max(widest + 16, isAlone ? 76 : 30), 90)
  }

  /// Ends where the longest bar or interval does, as a round end would shorten all bars.
  private static func scale(_ ends: [Double], about: Int) -> Scale {
    let finite = ends.filter(\.isFinite)
    let low = min(finite.min() ?? 0, 0)
    let high = max(finite.max() ?? 1, 0)
    return Scale(from: low, to: high, about: about)
  }

  var leftRoom: Double { places.leftRoom }
  var notes: [String] { bars.isEmpty && isAlone ? ["There are no values to draw."] : [] }

  func height(ofWidth width: Double, isAlone: Bool) -> Double { places.height }

  func panel(in frame: PlotScript.Frame) -> PlotScript.Panel {
    // The vertical axis counts units of the picture from the bottom of the frame.
    PlotScript.Panel(
      frame: frame, x: x, y: Scale(from: 0, to: frame.height, about: 0),
      layers: layers(height: frame.height), verticalGrid: true, horizontalGrid: false)
  }

  private func layers(height: Double) -> [PlotScript.Layer] {
    var layers: [PlotScript.Layer] = []
    for index in series.indices {
      let own = places.rows.filter { $0.series == index }
      let middles = own.map { height - $0.middle }
      let values = own.map { bars[$0.item].value }
      let half = RowPlaces.barHeight / 2
      layers.append(
        .init(
          columns: [
            values, middles, values.map { min($0, 0) }, values.map { max($0, 0) },
            middles.map { $0 - half }, middles.map { $0 + half },
          ],
          style: "with boxxyerror lc rgb '\(Paint.series(index).gnuplot)' lw 1.2"
            + " fs transparent solid \(Decimal2.text(SeriesLook.opacity(index))) border"))
    }
    let ranged = places.rows.filter { row in
      (bars[row.item].low ?? .nan).isFinite && (bars[row.item].high ?? .nan).isFinite
    }
    layers.append(
      .init(
        columns: [
          ranged.map { bars[$0.item].value }, ranged.map { height - $0.middle },
          ranged.compactMap { bars[$0.item].low }, ranged.compactMap { bars[$0.item].high },
        ],
        style: "with xerrorbars pt 7 ps 0 lw 1.5 lc rgb '\(Paint.ink.gnuplot)'"))
    if x.low < 0, x.high > 0 {
      layers.append(
        .init(
          columns: [[0, 0], [0, height]],
          style: "with lines lw 1.5 lc rgb '\(Paint.ink.gnuplot)'"))
    }
    return layers
  }

  func write(
    in frame: PlotScript.Frame, beside: Bool, below: Bool, into drawing: inout Drawing
  ) {
    places.writeNames(in: frame, room: isAlone ? 0 : rightRoom, into: &drawing)
    for row in places.rows {
      let bar = bars[row.item]
      let end = max(bar.value, bar.high ?? bar.value, 0)
      drawing.write(
        numbers[row.item], at: frame.left + min(x.position(end), 1) * frame.width + 8,
        frame.top + row.middle + 5.5, .init(paint: .ink, size: 15))
    }
    if below { AxisText.writeBelow(frame, x, isAlone: isAlone, into: &drawing) }
  }

  var entries: [Legend.Entry] {
    var entries = series.enumerated().map { index, name in
      Legend.Entry(
        sign: .bar(.series(index), opacity: SeriesLook.opacity(index)), text: name)
    }.filter { !$0.text.isEmpty }
    if bars.contains(where: { $0.low != nil }) {
      entries.append(.init(sign: .interval, text: "interval"))
    }
    return entries
  }
}
