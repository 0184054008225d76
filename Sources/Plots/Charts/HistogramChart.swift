import Documents

/// Histograms over common bins, drawn over each other as steps.
struct HistogramChart {
  private static let width = 560.0
  private static let dashes: [[Double]] = [[], [7, 4], [2, 3], [9, 3, 2, 3], [4, 4], [12, 4]]

  private let figure: Figure
  private let edges: [Double]
  private let series: [Figure.BinSeries]
  private let zeroLine: Bool

  init(_ figure: Figure, edges: [Double], series: [Figure.BinSeries], zeroLine: Bool) {
    self.figure = figure
    self.edges = edges
    self.series = series
    self.zeroLine = zeroLine
  }

  /// Draws the picture.
  func draw(settings: PlotSettings) throws(PlotError) -> Drawing {
    let width = HistogramChart.width
    let ends = (edges.first ?? 0, edges.last ?? 1)
    let x =
      figure.x.range.map { Scale(from: $0.lowerBound, to: $0.upperBound, about: 7) }
      ?? Scale(from: ends.0, to: ends.1, about: 7)
    let y = Scale(covering: series.flatMap(\.shares) + [0], about: 5)
    let left = 36 + AxisText.width(of: y, size: 15)
    let frame = PlotScript.Frame(left: left, top: 14, width: width - left - 18, height: 300)
    let legend = Legend(entries, notes: [], width: width - 24)
    var drawing = Drawing(
      width: width, height: frame.bottom + 58 + legend.height + 6, leastWidth: 320)
    let panel = PlotScript.Panel(
      frame: frame, x: x, y: y, layers: layers(y), verticalGrid: false, horizontalGrid: true)
    let script = PlotScript(width: width, height: drawing.height, panels: [panel])
    try Gnuplot.draw(script, into: &drawing, settings: settings)
    AxisText.writeBelow(frame, x, into: &drawing)
    AxisText.writeBeside(frame, y, into: &drawing)
    AxisText.writeLabel(
      below: figure.x, left: frame.left, right: frame.right, baseline: frame.bottom + 46,
      into: &drawing)
    AxisText.writeLabel(
      beside: figure.y, top: frame.top, bottom: frame.bottom, into: &drawing)
    legend.draw(into: &drawing, x: 12, y: frame.bottom + 58)
    return drawing
  }

  private func layers(_ y: Scale) -> [PlotScript.Layer] {
    var layers: [PlotScript.Layer] = []
    let outlines = series.map(outline)
    for (index, steps) in outlines.enumerated() {
      layers.append(
        .init(
          columns: steps,
          style: "with filledcurves closed lc rgb '\(Paint.series(index).gnuplot)'"
            + " fs transparent solid \(index == 0 ? "0.25" : "0.12") noborder"))
    }
    if zeroLine, let first = edges.first, let last = edges.last, first < 0, last > 0 {
      layers.append(
        .init(
          columns: [[0, 0], [y.low, y.high]],
          style: "with lines lw 1.5 lc rgb '\(Paint.ink.gnuplot)'"))
    }
    for (index, steps) in outlines.enumerated() {
      let dashes = HistogramChart.dashes[index % HistogramChart.dashes.count]
      // gnuplot halves the lengths when it writes them.
      let pattern = dashes.map { Decimal2.text($0 * 2) }.joined(separator: ",")
      layers.append(
        .init(
          columns: steps,
          style: "with lines lw 2.5 \(dashes.isEmpty ? "dt solid" : "dt (\(pattern))")"
            + " lc rgb '\(Paint.series(index).gnuplot)'"))
    }
    return layers
  }

  /// The outline of the steps, from the axis up and back to it.
  private func outline(_ one: Figure.BinSeries) -> [[Double]] {
    var x: [Double] = []
    var y: [Double] = []
    guard edges.allSatisfy(\.isFinite) else { return [x, y] }
    for (bin, share) in one.shares.enumerated() where bin + 1 < edges.count {
      let height = share.isFinite ? share : 0
      if bin == 0 {
        x.append(edges[0])
        y.append(0)
      }
      x += [edges[bin], edges[bin + 1]]
      y += [height, height]
    }
    if let last = x.last {
      x.append(last)
      y.append(0)
    }
    return [x, y]
  }

  private var entries: [Legend.Entry] {
    series.enumerated().map { index, one in
      .init(
        sign: .line(
          .init(
            paint: .series(index), width: 2.5,
            dashes: HistogramChart.dashes[index % HistogramChart.dashes.count])),
        text: one.name)
    }
  }
}
