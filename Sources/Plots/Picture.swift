package import Documents

/// The state of the pictures' looks; it goes up when the same figure gives another picture.
package let themeRevision = 3

/// Draws a figure as SVG to be set into a page; the same figure gives the same bytes.
///
/// Colours are the page's (`--ink`, `--muted`, `--grid`, `--surface`, `--good`, `--warning`,
/// `--series-1` to `--series-6`), with values for light paper where the page gives none. For bars
/// and boxes the value axis is the figure's second, though it lies below.
package func svg(
  of figure: Figure, settings: PlotSettings = .standard
) throws(PlotError) -> String {
  let drawing: Drawing =
    switch figure.chart {
    case .scatter(let series, let equalityLine):
      try ScatterChart(
        figure, series: series, equalityLine: equalityLine, pointsMax: settings.pointsMax
      ).draw(settings: settings)
    case .graph(let nodes, let edges, let direction):
      try GraphChart(figure, nodes: nodes, edges: edges, direction: direction)
        .draw(settings: settings)
    case .panels(let panels, let commonAxes):
      try AreaGrid(panels, commonAxes: commonAxes, settings: settings).draw(settings: settings)
    case .bars, .boxes, .heatMap, .histogram, .lines, .parallel, .points, .marked, .shaded,
      .waterfall:
      try AreaGrid(
        [.init(title: "", x: figure.x, y: figure.y, chart: figure.chart)], commonAxes: false,
        settings: settings
      ).draw(settings: settings)
    }
  return SVGWriter.svg(
    drawing, id: figure.id, title: figure.title, description: figure.caption.plain)
}

/// Gives the versions of the drawing programs; pictures of other versions may differ.
package func rendererVersion() throws(PlotError) -> String {
  let gnuplot = try Gnuplot.version()
  let graphviz = try Graphviz.version()
  return "\(gnuplot); \(graphviz)"
}
