import Documents

extension ExplanationFigures {
  private static let meanName = "mean of all rows"
  private static let rowName = "single rows"

  /// What models predict as a column takes value after value; nil where no model was traced.
  ///
  /// Where rows may not be shown one by one, the mean and the span of most of them are drawn.
  func curves(_ column: String, withRows: Bool) -> Figure? {
    let traced = summary.entries.compactMap { entry in
      entry.curves?.first { $0.column == column }.map { (entry: entry, curve: $0) }
    }
    guard let first = traced.first?.curve, !first.means.isEmpty else { return nil }
    let charts = traced.map { Self.chart($0.curve, withRows: withRows) }
    let isLevels = if case .levels = first.places { true } else { false }
    let axis = Figure.Axis("Prediction", unit: predictionUnit)
    let own = curveAxis(first)
    let chart =
      charts.count == 1
      ? charts[0]
      : Figure.Chart.panels(
        zip(traced, charts).map {
          Figure.Panel(title: $0.0.entry.model, x: own, y: axis, chart: $0.1)
        }, commonAxes: true)
    let seen =
      isLevels
      ? "Whiskers hold eight of ten rows."
      : (withRows
        ? "Thin lines are single rows: where they are not parallel, \(column) works together with "
          + "other columns." : "The thin lines hold eight of ten rows.")
    return Figure(
      id: "\(stage)-curve-\(curvePlace(column))", title: "What is predicted as \(column) varies",
      caption: Text(
        "All background rows are given one value of \(column) after the other, their other columns "
          + "staying as they are. " + seen),
      x: own, y: axis, chart: chart, table: curveTable(column, traced.map { ($0.entry, $0.curve) }))
  }

  /// The columns that were traced, those that add most first.
  var tracedColumns: [String] {
    let traced = Set(summary.entries.flatMap { ($0.curves ?? []).map(\.column) })
    return summary.order.filter(traced.contains)
  }

  private func curvePlace(_ column: String) -> Int {
    (summary.order.firstIndex(of: column) ?? 0) + 1
  }

  private static func chart(_ curve: PartialCurve, withRows: Bool) -> Figure.Chart {
    switch curve.places {
    case .levels(let levels):
      return .bars(
        levels.indices.map {
          Figure.Bar(
            group: levels[$0], series: "", value: curve.means[$0], low: curve.lows[$0],
            high: curve.highs[$0])
        })
    case .numbers(let x), .dates(let x):
      let thin = (withRows ? curve.rows : [curve.lows, curve.highs]).map {
        Figure.PointSeries(
          name: withRows ? rowName : "eight of ten rows", x: x, y: $0, isBehind: true)
      }
      return .lines(thin + [Figure.PointSeries(name: meanName, x: x, y: curve.means)])
    }
  }

  /// What predictions are measured in, which is not always what values are.
  private var predictionUnit: String {
    summary.entries.first?.label.map { "probability of \($0)" } ?? "units of \(summary.target)"
  }

  private func curveAxis(_ curve: PartialCurve) -> Figure.Axis {
    if case .dates(let x) = curve.places,
      let player = shown.players.firstIndex(of: curve.column),
      let form = shown.dates(of: player)
    {
      return form.axis(curve.column, covering: x, about: 4)
    }
    return Figure.Axis(curve.column)
  }

  private func curveTable(
    _ column: String, _ traced: [(AttributionSummary.Entry, PartialCurve)]
  ) -> DataTable {
    DataTable(
      caption: "The mean prediction by \(column), and the span of eight of ten rows",
      headings: [
        .init("Model"), .init(column, .trailing), .init("Mean", .trailing),
        .init("10 %", .trailing), .init("90 %", .trailing),
      ],
      rows: traced.flatMap { entry, curve in
        let step = max(1, curve.means.count / 10)
        return stride(from: 0, to: curve.means.count, by: step).map { place in
          [.code(entry.model), Text(placeText(curve, place))]
            + [curve.means, curve.lows, curve.highs].map { Text(Wording.number($0[place])) }
        }
      })
  }

  private func placeText(_ curve: PartialCurve, _ place: Int) -> String {
    switch curve.places {
    case .numbers(let x): Wording.number(x[place])
    case .levels(let levels): levels[place]
    case .dates(let x):
      shown.players.firstIndex(of: curve.column).flatMap { shown.dates(of: $0) }?.text(x[place])
        ?? Wording.number(x[place])
    }
  }
}
