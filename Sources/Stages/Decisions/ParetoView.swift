import Analyses
import Documents
import Tables

/// How a front is shown: its choices, and the first two columns against each other.
struct ParetoView {
  private static let rowsMax = 30
  private static let labelsMax = 8

  let table: Table
  let front: Table
  let settings: Pareto.Settings
  let stage: String

  private var columns: [String] { settings.low + settings.high }

  /// The whole view.
  var view: StageView {
    let words =
      columns.map { (settings.low.contains($0) ? "low " : "high ") + $0 }
    return StageView(blocks: [
      .paragraph(
        Text(
          "\(Wording.count(front.rowCount, "choice")) of \(Wording.grouped(table.rowCount)) "
            + "\(front.rowCount == 1 ? "is" : "are") on the front: none is beaten in all of "
            + "\(Wording.list(words)) at once.")),
      .figure(figure), .details("The front", [.table(data)]),
    ])
  }

  private func values(_ name: String, _ table: Table) -> [Double] { table[name]?.numbers ?? [] }

  private func names(_ table: Table) -> [String] {
    let found = settings.label.flatMap { try? DecisionColumns.texts($0, of: table) }
    return (0..<table.rowCount).map { found?[$0] ?? "\($0 + 1)" }
  }

  private var figure: Figure {
    let (x, y) = (columns[0], columns[1])
    let flags: [Bool?] =
      if case .flags(let flags)? = table["on_front"]?.values { flags } else { [] }
    let beaten = flags.indices.filter { flags[$0] != true }
    let (xs, ys) = (values(x, table), values(y, table))
    let wanted = Set(settings.named)
    let all = names(table)
    let labels = all.indices.filter { wanted.contains(all[$0]) }.prefix(Self.labelsMax)
    let (frontX, frontY) = (values(x, front), values(y, front))
    return Figure(
      id: "\(stage)-front", title: "\(y) against \(x)",
      caption: Text(
        "The line joins the choices on the front"
          + (columns.count > 2
            ? "; those that are not lowest here are better in \(Wording.list(Array(columns.dropFirst(2))))"
            : "") + "."),
      x: Figure.Axis(x), y: Figure.Axis(y),
      chart: .marked(
        Figure.MarkedPoints(
          line: Figure.PointSeries(name: "the front", x: frontX, y: frontY),
          points: [
            Figure.PointSeries(name: "on the front", x: frontX, y: frontY),
            Figure.PointSeries(
              name: "beaten", x: beaten.map { xs[$0] }, y: beaten.map { ys[$0] }),
          ],
          labels: labels.map {
            .init(x: xs[$0], y: ys[$0], text: all[$0], isRinged: true)
          })), table: data)
  }

  private var data: DataTable {
    let found = names(front)
    return DataTable(
      caption: "The choices on the front"
        + (front.rowCount > Self.rowsMax ? ", the first \(Self.rowsMax)" : ""),
      headings: [.init("Choice")] + columns.map { .init($0, .trailing) },
      rows: (0..<min(front.rowCount, Self.rowsMax)).map { row in
        [.code(found[row])] + columns.map { Text(Wording.number(values($0, front)[row])) }
      })
  }
}
