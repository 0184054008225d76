import Documents

/// Sentences about what is odd in a table and how two tables differ.
enum ProfileWords {
  /// Whether an alert is about columns that tell the target too well.
  static func isLeak(_ alert: TableProfile.Alert) -> Bool {
    switch alert {
    case .leak, .formula: true
    default: false
    }
  }

  /// An alert in a sentence, with what it may mean.
  static func sentence(_ alert: TableProfile.Alert, target: String) -> Text {
    switch alert {
    case .duplicates(let rows):
      return Text(
        "\(Wording.count(rows, "row")) \(rows == 1 ? "is a copy" : "are copies") of a row above: "
          + "copies in two folds make scores look better than they are.")
    case .empty(let column):
      return .code(column) + " has no value at all."
    case .constant(let column, let value):
      return .code(column) + " is always \(value): it tells nothing."
    case .nearlyConstant(let column, let value, let share):
      return .code(column) + " is \(value) in \(percent(share)) of the rows that have a value."
    case .identifier(let column):
      return .code(column)
        + " is different in every row, as an id is: a model should not learn from it."
    case .manyLevels(let column, let count):
      return .code(column)
        + " has \(Wording.grouped(count)) different texts: a column of 0 and 1 for each is many."
    case .skewed(let column, let skewness, let isPositive):
      let side = skewness > 0 ? "above" : "below"
      let hint = isPositive && skewness > 0 ? "; a logarithm may even it out" : ""
      return .code(column)
        + " has a long tail \(side) (skewness \(Wording.number(skewness)))\(hint)."
    case .missing(let column, let share):
      return .code(column) + " is missing in \(percent(share)) of the rows."
    case .farOut(let column, let count, let example):
      return .code(column)
        + " has \(Wording.count(count, "value")) far from all others, such as \(plain(example))."
    case .farOutDate(let column, let count, let example):
      return .code(column)
        + " has \(Wording.count(count, "date")) far from all others, such as \(example)."
    case .nearlyNumbers(let column, let share, let example):
      return .code(column)
        + " is text, though \(percent(share)) of it are numbers; one that is not is '\(example)'."
    case .equal(let columns):
      let names = Text.joined(columns.map { Text.code($0) })
      return names + " hold the same values in every row."
    case .leak(let column, let share):
      return .code(column) + " alone tells \(percent(share)) of " + .code(target)
        + ": suspect that it was made from it or is known only after it."
    case .formula(let target, let first, let sign, let second):
      return .code(target) + " is " + .code(first) + " \(sign) " + .code(second)
        + " in every row: together they give it away."
    }
  }

  /// A share in percent, which says 100 % and 0 % of all and none only.
  static func percent(_ share: Double) -> String {
    let text = Wording.fixed(share * 100, decimals: share < 0.1 ? 1 : 0)
    if share < 1, text == "100" { return "more than 99 %" }
    if text == "0.0" { return share > 0 ? "less than 0.1 %" : "0 %" }
    return "\(text) %"
  }

  /// A number as it is read: without zeros at the end of a fraction, from 10 000 on without one.
  static func plain(_ value: Double) -> String {
    if value == value.rounded() || abs(value) >= 10_000, abs(value) < 1e12 {
      return Wording.grouped(Int(value.rounded()))
    }
    let text = Wording.bare(value)
    guard text.contains("."), !text.contains("e") else { return text }
    let kept = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(kept.reversed())
  }

  /// What a column holds, in a few pieces that do not break within a narrow table.
  static func summary(_ column: TableProfile.Column) -> String {
    pieces(column).map { $0.replacing(" ", with: "\u{a0}").replacing("\n", with: " ") }
      .joined(separator: ", ")
  }

  private static func pieces(_ column: TableProfile.Column) -> [String] {
    if let dates = column.dates, let numbers = column.numbers {
      guard column.distinctCount > 1 else { return ["always \(dates.text(numbers.least))"] }
      let (first, last) = dates.texts(numbers.least, numbers.most)
      return ["\(first) to\n\(last)"]
    }
    if let numbers = column.numbers {
      guard column.distinctCount > 1 else { return ["always \(plain(numbers.least))"] }
      return [
        "\(plain(numbers.least)) to \(plain(numbers.most))", "median \(plain(numbers.median))",
      ]
    }
    guard !column.levels.isEmpty else { return ["none"] }
    let shown = column.levels.prefix(3).map {
      "\(shortened($0.text)) (\(Wording.grouped($0.count)))"
    }
    let rest = column.distinctCount - shown.count
    return shown + (rest > 0 ? ["\(Wording.grouped(rest)) more"] : [])
  }

  /// A text of a table, cut where it is long.
  static func shortened(_ text: String) -> String {
    text.count > 24 ? text.prefix(23) + "…" : text
  }

  /// How a column of another table differs, in a sentence.
  static func sentence(_ comparison: Drift.Comparison, here: String, there: String) -> Text {
    var parts: [String] = []
    if comparison.isClear {
      let size =
        comparison.distance > 0.25 ? "much" : (comparison.distance > 0.1 ? "somewhat" : "a little")
      parts.append("differs \(size) (\(Wording.fixed(comparison.distance, decimals: 3)))")
      if let range = comparison.dates, let other = comparison.otherDates {
        parts.append(
          "it goes from \(range.first) to \(range.last) in \(here) and from \(other.first) to "
            + "\(other.last) in \(there)")
      } else if let median = comparison.median, let other = comparison.otherMedian {
        parts.append("its median is \(plain(median)) in \(here) and \(plain(other)) in \(there)")
      }
      if let change = comparison.change {
        parts.append(
          "'\(shortened(change.text))' is \(percent(change.share)) of \(here) and "
            + "\(percent(change.otherShare)) of \(there)")
      }
    }
    if comparison.isMissingClear {
      parts.append(
        "it is missing in \(percent(comparison.missingShare)) of \(here) and "
          + "\(percent(comparison.otherMissingShare)) of \(there)")
    }
    return .code(comparison.column) + " " + Text(parts.joined(separator: "; ") + ".")
  }
}

extension Text {
  /// Texts in a row: `a`, `a and b`, `a, b and c`.
  static func joined(_ texts: [Text]) -> Text {
    var all = Text([])
    for (place, text) in texts.enumerated() {
      if place > 0 { all = all + (place == texts.count - 1 ? " and " : ", ") }
      all = all + text
    }
    return all
  }
}
