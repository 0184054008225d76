package import Diagnostics

/// The table of the architecture page: which target may import which, and what from outside.
///
/// The page is the rule: this reads the first Markdown table whose header has the columns
/// `target`, `may import` and `third party`, in any order and among others.
package struct ArchitectureTable: Sendable {
  /// One row of the table.
  package struct Row: Hashable, Sendable {
    package let target: String
    /// The targets of this package that it may import.
    package let targets: [String]
    /// The modules and libraries from outside that it may use.
    package let outside: [String]
    /// The row in the page.
    package let span: SourceSpan
  }

  package let rows: [Row]

  /// Reads the table of a page; a page without it gives no rows.
  package init(markdown: String) {
    let page = SourceText(path: Repository.architecturePath, text: markdown)
    var rows: [Row] = []
    var columns: Columns?
    for number in 1...page.lineCount {
      let cells = Self.cells(page.line(number) ?? "")
      if let found = columns {
        guard !cells.isEmpty else { break }
        let span = page.span(line: number, column: 1)
        if let row = found.row(of: cells, span: span) { rows.append(row) }
      } else {
        columns = Columns(header: cells)
      }
    }
    self.rows = rows
  }

  /// Gives the row of a target, or nil.
  package subscript(target: String) -> Row? {
    rows.first { $0.target == target }
  }

  private static func cells(_ line: String) -> [String] {
    guard line.hasPrefix("|") else { return [] }
    return line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().map(String.init)
  }

  /// Where the columns stand.
  private struct Columns {
    let target: Int
    let targets: Int
    let outside: Int

    init?(header: [String]) {
      let names = header.map { $0.split(separator: " ").joined(separator: " ").lowercased() }
      guard let target = names.firstIndex(of: "target"),
        let targets = names.firstIndex(of: "may import"),
        let outside = names.firstIndex(of: "third party")
      else { return nil }
      (self.target, self.targets, self.outside) = (target, targets, outside)
    }

    /// Gives nil for the line under the header and for rows that name no target.
    func row(of cells: [String], span: SourceSpan) -> Row? {
      guard cells.count > max(target, targets, outside),
        let name = ArchitectureTable.words(cells[target]).first
      else { return nil }
      return Row(
        target: name, targets: ArchitectureTable.words(cells[targets]),
        outside: ArchitectureTable.words(cells[outside]), span: span)
    }
  }

  /// The names in a cell are those between back-ticks; the rest is prose.
  private static func words(_ cell: String) -> [String] {
    let parts = cell.split(separator: "`", omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
  }
}
