import Analyses
import Documents
import Tables

/// How a table is shown: its size, and its columns with their range or most frequent values.
enum TableView {
  private static let columnCountMax = 40

  /// Shows what each column of an output holds; of sealed test rows only what is missing.
  static func view(
    _ context: any ViewContext, output: String = "table", caption: String
  ) throws -> StageView {
    let table = try context.output(output, as: Table.self)
    let isSealed = context.isSealed(output)
    let rows = table.columns.prefix(columnCountMax).map { column in
      [
        Text.code(column.name), Text(column.kind.rawValue), Text("\(column.missingCount)"),
        isSealed ? "sealed" : Text(summary(of: column)),
      ]
    }
    var blocks: [Block] = [
      .paragraph(
        Text("\(Wording.count(table.rowCount, "row")) and ")
          + Text("\(Wording.count(table.columns.count, "column")).")),
      .details(
        "Columns",
        [
          .table(
            DataTable(
              caption: caption,
              headings: [
                .init("Column"), .init("Holds"), .init("Missing", .trailing), .init("Values"),
              ], rows: Array(rows)))
        ]),
    ]
    if table.columns.count > columnCountMax {
      blocks.append(
        .paragraph(Text("\(table.columns.count - columnCountMax) more columns are not shown.")))
    }
    return StageView(blocks: blocks)
  }

  private static func summary(of column: Column) -> String {
    switch column.values {
    case .numbers(let numbers):
      let known = numbers.filter { !$0.isNaN }
      guard let low = known.min(), let high = known.max() else { return "none" }
      return "\(Wording.number(low)) to \(Wording.number(high))"
    case .texts(let texts):
      var counts = [Int](repeating: 0, count: texts.levels.count)
      for code in texts.codes where code >= 0 { counts[Int(code)] += 1 }
      let used = counts.indices.filter { counts[$0] > 0 }.sorted {
        (counts[$1], texts.levels[$0]) < (counts[$0], texts.levels[$1])
      }
      let shown = used.prefix(4).map { "\(texts.levels[$0]) (\(counts[$0]))" }
      let rest = used.count > 4 ? " and \(used.count - 4) more" : ""
      return shown.joined(separator: ", ") + rest
    case .flags(let flags):
      let (yes, no) = (flags.count { $0 == true }, flags.count { $0 == false })
      return yes + no == 0 ? "none" : "true (\(yes)), false (\(no))"
    case .dates(let dates):
      let known = dates.seconds.indices.filter { !dates.seconds[$0].isNaN }
      guard let low = known.min(by: { dates.seconds[$0] < dates.seconds[$1] }),
        let high = known.max(by: { dates.seconds[$0] < dates.seconds[$1] })
      else { return "none" }
      return "\(dates.text(low) ?? "") to \(dates.text(high) ?? "")"
    }
  }
}
