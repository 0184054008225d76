/// Rows of text in aligned columns.
struct TextTable {
  private var rows: [[String]]
  private let trailing: Set<Int>

  /// Takes the headings, if there are to be some, and which columns end at the right.
  init(_ headings: [String], trailing: Set<Int> = []) {
    rows = headings.isEmpty ? [] : [headings]
    self.trailing = trailing
  }

  /// Adds a row of cells.
  mutating func add(_ row: [String]) {
    rows.append(row)
  }

  /// The lines, each column as wide as its widest cell.
  var text: String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let space = String(repeating: " ", count: widths[column] - cell.count)
        if column > 0 { line += "  " }
        line += trailing.contains(column) ? space + cell : cell + space
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
