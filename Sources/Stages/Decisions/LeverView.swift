import Analyses
import Documents
import Tables

/// How shared savings are shown.
struct LeverView {
  let table: Table
  let summary: Table
  let total: String
  let stage: String

  private func summaryValue(_ name: String) -> Double { summary[name]?.numbers?[0] ?? .nan }

  private func value(_ name: String, _ row: Int) -> Double {
    table[name]?.numbers?[row] ?? .nan
  }

  private var levers: [String] {
    guard case .texts(let texts)? = table["lever"]?.values else { return [] }
    return (0..<table.rowCount).map { texts[$0] ?? "" }
  }

  /// The whole view.
  var view: StageView {
    StageView(blocks: [.paragraph(introduction), .table(figures), .figure(figure)])
  }

  private var introduction: Text {
    let draws = summaryValue("draws")
    let range =
      draws > 1
      ? " (80 % of \(Wording.grouped(Int(draws))) draws: "
        + "\(Wording.interval(summaryValue("saved_low"), summaryValue("saved_high"))))" : ""
    return Text("Together the levers take ") + .code(total)
      + Text(
        " from \(Wording.number(summaryValue("base"))) to \(Wording.number(summaryValue("full"))), "
          + "which saves \(Wording.number(summaryValue("saved")))\(range). What one saves depends on "
          + "the others: where they do the same work, most when it comes first and least when it "
          + "comes last. The Shapley value is the mean over all orders, and these add up to the whole."
      )
  }

  private func cell(_ name: String, _ row: Int) -> Text {
    let (low, high) = (value("\(name)_low", row), value("\(name)_high", row))
    let mean = Wording.number(value(name, row))
    return low.isNaN ? Text(mean) : Text("\(mean) (\(Wording.interval(low, high)))")
  }

  private var figures: DataTable {
    let hasDraws = summaryValue("draws") > 1
    return DataTable(
      caption: "What each lever saves of \(total)" + (hasDraws ? ", with 80 % of the draws" : ""),
      headings: [
        .init("Lever"), .init("Alone", .trailing), .init("As the last", .trailing),
        .init("Shapley value", .trailing),
      ] + (hasDraws ? [.init("Best alone", .trailing)] : []),
      rows: levers.indices.map { row in
        [.code(levers[row]), cell("alone", row), cell("last", row), cell("shapley", row)]
          + (hasDraws ? [Text(Wording.percent(value("first_share", row)))] : [])
      })
  }

  private var figure: Figure {
    let parts = [("alone", "alone"), ("shapley", "Shapley value"), ("last", "as the last")]
    let bars = levers.indices.flatMap { row in
      parts.map { name, label in
        let (low, high) = (value("\(name)_low", row), value("\(name)_high", row))
        return Figure.Bar(
          group: levers[row], series: label, value: value(name, row),
          low: low.isNaN ? nil : low, high: high.isNaN ? nil : high)
      }
    }
    return Figure(
      id: "\(stage)-shares", title: "What each lever saves",
      caption: Text(
        "The further the bars of a lever lie apart, the more others do the same work. Whiskers hold "
          + "80 % of the draws where there are draws."),
      x: Figure.Axis("Lever"), y: Figure.Axis("Saved of \(total)"), chart: .bars(bars),
      table: figures)
  }
}
