import Documents

extension TableLook {
  private static let nameWidthMax = 24
  private static let oneLineWidth = 118
  private static let cellWidthMax = 20

  /// The picture for a terminal of so many characters in a line.
  package func text(width: Int) -> String {
    let width = max(width, 40)
    let size = "\(Wording.count(rows, "row")), \(Wording.count(columns.count, "column"))"
    var lines = ["\(Self.cut(Self.plain(name), to: max(width - size.count - 2, 10))): \(size)", ""]
    lines += columnLines(width: width)
    if !head.isEmpty { lines += [""] + headLines(width: width) }
    return lines.joined(separator: "\n")
  }

  // MARK: Columns

  private func columnLines(width: Int) -> [String] {
    let isWide = width >= Self.oneLineWidth
    let names = columns.map { Self.plain($0.name) }
    let longest = names.map(\.count).max() ?? 0
    let nameWidth = min(max(longest, 6), min(Self.nameWidthMax, width - 16))
    let heading =
      Self.padded("COLUMN", nameWidth) + "  HOLDS   MISSING  DISTINCT  SHAPE"
      + (isWide ? "             VALUES" : "")
    return [Self.cut(heading, to: width)]
      + zip(columns, names).flatMap { column, name in
        lines(of: column, name, nameWidth: nameWidth, width: width, isWide: isWide)
      }
  }

  private func lines(
    of column: Column, _ name: String, nameWidth: Int, width: Int, isWide: Bool
  ) -> [String] {
    let start =
      Self.padded(Self.cut(name, to: nameWidth), nameWidth) + "  "
      + Self.padded(column.kind, 6) + "  "
    guard !column.isSealed else { return [start + "sealed: targets of test rows are not shown"] }
    let missing = column.missing ?? 0
    let share =
      missing == 0 ? "" : ProfileWords.percent(Double(missing) / Double(max(rows, 1)))
    let shape = Sparkline.text(counts: column.shape ?? [])
    let figures =
      start + Self.padded(Self.short(share), 7, isTrailing: true) + "  "
      + Self.padded(Wording.grouped(column.distinct ?? 0), 8, isTrailing: true) + "  "
    let values = self.values(column)
    if isWide {
      let head = figures + Self.padded(shape, 16) + "  "
      return [Self.cut(head + values, to: width)] + reasonLines(column, width: width)
    }
    var lines = [Self.trimmed(Self.cut(figures + shape, to: width))]
    if !values.isEmpty { lines.append(Self.cut("    " + values, to: width)) }
    return lines + reasonLines(column, width: width)
  }

  private static func short(_ share: String) -> String {
    share.replacing("less than ", with: "<").replacing("more than ", with: ">")
  }

  private func values(_ column: Column) -> String {
    if let quantiles = column.quantiles, quantiles.count == 7 {
      if column.kind == "flag" {
        return "true in \(ProfileWords.percent(column.mean ?? 0))"
      }
      let chosen = [0, 2, 3, 4, 6].map { Self.figure(quantiles[$0]) }
      if column.distinct == 1 { return "always \(chosen[0])" }
      return "\(chosen[0]) … \(chosen[1]) | \(chosen[2]) | \(chosen[3]) … \(chosen[4])"
    }
    if let first = column.first, let last = column.last {
      return first == last ? "always \(first)" : "\(first) … \(last)"
    }
    let top = (column.top ?? []).prefix(6)
    guard !top.isEmpty else { return "no value" }
    if column.distinct == rows, rows > 1 {
      return top.prefix(3).map { Self.plain(ProfileWords.shortened($0.text)) }
        .joined(separator: ", ") + ", … (all different)"
    }
    let shown = top.map {
      "\(Self.plain(ProfileWords.shortened($0.text))) \(Wording.grouped($0.count))"
    }
    let rest = (column.distinct ?? 0) - top.count
    return shown.joined(separator: ", ") + (rest > 0 ? ", \(Wording.grouped(rest)) more" : "")
  }

  /// A number without a gap up to 9999, as years are read so.
  private static func figure(_ value: Double) -> String {
    value == value.rounded() ? ValueText.number(value) : ProfileWords.plain(value)
  }

  /// Why a text is no number, where most people would take it for one.
  private func reasonLines(_ column: Column, width: Int) -> [String] {
    guard let reason = column.reason, column.kind == "text",
      ["; ", "2^53", "time zone"].contains(where: { reason.contains($0) })
    else { return [] }
    return [Self.cut("    text, as \(Self.plain(reason))", to: width)]
  }

  // MARK: Rows

  /// The first rows, with as many columns as the width takes.
  private func headLines(width: Int) -> [String] {
    let cells = columns.indices.map { index in
      ([columns[index].name] + head.map { $0[index] ?? "" }).map {
        Self.cut(Self.plain($0), to: Self.cellWidthMax)
      }
    }
    let widths = cells.map { $0.map(\.count).max() ?? 0 }
    var shown = 0
    var total = 0
    while shown < cells.count, total + widths[shown] + (shown > 0 ? 2 : 0) <= width {
      total += widths[shown] + (shown > 0 ? 2 : 0)
      shown += 1
    }
    shown = max(shown, 1)
    var lines = (0...head.count).map { row in
      Self.trimmed(
        (0..<shown).map { index in
          Self.padded(cells[index][row], widths[index], isTrailing: columns[index].kind == "number")
        }.joined(separator: "  "))
    }
    if shown < cells.count {
      lines.append("… \(Wording.count(cells.count - shown, "more column"))")
    }
    return lines
  }

  // MARK: Texts

  private static func padded(_ text: String, _ width: Int, isTrailing: Bool = false) -> String {
    let space = String(repeating: " ", count: max(width - text.count, 0))
    return isTrailing ? space + text : text + space
  }

  private static func cut(_ text: String, to width: Int) -> String {
    text.count <= width ? text : text.prefix(max(width - 1, 0)) + "…"
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }

  /// A text of a table without characters that would move a terminal's cursor.
  private static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.properties.generalCategory == .control ? " " : scalar
        }))
  }
}
