package import Documents

/// The state of the pictures' looks; it goes up when the same figure gives another picture.
package let themeRevision = 4

/// Draws a figure as SVG to be set into a page; the same figure gives the same bytes.
///
/// Colours are the page's (`--ink`, `--muted`, `--grid`, `--surface`, `--good`, `--warning`,
/// `--series-1` to `--series-6`), with values for light paper where the page gives none. For bars
/// and boxes the value axis is the figure's second, though it lies below.
package func svg(
  of figure: Figure, settings: PlotSettings = .standard
) throws(PlotError) -> String {
  SVGWriter.svg(
    try drawing(of: figure, settings: settings), id: figure.id, title: figure.title,
    description: figure.caption.plain)
}

/// Draws a figure as a page shows it: where it needs room, with another drawing for narrow screens.
package func pageSVG(
  of figure: Figure, settings: PlotSettings = .standard
) throws(PlotError) -> String {
  let wide = try drawing(of: figure, settings: settings)
  guard case .graph(let nodes, let edges, _) = figure.chart, wide.leastWidth > 300,
    let rail = RailChart(nodes: nodes, edges: edges, form: .narrow)
  else {
    return SVGWriter.svg(
      wide, id: figure.id, title: figure.title, description: figure.caption.plain)
  }
  return SVGWriter.svg(
    wide, id: figure.id, title: figure.title, description: figure.caption.plain,
    cssClass: "for-wide")
    + SVGWriter.svg(
      rail.draw(), id: figure.id + "_narrow", title: figure.title,
      description: figure.caption.plain, cssClass: "for-narrow")
}

/// The widest graph that is drawn as boxes and arrows where a list can take its place.
private let graphWidthMax = 740.0

private func drawing(
  of figure: Figure, settings: PlotSettings
) throws(PlotError) -> Drawing {
  switch figure.chart {
  case .scatter(let series, let equalityLine):
    return try ScatterChart(
      figure, series: series, equalityLine: equalityLine, pointsMax: settings.pointsMax
    ).draw(settings: settings)
  case .graph(let nodes, let edges, let direction):
    let graph = try GraphChart(figure, nodes: nodes, edges: edges, direction: direction)
      .draw(settings: settings)
    guard graph.width > graphWidthMax,
      let rail = RailChart(nodes: nodes, edges: edges, form: .wide)
    else { return graph }
    return rail.draw()
  case .panels(let panels, let commonAxes):
    return try AreaGrid(panels, commonAxes: commonAxes, settings: settings).draw(settings: settings)
  case .bars, .boxes, .heatMap, .histogram, .lines, .parallel, .points, .marked, .shaded,
    .waterfall:
    return try AreaGrid(
      [.init(title: "", x: figure.x, y: figure.y, chart: figure.chart)], commonAxes: false,
      settings: settings
    ).draw(settings: settings)
  }
}

/// Gives the versions of the drawing programs; pictures of other versions may differ.
package func rendererVersion() throws(PlotError) -> String {
  let gnuplot = try Gnuplot.version()
  let graphviz = try Graphviz.version()
  return "\(gnuplot); \(graphviz)"
}
