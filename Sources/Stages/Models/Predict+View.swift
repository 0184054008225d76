package import Analyses
import Documents
import Tables

extension Predict {
  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let table = try context.output("rows", as: Table.self)
    var blocks: [Block] = [
      .paragraph(
        Text("\(Wording.count(table.rowCount, "row")) with their predictions, for the file ")
          + .code(settings.path) + " in the folder of this report's files.")
    ]
    if let shares = shares(table) { blocks.append(.table(shares)) }
    let shown = min(8, table.rowCount)
    let names = shownNames(table)
    let headings = names.map { name in
      DataTable.Heading(name, table[name]?.kind == .number ? .trailing : .leading)
    }
    let rows = (0..<shown).map { row in
      names.map { name in Text(table[name].map { words($0, row) } ?? "") }
    }
    blocks.append(
      .details(
        "The first rows",
        [
          .table(
            DataTable(
              caption: "The first \(shown) rows of \(settings.path)", headings: headings,
              rows: rows))
        ]))
    return StageView(blocks: blocks)
  }

  /// The columns before the prediction and after it, as many as a page has room for.
  private static func shownNames(_ table: Table) -> [String] {
    let names = table.names
    guard let place = names.firstIndex(of: columnName) else { return Array(names.suffix(8)) }
    let after = names[(place + 1)...].prefix(5)
    // The first columns say which row it is, the last ones are what was made of them.
    let room = 7 - after.count
    let before = names[..<place]
    let first = before.count <= room ? before : before.prefix(2)
    let last = before.dropFirst(first.count).suffix(max(room - first.count, 0))
    return Array(first + last) + [columnName] + after
  }

  /// How often each class is predicted, the most frequent first; nil where values are predicted.
  private static func shares(_ table: Table) -> DataTable? {
    guard let column = table[columnName], table.names.last != columnName, table.rowCount > 0 else {
      return nil
    }
    var counts: [ExactText: Int] = [:]
    for row in 0..<column.count { counts[ExactText(words(column, row)), default: 0] += 1 }
    let order = counts.sorted {
      $0.value != $1.value
        ? $0.value > $1.value : $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8)
    }
    let shown = order.prefix(20)
    return DataTable(
      caption: shown.count < order.count
        ? "The \(shown.count) classes that are predicted most often" : "Predicted classes",
      headings: [.init("Class"), .init("Rows", .trailing), .init("Share", .trailing)],
      rows: shown.map { label, count in
        [
          Text(label.text), Text(Wording.grouped(count)),
          Text(Wording.percent(Double(count) / Double(column.count))),
        ]
      })
  }

  private static func words(_ column: Column, _ row: Int) -> String {
    switch column.values {
    case .numbers(let numbers): Wording.number(numbers[row], digits: 5)
    case .texts(let texts): texts[row] ?? ""
    case .flags(let flags): flags[row].map { "\($0)" } ?? ""
    case .dates(let dates): dates.text(row) ?? ""
    }
  }
}
