import Analyses
import Documents
import Tables

/// How sensitivities are shown.
struct SensitivityView {
  private static let barsMax = 12

  let table: Table
  let settings: Sensitivity.Settings
  let stage: String

  private var inputs: [String] { (0..<table.rowCount).map { name($0) } }

  private func name(_ row: Int) -> String {
    guard case .texts(let texts)? = table["input"]?.values else { return "" }
    return texts[row] ?? ""
  }

  private func value(_ name: String, _ row: Int) -> Double {
    table[name]?.numbers?[row] ?? .nan
  }

  /// The whole view.
  var view: StageView {
    guard table.rowCount > 0 else {
      return StageView(blocks: [.paragraph(Text("There are no inputs."))])
    }
    return StageView(
      blocks: settings.method == .swings
        ? [.paragraph(swingText), .figure(swingFigure), .table(swingTable)]
        : [.paragraph(varianceText), .figure(varianceFigure), .table(varianceTable)])
  }

  private var shown: Range<Int> { 0..<min(table.rowCount, Self.barsMax) }

  // MARK: Swings

  private var swingText: Text {
    Text(
      "Each input goes from its low to its high end while the others stand in the middle, where ")
      + .code(settings.result) + Text(" is \(Wording.number(value("base", 0))). ")
      + .code(name(0)) + Text(" moves it furthest.")
  }

  private var swingFigure: Figure {
    Figure(
      id: "\(stage)-swings", title: "How far each input moves \(settings.result)",
      caption: Text(
        "Bars show how far the result moves from \(Wording.number(value("base", 0))) when one input "
          + "is at its low or at its high end."),
      x: Figure.Axis("Input"), y: Figure.Axis("Change of \(settings.result)"),
      chart: .bars(
        shown.flatMap { row in
          [("low end", "low"), ("high end", "high")].map { label, column in
            Figure.Bar(
              group: name(row), series: label, value: value(column, row) - value("base", row),
              low: nil, high: nil)
          }
        }), table: swingTable)
  }

  private var swingTable: DataTable {
    let hasCrossing = settings.breakEven != nil
    return DataTable(
      caption: "\(settings.result) at the ends of each input",
      headings: [
        .init("Input"), .init("At its low end", .trailing), .init("At its high end", .trailing),
        .init("Width", .trailing),
      ] + (hasCrossing ? [.init("Breaks even at", .trailing)] : []),
      rows: inputs.indices.map { row in
        [
          .code(name(row)), Text(Wording.number(value("low", row))),
          Text(Wording.number(value("high", row))), Text(Wording.number(value("width", row))),
        ]
          + (hasCrossing
            ? [
              Text(
                value("crossing", row).isNaN
                  ? "never" : "\(Wording.percent(value("crossing", row))) of the way")
            ] : [])
      })
  }

  // MARK: Variance

  private var varianceText: Text {
    .code(name(0))
      + Text(" has the greatest part in how ") + .code(settings.result)
      + Text(
        " varies: \(Wording.percent(value("total", 0))) with others' help, "
          + "\(Wording.percent(value("first", 0))) alone. The first-order index is the share of the "
          + "variance that goes when an input is known, the total index what stays when all others are."
      )
  }

  private var varianceFigure: Figure {
    Figure(
      id: "\(stage)-indices", title: "Shares of the variance of \(settings.result)",
      caption: Text("Whiskers are two errors of the estimates."), x: Figure.Axis("Input"),
      y: Figure.Axis("Share of the variance"),
      chart: .bars(
        shown.flatMap { row in
          [("alone", "first"), ("with others", "total")].map { label, column in
            let (found, error) = (value(column, row), value("\(column)_error", row))
            return Figure.Bar(
              group: name(row), series: label, value: found, low: found - 2 * error,
              high: found + 2 * error)
          }
        }), table: varianceTable)
  }

  private var varianceTable: DataTable {
    DataTable(
      caption: "First-order and total indices, with two errors",
      headings: [.init("Input"), .init("First order", .trailing), .init("Total", .trailing)],
      rows: inputs.indices.map { row in
        [.code(name(row))]
          + ["first", "total"].map { column in
            Text(
              "\(Wording.number(value(column, row), digits: 3)) ± "
                + "\(Wording.number(2 * value("\(column)_error", row), digits: 2))")
          }
      })
  }
}
