import Documents

/// Grouped bars from left to right with intervals; the value axis is the figure's second.
struct BarChart {
  private static let width = 560.0
  private static let barHeight = 20.0
  /// Bars of later series are paler, so that they are told apart without colours too.
  private static let opacities = [0.9, 0.35, 0.65, 0.15, 0.5, 0.25]

  private let figure: Figure
  private let bars: [Figure.Bar]
  private let groups: [String]
  private let series: [String]

  init(_ figure: Figure, bars: [Figure.Bar]) {
    self.figure = figure
    self.bars = bars.filter { $0.value.isFinite }
    groups = BarChart.unique(self.bars.map(\.group))
    series = BarChart.unique(self.bars.map(\.series))
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// Draws the picture.
  func draw(settings: PlotSettings) throws(PlotError) -> Drawing {
    let placed = placedBars
    let width = BarChart.width
    let ends = bars.flatMap { [$0.low ?? $0.value, $0.high ?? $0.value, $0.value] }
    let x =
      figure.y.range.map { Scale(from: $0.lowerBound, to: $0.upperBound, about: 6) }
      ?? BarChart.scale(ends)
    let frame = PlotScript.Frame(left: 18, top: 8, width: width - 18 - 76, height: placed.height)
    let legend = Legend(
      entries, notes: bars.isEmpty ? ["There are no values to draw."] : [], width: width - 24)
    var drawing = Drawing(
      width: width, height: frame.bottom + 58 + legend.height + 6, leastWidth: 320)
    // The vertical axis counts units of the picture from the bottom of the frame.
    let y = Scale(from: 0, to: placed.height, about: 0)
    let panel = PlotScript.Panel(
      frame: frame, x: x, y: y, layers: layers(placed.bars, x: x, height: placed.height),
      verticalGrid: true, horizontalGrid: false)
    let script = PlotScript(width: width, height: drawing.height, panels: [panel])
    try Gnuplot.draw(script, into: &drawing, settings: settings)
    for (name, top) in placed.names {
      drawing.write(
        TextWidth.fitted(name, size: 16, width: frame.width), at: frame.left + 1,
        frame.top + top + 15, .init(paint: .ink, size: 16, isBold: true))
    }
    for (bar, middle) in placed.bars {
      let end = max(bar.value, bar.high ?? bar.value, 0)
      drawing.write(
        NumberText.short(bar.value),
        at: frame.left + min(x.position(end), 1) * frame.width + 8, frame.top + middle + 5.5,
        .init(paint: .ink, size: 15))
    }
    AxisText.writeBelow(frame, x, into: &drawing)
    AxisText.writeLabel(
      below: figure.y, left: frame.left, right: frame.right, baseline: frame.bottom + 46,
      into: &drawing)
    legend.draw(into: &drawing, x: 12, y: frame.bottom + 58)
    return drawing
  }

  /// Ends where the longest bar or interval does, as a round end would shorten all bars.
  private static func scale(_ ends: [Double]) -> Scale {
    let finite = ends.filter(\.isFinite)
    let low = min(finite.min() ?? 0, 0)
    let high = max(finite.max() ?? 1, 0)
    return Scale(from: low, to: high, about: 6)
  }

  private typealias Placed = (
    bars: [(Figure.Bar, middle: Double)], names: [(String, top: Double)], height: Double
  )

  /// Where bars and names stand, counted from the top of the frame.
  private var placedBars: Placed {
    var placed: Placed = ([], [], 4)
    for group in groups {
      placed.names.append((group, placed.height))
      placed.height += 22
      for name in series {
        for bar in bars where bar.group == group && bar.series == name {
          placed.bars.append((bar, placed.height + BarChart.barHeight / 2))
          placed.height += BarChart.barHeight + 4
        }
      }
      placed.height += 8
    }
    placed.height = max(placed.height, 40)
    return placed
  }

  private func layers(
    _ placed: [(Figure.Bar, middle: Double)], x: Scale, height: Double
  ) -> [PlotScript.Layer] {
    var layers: [PlotScript.Layer] = []
    for (index, name) in series.enumerated() {
      let own = placed.filter { $0.0.series == name }
      let middles = own.map { height - $0.middle }
      let values = own.map(\.0.value)
      let half = BarChart.barHeight / 2
      layers.append(
        .init(
          columns: [
            values, middles, values.map { min($0, 0) }, values.map { max($0, 0) },
            middles.map { $0 - half }, middles.map { $0 + half },
          ],
          style: "with boxxyerror lc rgb '\(Paint.series(index).gnuplot)' lw 1.2"
            + " fs transparent solid \(opacity(index)) border"))
    }
    let ranged = placed.filter { bar, _ in
      (bar.low ?? .nan).isFinite && (bar.high ?? .nan).isFinite
    }
    layers.append(
      .init(
        columns: [
          ranged.map(\.0.value), ranged.map { height - $0.middle }, ranged.compactMap(\.0.low),
          ranged.compactMap(\.0.high),
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

  private func opacity(_ index: Int) -> String {
    Decimal2.text(BarChart.opacities[index % BarChart.opacities.count])
  }

  private var entries: [Legend.Entry] {
    var entries = series.enumerated().map { index, name in
      Legend.Entry(
        sign: .bar(
          .series(index), opacity: BarChart.opacities[index % BarChart.opacities.count]),
        text: name)
    }
    if bars.contains(where: { $0.low != nil }) {
      entries.append(.init(sign: .interval, text: "interval"))
    }
    return entries
  }
}
