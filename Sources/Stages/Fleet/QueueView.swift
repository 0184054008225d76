import Analyses
import Documents
import Tables

/// How simulated queues are shown: figures side by side, the tail of latencies, and the day.
struct QueueView {
  /// The most scenarios with a line of their own.
  private static let linesMax = 6

  let table: Table
  let series: Table
  let tail: Table
  let stage: String
  let runCount: Int

  /// The whole view.
  var view: StageView {
    StageView(
      blocks: [
        .paragraph(
          Text(
            "Each scenario ran \(Wording.count(runCount, "time")) with messages of its own, the same "
              + "in all scenarios; ± is half of the 95 % interval of a mean over runs. In each run "
              + "Little's law and the sums of work and of instances held.")),
        .table(data(of: shown)), .figure(tailFigure),
      ] + (changes ? [.figure(dayFigure)] : []) + [
        .details("Messages and instances counted", [.table(data(of: counted))])
      ])
  }

  /// Whether the number of instances changes in any scenario.
  private var changes: Bool {
    names.contains { name in
      let paid = series["paid"]?.numbers ?? []
      let values = rows(of: name, in: series).map { paid[$0] }
      return (values.max() ?? 0) - (values.min() ?? 0) > 1e-6
    }
  }

  private var names: [String] { QueueScenarios.names(of: table) }

  private func value(_ measure: QueueMeasure, _ row: Int) -> String {
    let value = table[measure.rawValue]?.numbers?[row] ?? .nan
    guard value.isFinite else { return "" }
    guard measure.hasInterval, let high = table["\(measure.rawValue)_high"]?.numbers?[row],
      high.isFinite
    else { return Wording.number(value) }
    return "\(Wording.number(value)) ± \(Wording.number(high - value, digits: 2))"
  }

  private var shown: [(QueueMeasure, String)] {
    [
      (.waitMean, "Mean wait, s"), (.wait95, "95 % wait within, s"),
      (.latency95, "95 % are done within, s"), (.lateShare, "Late"), (.utilisation, "Busy share"),
      (.instanceHours, "Instance-hours"),
    ]
  }

  private var counted: [(QueueMeasure, String)] {
    [
      (.messages, "Messages"), (.doneShare, "Done"), (.waitingMaximum, "Most waiting"),
      (.spotHours, "Spot hours"), (.launches, "Launches"), (.interruptions, "Interruptions"),
      (.redelivered, "Redelivered"), (.duplicates, "Done twice"), (.lost, "Lost with an instance"),
    ]
  }

  private func data(of measures: [(QueueMeasure, String)]) -> DataTable {
    let used = measures.filter { measure, _ in
      table[measure.rawValue]?.numbers?.contains { $0.isFinite && $0 != 0 } ?? false
    }
    return DataTable(
      caption: "What each scenario comes to: means over runs",
      headings: [.init("Scenario")] + used.map { .init($0.1, .trailing) },
      rows: names.indices.map { row in
        [.code(names[row])] + used.map { Text(value($0.0, row)) }
      })
  }

  private func rows(of name: String, in table: Table) -> [Int] {
    guard case .texts(let texts)? = table["scenario"]?.values else { return [] }
    return (0..<table.rowCount).filter { texts[$0] == name }
  }

  private func line(
    _ name: String, _ label: String, _ table: Table, _ x: String, _ y: String,
    keep: (Double) -> Bool = { _ in true }
  ) -> Figure.PointSeries {
    let (xs, ys) = (table[x]?.numbers ?? [], table[y]?.numbers ?? [])
    let rows = rows(of: name, in: table).filter { keep(ys[$0]) }
    return Figure.PointSeries(name: label, x: rows.map { xs[$0] }, y: rows.map { ys[$0] })
  }

  private var tailFigure: Figure {
    let shown = names.prefix(Self.linesMax)
    return Figure(
      id: "\(stage)-tail", title: "How many messages take longer",
      caption: Text(
        "The share of messages whose time from arrival to the end of service is above the seconds "
          + "below." + omitted),
      x: Figure.Axis("Latency", unit: "s", isLogarithmic: true),
      y: Figure.Axis("Share that takes longer", isLogarithmic: true),
      chart: .lines(
        shown.map { line($0, $0, tail, "seconds", "latencies_above") { $0 > 0 && $0 < 1 } }),
      table: data(tail, ["seconds", "latencies_above"], caption: "Shares that take longer"))
  }

  private var dayFigure: Figure {
    let shown = names.prefix(Self.linesMax)
    let single = shown.count == 1
    let lines =
      single
      ? [
        line(shown[0], "paid for", series, "hour", "paid"),
        line(shown[0], "in service", series, "hour", "in_service"),
        line(shown[0], "busy", series, "hour", "busy"),
      ] : shown.map { line($0, $0, series, "hour", "paid") }
    return Figure(
      id: "\(stage)-day", title: single ? "Instances over the run" : "Instances paid for",
      caption: Text("Means of quarters of an hour over all runs." + omitted),
      x: Figure.Axis("Hour of the run", unit: "h"),
      y: Figure.Axis("Instances", range: 0...max(1, 1.05 * (lines.flatMap(\.y).max() ?? 1))),
      chart: .lines(lines),
      table: data(series, ["hour", "busy", "paid", "waiting"], caption: "Instances by the hour"))
  }

  private var omitted: String {
    names.count > Self.linesMax ? " The first \(Self.linesMax) scenarios are drawn." : ""
  }

  private func data(_ table: Table, _ columns: [String], caption: String) -> DataTable {
    let shown = names.prefix(Self.linesMax).flatMap { rows(of: $0, in: table) }
    let texts = QueueScenarios.names(of: table)
    return DataTable(
      caption: caption,
      headings: [.init("Scenario")] + columns.map { .init($0, .trailing) },
      rows: shown.map { row in
        [.code(texts[row])]
          + columns.map { Text(Wording.number(table[$0]?.numbers?[row] ?? .nan)) }
      })
  }
}
