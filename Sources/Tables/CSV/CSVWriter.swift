/// Writes tables as CSV files: UTF-8, commas, line feeds, quotes only where they are needed.
///
/// A missing value is an empty field, or `NA` in a table of one column, where an empty line would
/// not count. Quotes stand around texts with a delimiter, a quote, a line end or a space at an end,
/// and around texts that would else read as missing. Flags are `true` and `false`, dates are as ISO
/// 8601 writes them. The reader gives the table back, except that it needs the kind declared of a
/// column whose values are all missing, of texts that look like another kind, and of numbers with
/// an infinity (`inf`, `-inf`) or with whole numbers beyond 2^53; it refuses tables without rows, empty names and
/// texts with zero characters. A table without columns gives no bytes.
package enum CSVWriter {
  /// Gives the bytes of a file with a header.
  package static func bytes(of table: Table, digits: CSVDigits) -> [UInt8] {
    guard !table.columns.isEmpty else { return [] }
    var bytes: [UInt8] = []
    let header = table.names.map { quotedIfNeeded($0, isName: true) }
    append(header.map { Array($0.utf8) }, to: &bytes)
    let missing = Array((table.columns.count == 1 ? "NA" : "").utf8)
    let columns = table.columns.map { ColumnText($0, missing: missing, digits: digits) }
    for row in 0..<table.rowCount {
      for (index, column) in columns.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        column.append(row: row, to: &bytes)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  private static func append(_ fields: [[UInt8]], to bytes: inout [UInt8]) {
    bytes.append(contentsOf: fields.joined(separator: [UInt8(ascii: ",")]))
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Puts quotes around a text that the reader would else take for something different.
  fileprivate static func quotedIfNeeded(_ text: String, isName: Bool) -> String {
    let special = text.utf8.contains { byte in
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
      case UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"): isName
      default: false
      }
    }
    let hasOuterSpace = text.utf8.first == 0x20 || text.utf8.last == 0x20
    let isOther =
      text.unicodeScalars.first == "\u{feff}"
      || (!isName && CSVOptions.standardMissing.contains(text))
    guard special || hasOuterSpace || isOther else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append("\"") }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}

/// The values of a column as they are written.
private enum ColumnText {
  case numbers([Double], missing: [UInt8], CSVDigits)
  case texts(codes: [Int32], levels: [[UInt8]], missing: [UInt8])
  case dates(DateValues, missing: [UInt8])

  init(_ column: Column, missing: [UInt8], digits: CSVDigits) {
    switch column.values {
    case .numbers(let numbers):
      self = .numbers(numbers, missing: missing, digits)
    case .texts(let texts):
      let levels = texts.levels.map { Array(CSVWriter.quotedIfNeeded($0, isName: false).utf8) }
      self = .texts(codes: texts.codes, levels: levels, missing: missing)
    case .flags(let flags):
      let codes = flags.map { $0.map { $0 ? 1 : 0 } ?? TextValues.missing }
      self = .texts(
        codes: codes, levels: ["false", "true"].map { Array($0.utf8) }, missing: missing)
    case .dates(let dates):
      self = .dates(dates, missing: missing)
    }
  }

  /// Adds the value of a row.
  func append(row: Int, to bytes: inout [UInt8]) {
    switch self {
    case .numbers(let numbers, let missing, let digits):
      if numbers[row].isNaN {
        bytes.append(contentsOf: missing)
      } else {
        digits.append(numbers[row], to: &bytes)
      }
    case .texts(let codes, let levels, let missing):
      let code = codes[row]
      bytes.append(contentsOf: code < 0 ? missing : levels[Int(code)])
    case .dates(let dates, let missing):
      if dates.seconds[row].isNaN {
        bytes.append(contentsOf: missing)
      } else {
        dates.append(row, to: &bytes)
      }
    }
  }
}
