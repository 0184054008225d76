import Analyses
import Documents
import Tables

/// How the worth of information is shown.
struct InformationView {
  let worths: Table
  let choices: Table
  let summary: Table
  let stage: String

  private func number(_ table: Table, _ name: String, _ row: Int = 0) -> Double {
    table[name]?.numbers?[row] ?? .nan
  }

  private func text(_ table: Table, _ name: String, _ row: Int = 0) -> String {
    guard case .texts(let texts)? = table[name]?.values else { return "" }
    return texts[row] ?? ""
  }

  /// The whole view.
  var view: StageView {
    StageView(blocks: [
      .paragraph(introduction), .table(choiceTable), .figure(figure), .table(worthTable),
    ])
  }

  private var introduction: Text {
    let perfect = Wording.number(number(summary, "perfect"))
    let asked =
      number(summary, "first_worth") > 0
      ? Text("; the question to ask first is ") + .code(text(summary, "first_question"))
        + Text(", worth \(Wording.number(number(summary, "first_worth"))).")
      : Text("; no single question changes the choice enough to be worth asking.")
    return Text("Without asking anything, ") + .code(text(summary, "best"))
      + Text(
        " is the best choice on average, \(Wording.number(number(summary, "best_mean"))). Knowing "
          + "everything before choosing would be worth \(perfect) more") + asked
  }

  private var choiceTable: DataTable {
    DataTable(
      caption: "What each choice comes to over the draws",
      headings: [
        .init("Choice"), .init("Mean", .trailing), .init("80 % of the draws", .trailing),
        .init("Is the best in", .trailing), .init("Mean regret", .trailing),
      ],
      rows: (0..<choices.rowCount).map { row in
        [
          .code(text(choices, "choice", row)), Text(Wording.number(number(choices, "mean", row))),
          Text(
            Wording.interval(number(choices, "low", row), number(choices, "high", row))),
          Text(Wording.percent(number(choices, "best_share", row))),
          Text(Wording.number(number(choices, "regret", row))),
        ]
      })
  }

  private var worthTable: DataTable {
    DataTable(
      caption: "What knowing one input before choosing is worth",
      headings: [.init("Input"), .init("Worth", .trailing), .init("Error", .trailing)],
      rows: (0..<worths.rowCount).map { row in
        [
          .code(text(worths, "input", row)), Text(Wording.number(number(worths, "worth", row))),
          Text(Wording.number(number(worths, "error", row), digits: 2)),
        ]
      })
  }

  private var figure: Figure {
    Figure(
      id: "\(stage)-worth", title: "Which question to ask first",
      caption: Text(
        "What knowing an input before choosing is worth on average; whiskers are two errors of the "
          + "estimate. An input that changes no choice is worth nothing, however uncertain it is."),
      x: Figure.Axis("Input"), y: Figure.Axis("Worth of knowing it"),
      chart: .bars(
        (0..<worths.rowCount).map { row in
          let (worth, error) = (number(worths, "worth", row), number(worths, "error", row))
          return Figure.Bar(
            group: text(worths, "input", row), series: "worth", value: worth,
            low: max(0, worth - 2 * error), high: worth + 2 * error)
        }), table: worthTable)
  }
}
