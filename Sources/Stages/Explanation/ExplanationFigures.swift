import Attribution
import Documents
import Kernels
import Learning

/// The pictures of explained models; columns have the same order in all of them.
struct ExplanationFigures {
  /// The most rows of a picture; the last one sums what is left.
  static let rowsMax = 10

  let summary: AttributionSummary
  let shown: ShownValues
  let stage: String

  /// What the values are measured in.
  var unit: String {
    switch summary.entries.first?.scale {
    case Attributions.Scale.logOdds.rawValue: "log odds"
    case Attributions.Scale.probability.rawValue: "probability"
    case Attributions.Scale.logarithm.rawValue: "logarithm of \(summary.target)"
    default: "units of \(summary.target)"
    }
  }

  /// The places of the columns that have a row of their own, and whether others are left.
  var ranked: (own: [Int], others: [Int]) {
    let all = Array(shown.players.indices)
    guard all.count > Self.rowsMax else { return (all, []) }
    return (Array(all.prefix(Self.rowsMax - 1)), Array(all.dropFirst(Self.rowsMax - 1)))
  }

  /// Pictures of all models: one alone, or small ones beside each other.
  func figure(
    _ name: String, _ title: String, _ caption: String, x: Figure.Axis, y: Figure.Axis,
    charts: [Figure.Chart], commonAxes: Bool = true, table: DataTable
  ) -> Figure {
    let chart =
      charts.count == 1
      ? charts[0]
      : Figure.Chart.panels(
        zip(shown.models, charts).map { Figure.Panel(title: $0, x: x, y: y, chart: $1) },
        commonAxes: commonAxes)
    return Figure(
      id: "\(stage)-\(name)", title: title, caption: Text(caption), x: x, y: y, chart: chart,
      table: table)
  }

  /// The mean size of each column's values with its interval.
  var bars: Figure {
    let (own, others) = ranked
    var rows: [[Text]] = []
    let charts = summary.entries.map { entry in
      let bars = own.compactMap { place -> Figure.Bar? in
        let size = entry.sizes.first { $0.player == shown.players[place] }
        guard let size else { return nil }
        rows.append(
          [.code(entry.model), Text(size.player), Text(Wording.number(size.mean))] + [
            Text(Wording.interval(size.interval.low, size.interval.high))
          ])
        return Figure.Bar(
          group: size.player, series: "", value: size.mean, low: size.interval.low,
          high: size.interval.high)
      }
      return Figure.Chart.bars(bars)
    }
    let rest = others.isEmpty ? "" : " The other \(others.count) columns add less."
    return figure(
      "bars", "How much each column adds",
      "The mean size of what each column adds to a "
        + "prediction, up or down. Whiskers are 95 % intervals over rows." + rest,
      x: Figure.Axis("Column"), y: Figure.Axis("Mean size", unit: unit), charts: charts,
      table: DataTable(
        caption: "The mean size of what each column adds",
        headings: [
          .init("Model"), .init("Column"), .init("Mean size", .trailing),
          .init("95 % interval", .trailing),
        ], rows: rows))
  }

  /// What each column adds to each row, coloured by what the row holds.
  var swarm: Figure {
    let (own, others) = ranked
    var names = own.map { shown.players[$0] }
    if !others.isEmpty { names.append("\(others.count) others") }
    let charts = shown.models.indices.map { model in
      var (x, y, shades) = ([Double](), [Double](), [Double]())
      for (row, player) in own.enumerated() {
        guard let values = shown.values(model, player) else { continue }
        x += values
        y += values.map { _ in Double(row) }
        shades += shown.shades(of: player)
      }
      if !others.isEmpty {
        let columns = others.compactMap { shown.values(model, $0) }
        x += (0..<shown.count).map { row in columns.reduce(0) { $0 + $1[row] } }
        y += (0..<shown.count).map { _ in Double(own.count) }
        shades += (0..<shown.count).map { _ in .nan }
      }
      return Figure.Chart.shaded(
        .init(
          rows: names, x: x, y: y, shades: shades,
          ends: .init(low: "low value of the column", high: "high value")))
    }
    return figure(
      "swarm", "What each column adds, row by row",
      "A point is a row of the table: to the right the column raises its prediction, to the left it "
        + "lowers it. Points pile up where many rows lie. Colours go from the 5 % to the 95 % quantile "
        + "of the column; texts go by the alphabet.",
      x: Figure.Axis("What the column adds", unit: unit), y: Figure.Axis(""), charts: charts,
      table: quantileTable(own))
  }

  private func quantileTable(_ players: [Int]) -> DataTable {
    DataTable(
      caption: "Quantiles of what each column adds",
      headings: [.init("Model"), .init("Column")]
        + ["Least", "5 %", "Median", "95 %", "Greatest"].map { .init($0, .trailing) },
      rows: shown.models.indices.flatMap { model in
        players.compactMap { player -> [Text]? in
          guard let values = shown.values(model, player)?.sorted(), !values.isEmpty else {
            return nil
          }
          return [.code(shown.models[model]), Text(shown.players[player])]
            + [0, 0.05, 0.5, 0.95, 1].map {
              Text(Wording.number(Quantiles.of(sorted: values, at: $0)))
            }
        }
      })
  }

  /// How much pairs of columns do together; nil where it was not asked for.
  var pairs: Figure? {
    let entries = summary.entries.filter { !$0.pairs.isEmpty }
    guard !entries.isEmpty, entries.count == summary.entries.count else { return nil }
    let names = ranked.own.map { shown.players[$0] }
    guard names.count > 1 else { return nil }
    let charts = entries.map { entry in
      let values = names.map { first in
        names.map { second in
          entry.pairs.first {
            ($0.first, $0.second) == (first, second) || ($0.first, $0.second) == (second, first)
          }?.mean ?? (first == second ? .nan : 0)
        }
      }
      return Figure.Chart.heatMap(
        .init(
          columns: names, rows: names, values: values, label: "mean size", isDiverging: false))
    }
    return figure(
      "pairs", "Which columns work together",
      "The mean size of what two columns add together beyond what each adds alone.",
      x: Figure.Axis("Column"), y: Figure.Axis(""), charts: charts,
      table: DataTable(
        caption: "The pairs that do most together",
        headings: [
          .init("Model"), .init("Column"), .init("With"), .init("Mean size", .trailing),
        ],
        rows: entries.flatMap { entry in
          entry.pairs.prefix(10).map {
            [
              .code(entry.model), Text($0.first), Text($0.second), Text(Wording.number($0.mean)),
            ]
          }
        }))
  }
}
