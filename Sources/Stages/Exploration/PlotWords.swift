import Documents

/// The words around a picture: headings, axes, what to see and what is not in it.
struct PlotWords {
  private let settings: Plot.Settings
  private let plotted: Plotted
  private let stage: String

  init(_ settings: Plot.Settings, _ plotted: Plotted, stage: String) {
    self.settings = settings
    self.plotted = plotted
    self.stage = stage
  }

  /// What is said where there is nothing to draw.
  var absence: Text {
    plotted.rowCount == 0
      ? "The table has no rows, so there is nothing to draw."
      : Text(
        "No row has a value in all of the columns "
          + "\(Wording.list(settings.columns.map { "'\($0.column)'" })), so there is nothing to draw."
      )
  }

  /// The picture, or nil where there is nothing to draw.
  var figure: Figure? {
    guard plotted.panels.contains(where: { !Self.isEmpty($0.chart) }) else { return nil }
    let (x, y) = (xAxis, yAxis)
    let chart: Figure.Chart =
      settings.facet == nil
      ? plotted.panels[0].chart
      : .panels(
        plotted.panels.map { .init(title: $0.title, x: x, y: y, chart: $0.chart) },
        commonAxes: true)
    return Figure(
      id: "\(stage)-plot", title: title, caption: Text(caption), x: x, y: y, chart: chart,
      table: PlotDataTable(plotted, x: x, y: y, colour: settings.colour, facet: settings.facet)
        .table)
  }

  private static func isEmpty(_ chart: Figure.Chart) -> Bool {
    switch chart {
    case .points(let series), .lines(let series): series.allSatisfy(\.x.isEmpty)
    case .histogram(_, let series, _): series.allSatisfy { $0.shares.allSatisfy { $0 == 0 } }
    case .bars(let bars): bars.isEmpty
    case .boxes(let boxes): boxes.isEmpty
    case .heatMap(let map): map.rows.isEmpty || map.columns.isEmpty
    case .scatter, .marked, .shaded, .waterfall, .panels, .parallel, .graph: true
    }
  }

  private var title: String {
    if let title = settings.title { return title }
    let (x, y) = (settings.x ?? "", settings.y ?? "")
    let parted = settings.facet.map { ", by \($0)" } ?? ""
    let by = settings.colour.map { " and \($0)" } ?? ""
    return
      switch settings.chart
    {
    case .scatter, .line: "\(y) against \(x)\(parted)"
    case .histogram: "How \(x) lies\(parted)"
    case .box: x.isEmpty ? "How \(y) lies\(parted)" : "How \(y) lies by \(x)\(by)\(parted)"
    case .bar: "\(settings.measureName) by \(x)\(by)\(parted)"
    case .heatMap: "\(settings.measureName) by \(x) and \(y)\(parted)"
    }
  }

  private func isRatio(_ axis: Plot.AxisName) -> Bool { settings.log.contains(axis) }

  private var xAxis: Figure.Axis {
    if let dates = plotted.dates {
      return dates.axis(
        settings.x ?? "", covering: plotted.panels.flatMap(\.chart.places),
        about: settings.facet == nil ? 7 : 3)
    }
    return Figure.Axis(settings.x ?? "", isLogarithmic: isRatio(.x))
  }

  private var yAxis: Figure.Axis {
    switch settings.chart {
    case .histogram: Figure.Axis("Share of rows", unit: "%", range: nil)
    case .bar: Figure.Axis(settings.measureName)
    case .scatter, .line, .box, .heatMap:
      Figure.Axis(settings.y ?? "", isLogarithmic: isRatio(.y))
    }
  }

  /// The user's words, or what a point, box or cell is; then what is left out.
  private var caption: String {
    ([settings.caption ?? explanation] + plotted.omissions.map(sentence)).joined(separator: " ")
  }

  private var explanation: String {
    let log =
      settings.log.isEmpty
      ? ""
      : " Equal steps are equal ratios on the axis "
        + "\(Wording.list(settings.log.map(\.rawValue)))."
    let sentence =
      switch settings.chart {
      case .scatter: "Each point is a row."
      case .line: "Rows are joined by rising \(settings.x ?? "")."
      case .histogram:
        settings.colour == nil
          ? "The shares of all bins add up to 100 %."
          : "The shares of all bins add up to 100 % in each series."
      case .box:
        "A box holds the middle half of its rows, the line in it is the median. Whiskers reach the "
          + "last value within 1.5 widths of the box; values beyond them are points."
      case .bar:
        settings.shown == .count
          ? "A bar is as long as its number of rows."
          : "A bar shows the \(settings.shown.rawValue) of \(settings.y ?? "") over its rows."
      case .heatMap:
        settings.shown == .count
          ? "A cell shows its number of rows."
          : "A cell shows the \(settings.shown.rawValue) of \(settings.value ?? "") over its rows."
      }
    return sentence + log
  }

  private func sentence(_ omission: Plotted.Omission) -> String {
    func rows(_ count: Int) -> String { Wording.count(count, "row") }
    func verb(_ count: Int, _ one: String, _ many: String) -> String { count == 1 ? one : many }
    switch omission {
    case .missing(let count):
      return "\(rows(count)) without a value \(verb(count, "is", "are")) left out."
    case .notAboveZero(let count):
      return "\(rows(count)) with a value that is not above zero "
        + "\(verb(count, "has", "have")) no place on an axis of ratios."
    case .parts(let column, let shown, let all, let count):
      return "Of \(Wording.grouped(all)) values of \(column) the \(shown) with the most rows are "
        + "shown; \(rows(count)) \(verb(count, "has", "have")) another one."
    case .spread(let points, let all):
      return "\(Wording.grouped(points)) of \(Wording.grouped(all)) rows are drawn, evenly spread "
        + "over the table."
    case .averaged(let count):
      return "Where rows have the same \(settings.x ?? ""), as \(Wording.grouped(count)) do, their "
        + "mean is drawn."
    case .beyondBins(let count):
      return "The outermost bins also hold \(rows(count)) beyond them."
    case .beyondWhiskers(let count):
      return "\(Wording.grouped(count)) more \(verb(count, "value", "values")) beyond the whiskers "
        + "\(verb(count, "is", "are")) not drawn."
    }
  }
}

extension Figure.Chart {
  /// The places along the x axis of points, lines and bins.
  fileprivate var places: [Double] {
    switch self {
    case .points(let series), .lines(let series): series.flatMap(\.x)
    case .histogram(let edges, _, _): edges
    default: []
    }
  }
}

extension Plot.Settings {
  /// What bars and cells show, in words.
  var measureName: String {
    switch shown {
    case .count: "Number of rows"
    case .mean: "Mean \(measured ?? "")"
    case .median: "Median \(measured ?? "")"
    case .sum: "Sum of \(measured ?? "")"
    }
  }
}
