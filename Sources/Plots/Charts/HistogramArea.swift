import Documents

/// Histograms over common bins, drawn over each other as steps.
struct HistogramArea: Area {
  let below: Figure.Axis
  let beside: Figure.Axis?
  let notes: [String] = []
  let belowRoom = 24.0
  let rightRoom = 16.0
  let leastWidth = 130.0
  private let edges: [Double]
  private let series: [Figure.BinSeries]
  private let zeroLine: Bool
  private let x: Scale
  private let y: Scale
  private let isAlone: Bool

  /// Chooses axes that cover the bins and what the context shares.
  init(
    x xAxis: Figure.Axis, y yAxis: Figure.Axis, edges: [Double], series: [Figure.BinSeries],
    zeroLine: Bool, _ context: AreaContext
  ) {
    isAlone = context.count == 1
    below = xAxis
    beside = yAxis
    self.edges = edges
    self.series = series
    self.zeroLine = zeroLine
    let about = context.count > 1 ? 3 : 7
    let ends = context.x + [edges.first ?? 0, edges.last ?? 1]
    if xAxis.isLogarithmic || xAxis.range != nil {
      x = Scale(xAxis, covering: ends, about: about)
    } else {
      let finite = ends.filter(\.isFinite)
      x = Scale(from: finite.min() ?? 0, to: finite.max() ?? 1, about: about)
    }
    y = Scale(
      covering: context.y + series.flatMap(\.shares) + [0], about: context.count > 2 ? 4 : 5)
  }

  var leftRoom: Double { AxisText.width(of: y, size: 15) }

  func height(ofWidth width: Double, isAlone: Bool) -> Double { isAlone ? 300 : width * 0.75 }

  func panel(in frame: PlotScript.Frame) -> PlotScript.Panel {
    PlotScript.Panel(
      frame: frame, x: x, y: y, layers: layers, verticalGrid: false, horizontalGrid: true)
  }

  private var layers: [PlotScript.Layer] {
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
      layers.append(
        .init(
          columns: steps,
          style: "with lines lw 2.5 \(SeriesLook.gnuplotDashes(index))"
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

  func write(
    in frame: PlotScript.Frame, beside: Bool, below: Bool, into drawing: inout Drawing
  ) {
    if beside { AxisText.writeBeside(frame, y, into: &drawing) }
    if below { AxisText.writeBelow(frame, x, isAlone: isAlone, into: &drawing) }
  }

  var entries: [Legend.Entry] {
    series.enumerated().map { index, one in
      .init(
        sign: .line(
          .init(paint: .series(index), width: 2.5, dashes: SeriesLook.dashes(index))),
        text: one.name)
    }.filter { !$0.text.isEmpty }
  }
}
