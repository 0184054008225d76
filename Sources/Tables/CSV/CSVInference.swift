package import Diagnostics

/// The kind of a column and why it is that.
package struct CSVInference: Hashable, Sendable {
  /// A value that is not a number.
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
  /// The number of values that are numbers.
  package let numberCount: Int
  /// The first value that is not a number.
  package let firstOther: Example?

  /// Whether a column was taken as text although nine tenths of its values are numbers.
  package var isNearlyNumbers: Bool {
    !isDeclared && kind == .text && numberCount * 10 >= valueCount * 9
  }

  /// A warning for a column that is nearly numbers, else nil.
  package var warning: Diagnostic? {
    guard isNearlyNumbers, let other = firstOther else { return nil }
    let others = valueCount - numberCount
    return Diagnostic(
      .csvValue,
      "\(CSVSource.quoted(other.text)) in column \(CSVSource.quoted(column)) is not a number, "
        + "so the column is text",
      severity: .warning, span: other.span, lineText: other.lineText,
      notes: [
        .init("row \(other.row); \(numberCount) of \(valueCount) values are numbers")
      ],
      hints: NumberHint.hints(for: other.text) + [
        others == 1
          ? "if it stands for a missing value, add it to `missing`"
          : "if such values are missing, add them to `missing`; declare the kind in `types`"
      ])
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
    if isNumber(without: UInt8(ascii: " ")) { return ["write numbers without spaces"] }
    if isNumber(without: UInt8(ascii: ","), replacement: [UInt8(ascii: ".")]) {
      return ["write decimals with a point, as in 1.5"]
    }
    if isNumber(without: UInt8(ascii: ",")) { return ["write numbers without separators"] }
    if isNumber(without: UInt8(ascii: "%")) { return ["write the number alone, without a sign"] }
    return []
  }
}
