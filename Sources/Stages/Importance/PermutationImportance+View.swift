package import Analyses
import Documents
import Learning

extension PermutationImportance {
  /// The most columns in a picture.
  private static let columnsMax = 12

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let summary = try context.output("summary", as: ImportanceSummary.self)
    var blocks: [Block] = [
      .paragraph(introduction(summary, rows: context.references("rows").first)),
      .figure(figure(summary, stage: context.stage)),
    ]
    blocks.append(.paragraph(caution))
    return StageView(blocks: blocks)
  }

  private static func introduction(_ summary: ImportanceSummary, rows: String?) -> Text {
    let start =
      Text(
        "The values of one column are shuffled among the \(Wording.count(summary.rowCount, "row"))")
      + (rows.map { Text(" of ") + .code($0) } ?? Text(""))
      + Text(
        ", which leaves the column as it is but takes away what it says of the target. By how much the "
          + "error then grows is what a model gains from the column, on average over "
          + "\(Wording.count(summary.shuffles, "shuffle")).")
    guard !summary.isTest else { return start }
    return start
      + Text(
        " Where models learned from these rows, the figures say what models lean on, and not what helps "
          + "on new rows.")
  }

  /// What shuffling alone does not tell.
  private static let caution: Text =
    "Where columns go together, each stands in for the other, and shuffling one of them makes rows "
    + "that cannot be."

  private static func figure(_ summary: ImportanceSummary, stage: String) -> Figure {
    let order = summary.order
    let own = Array(order.prefix(columnsMax))
    var rows: [[Text]] = []
    let charts = summary.entries.map { entry -> Figure.Chart in
      let bars = own.compactMap { name in
        entry.columns.first { $0.column == name }.map {
          Figure.Bar(
            group: name, series: "", value: $0.mean, low: $0.interval.low, high: $0.interval.high)
        }
      }
      rows += order.compactMap { name in entry.columns.first { $0.column == name } }.map { growth in
        [
          .code(entry.model), Text(growth.column), Text(Wording.number(growth.mean)),
          Text(Wording.interval(growth.interval.low, growth.interval.high)),
          Text(Wording.number(entry.error)),
        ]
      }
      return .bars(bars)
    }
    let x = Figure.Axis("Column")
    let loss = summary.entries.first?.loss ?? .absolute
    let y = Figure.Axis("The error grows by", unit: loss.meanName)
    let rest =
      order.count > own.count
      ? " The other \(order.count - own.count) columns are in the table." : ""
    return Figure(
      id: "\(stage)-importance", title: "How much worse models predict without a column's order",
      caption: Text(
        "The growth of the mean error when a column is shuffled. Whiskers are 95 % intervals over rows; "
          + "one that holds 0 may be chance." + rest),
      x: x, y: y,
      chart: charts.count == 1
        ? charts[0]
        : .panels(
          zip(summary.entries, charts).map {
            Figure.Panel(title: $0.model, x: x, y: y, chart: $1)
          }, commonAxes: true),
      table: DataTable(
        caption: "The growth of the error of each model, by column",
        headings: [
          .init("Model"), .init("Column"), .init("Growth", .trailing),
          .init("95 % interval", .trailing), .init("Error as it is", .trailing),
        ], rows: rows))
  }
}
