import Tables

/// Rows that break a condition, in words.
struct Violations {
  private static let rowCountMax = 3
  private static let columnCountMax = 6

  private let rows: Table
  private let stage: String?
  private let total: Int?

  init(_ rows: Table, of stage: String?, total: Int?) {
    self.rows = rows
    self.stage = stage
    self.total = total
  }

  /// How many there are, and the first of them with the names of their columns.
  var words: String {
    var text = Wording.count(rows.rowCount, "row")
    if let stage, let total {
      text = "\(Wording.grouped(rows.rowCount)) of \(Wording.count(total, "row")) of '\(stage)'"
    }
    let shown = min(Self.rowCountMax, rows.rowCount)
    text += ": " + (0..<shown).map(row).joined(separator: "; ")
    if shown < rows.rowCount { text += "; and \(Wording.grouped(rows.rowCount - shown)) more" }
    return text
  }

  private func row(_ index: Int) -> String {
    let cells = rows.columns.prefix(Self.columnCountMax).map { column -> String in
      switch column.values {
      case .numbers(let numbers):
        let value = numbers[index]
        return "\(column.name) \(value.isNaN ? "missing" : ValueText.number(value))"
      case .texts(let texts):
        return "\(column.name) " + (texts[index].map { "'\(Self.shortened($0))'" } ?? "missing")
      case .flags(let flags):
        return "\(column.name) " + (flags[index].map { "\($0)" } ?? "missing")
      case .dates(let dates):
        return "\(column.name) \(dates.text(index) ?? "missing")"
      }
    }
    return cells.joined(separator: ", ") + (rows.columns.count > Self.columnCountMax ? ", …" : "")
  }

  private static func shortened(_ text: String) -> String {
    text.count <= 40 ? text : text.prefix(39) + "…"
  }
}
