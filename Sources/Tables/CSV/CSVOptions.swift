/// How the text of a CSV file is to be understood.
package struct CSVOptions: Hashable, Sendable {
  /// The words that stand for a missing value where nothing else is said.
  package static let standardMissing = ["", "NA", "N/A", "NaN", "nan", "null", "NULL"]

  /// The byte between two fields.
  package var delimiter: UInt8
  /// The words that stand for a missing value, each only without quotes around it.
  package var missing: [String]
  /// The kinds of columns that are not to be inferred, by column name.
  package var types: [String: ColumnKind]
  /// The forms of dates that are not ISO 8601, by column name; such columns are dates.
  package var datePatterns: [String: DatePattern]
  /// How the characters are written as bytes.
  package var encoding: TextEncoding
  /// How numbers are written.
  package var numbers: NumberStyle

  package init(
    delimiter: UInt8 = UInt8(ascii: ","), missing: [String] = standardMissing,
    types: [String: ColumnKind] = [:], datePatterns: [String: DatePattern] = [:],
    encoding: TextEncoding = .utf8, numbers: NumberStyle = NumberStyle()
  ) {
    self.delimiter = delimiter
    self.missing = missing
    self.types = types
    self.datePatterns = datePatterns
    self.encoding = encoding
    self.numbers = numbers
  }

  /// The columns whose kind is declared, sorted.
  var declaredNames: [String] {
    Set(types.keys).union(datePatterns.keys).sorted()
  }

  /// The kind that is declared of a column, or nil.
  func kind(of name: String) -> ColumnKind? {
    datePatterns[name] != nil ? .date : types[name]
  }
}
