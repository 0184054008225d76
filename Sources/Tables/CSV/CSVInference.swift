package import Diagnostics

/// The kind of a column and why it is that.
package struct CSVInference: Hashable, Sendable {
  /// A value of the file and where it is.
  package struct Example: Hashable, Sendable {
    package let text: String
    /// The row, from 1 after the header.
    package let row: Int
    package let span: SourceSpan
    package let lineText: String?
  }

  package let column: String
  package let kind: ColumnKind
  /// Whether the options said the kind; else it is inferred from all values.
  package let isDeclared: Bool
  /// The number of values that are not missing.
  package let valueCount: Int
  /// The number of values that are numbers; not counted for other declared kinds.
  package let numberCount: Int
  /// The number of values that are dates, where the first value is one.
  package let dateCount: Int
  /// The number of dates of which digits beyond the millisecond were cut off.
  package let cutCount: Int
  /// The first value that is not a number, or not a date where nearly all are dates.
  package let firstOther: Example?
  /// The first whole number beyond 2^53 of an inferred column, which a number would round.
  package let firstLarge: Example?
  /// Two dates, one with a zone and one without, where a column has both.
  package let mixedZones: [Example]

  /// Whether a column was taken as text although nine tenths of its values are numbers.
  package var isNearlyNumbers: Bool {
    !isDeclared && kind == .text && numberCount * 10 >= valueCount * 9
  }

  /// Whether a column was taken as text although nine tenths of its values are dates.
  package var isNearlyDates: Bool {
    !isDeclared && kind == .text && dateCount * 10 >= valueCount * 9 && mixedZones.isEmpty
  }

  /// Why the column has its kind, as a sentence in lower case.
  package var reason: String {
    if isDeclared { return "the kind is declared" }
    guard valueCount > 0 else { return "no row has a value" }
    switch kind {
    case .number: return "every value is a number"
    case .flag: return "every value is true or false"
    case .date:
      return cutCount == 0
        ? "every value is a date"
        : "every value is a date, \(cutCount) of them cut to the millisecond"
    case .text: return textReason
    }
  }

  private var textReason: String {
    if let large = firstLarge {
      return "\(quoted(large)) is a whole number beyond 2^53, which a number would round"
    }
    if mixedZones.count == 2 {
      return "\(quoted(mixedZones[0])) has a time zone and \(quoted(mixedZones[1])) has none"
    }
    guard let other = firstOther else { return "the values are of several kinds" }
    if isNearlyDates {
      return "\(quoted(other)) is not a date; \(dateCount) of \(valueCount) values are"
    }
    let rest = numberCount > 0 ? "; \(numberCount) of \(valueCount) values are" : ""
    return "\(quoted(other)) is not a number\(rest)"
  }

  private func quoted(_ example: Example) -> String {
    "\(CSVSource.quoted(example.text)) in row \(example.row)"
  }

  /// A warning for a column that is nearly numbers or dates, or whose dates were cut, else nil.
  package var warning: Diagnostic? {
    if isNearlyNumbers, let other = firstOther { return nearlyNumbers(other) }
    if isNearlyDates, let other = firstOther {
      return warning(
        at: other, "is not a date", note: "\(dateCount) of \(valueCount) values are dates",
        hints: missingHint(valueCount - dateCount))
    }
    if let first = mixedZones.first, mixedZones.count == 2 {
      return warning(
        at: first, "has a time zone", note: "\(quoted(mixedZones[1])) has none",
        hints: ["write all moments with a zone, or none"])
    }
    return nil
  }

  private func nearlyNumbers(_ other: Example) -> Diagnostic {
    warning(
      at: other,
      other == firstLarge ? "is beyond 2^53, which a number would round" : "is not a number",
      note: "\(numberCount) of \(valueCount) values are numbers",
      hints: NumberHint.hints(for: other.text) + missingHint(valueCount - numberCount))
  }

  private func missingHint(_ others: Int) -> [String] {
    [
      others == 1
        ? "if it stands for a missing value, add it to `missing`"
        : "if such values are missing, add them to `missing`; declare the kind in `types`"
    ]
  }

  private func warning(
    at other: Example, _ what: String, note: String, hints: [String]
  ) -> Diagnostic {
    Diagnostic(
      .csvValue,
      "\(CSVSource.quoted(other.text)) in column \(CSVSource.quoted(column)) \(what), "
        + "so the column is text",
      severity: .warning, span: other.span, lineText: other.lineText,
      notes: [.init("row \(other.row); \(note)")], hints: hints)
  }
}

/// What to do about a value that looks like a number to people.
enum NumberHint {
  /// Gives what to change so that the value is a number, if anything small does.
  static func hints(for text: String) -> [String] {
    let bytes = Array(text.utf8)
    func isNumber(without unwanted: UInt8, replacement: [UInt8] = []) -> Bool {
      guard bytes.contains(unwanted) else { return false }
      let changed = bytes.flatMap { $0 == unwanted ? replacement : [$0] }
      return DecimalNumber.parse(changed, 0..<changed.count) != nil
    }
    if isNumber(without: UInt8(ascii: " ")) {
      return ["write numbers without spaces, or say `thousands: \" \"`"]
    }
    if isNumber(without: UInt8(ascii: ","), replacement: [UInt8(ascii: ".")]) {
      return ["write decimals with a point, as in 1.5, or say `decimal: \",\"`"]
    }
    if isNumber(without: UInt8(ascii: ",")) {
      return ["write numbers without separators, or say `thousands: \",\"`"]
    }
    if isNumber(without: UInt8(ascii: "%")) { return ["write the number alone, without a sign"] }
    return style(of: bytes, text).map { ["if it is a number, say \($0)"] } ?? []
  }

  /// Gives the settings under which a value is a number, if there are some.
  private static func style(of bytes: [UInt8], _ text: String) -> String? {
    let signs: [String] = ["€", "$", "£", "¥"].filter { text.contains($0) }
    for decimal in NumberStyle.Decimal.allCases {
      for thousands in NumberStyle.Thousands.allCases where thousands.rawValue != decimal.rawValue {
        let style = NumberStyle(decimal: decimal, thousands: thousands, currency: signs)
        guard let plain = style.plain(bytes.span, 0..<bytes.count),
          DecimalNumber.parse(plain, 0..<plain.count) != nil
        else { continue }
        let settings = [
          decimal == .point ? nil : "`decimal: \",\"`",
          thousands == .none ? nil : "`thousands: \"\(thousands.rawValue)\"`",
          signs.isEmpty
            ? nil : "`currency: [\(signs.map { "\"\($0)\"" }.joined(separator: ", "))]`",
        ].compactMap { $0 }
        guard !settings.isEmpty else { return nil }
        return settings.joined(separator: " and ")
      }
    }
    return nil
  }
}
