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

  package init(
    delimiter: UInt8 = UInt8(ascii: ","), missing: [String] = standardMissing,
    types: [String: ColumnKind] = [:]
  ) {
    self.delimiter = delimiter
    self.missing = missing
    self.types = types
  }
}
