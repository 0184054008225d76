/// Cuts the bytes of a CSV file into records and fields (RFC 4180).
///
/// A line ends with a line feed, or a carriage return and a line feed. A quote inside a field that
/// does not start with one is a character like any other. Fields are only places in the bytes, so
/// a quote that is never closed takes no memory.
struct CSVScanner {
  /// What ended a record.
  enum Ending {
    case lineBreak
    case endOfFile
  }

  /// What the bytes break of the rules, with the offset of it.
  enum Fault: Error {
    case loneCarriageReturn(at: Int)
    case textAfterQuote(at: Int)
    case unclosedQuote(at: Int)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private let bytes: [UInt8]
  private let delimiter: UInt8
  /// The offset of the next record.
  private(set) var position: Int

  init(_ bytes: [UInt8], delimiter: UInt8, from position: Int) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.position = position
  }

  /// Whether all records were read.
  var isAtEnd: Bool { position >= bytes.count }

  /// Adds the fields of the next record, at least one, and tells what ended it.
  mutating func readRecord(into fields: inout [CSVField]) throws(Fault) -> Ending {
    while true {
      fields.append(
        position < bytes.count && bytes[position] == Self.quote
          ? try quotedField() : try plainField())
      guard position < bytes.count else { return .endOfFile }
      let byte = bytes[position]
      position += 1
      if byte == delimiter { continue }
      if byte == Self.carriageReturn { position += 1 }
      return .lineBreak
    }
  }

  /// Reads up to the delimiter or the line break and stops before it.
  private mutating func plainField() throws(Fault) -> CSVField {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == delimiter || byte == Self.lineFeed { break }
      if byte == Self.carriageReturn {
        try checkCarriageReturn()
        break
      }
      position += 1
    }
    return CSVField(start: start, end: position, isQuoted: false, hasEscapes: false)
  }

  /// Reads the content and the closing quote and stops after it.
  private mutating func quotedField() throws(Fault) -> CSVField {
    let opening = position
    var hasEscapes = false
    position += 1
    while position < bytes.count {
      guard bytes[position] == Self.quote else {
        position += 1
        continue
      }
      if position + 1 < bytes.count, bytes[position + 1] == Self.quote {
        hasEscapes = true
        position += 2
        continue
      }
      let field = CSVField(
        start: opening + 1, end: position, isQuoted: true, hasEscapes: hasEscapes)
      position += 1
      try checkAfterQuote()
      return field
    }
    throw .unclosedQuote(at: opening)
  }

  private func checkAfterQuote() throws(Fault) {
    guard position < bytes.count else { return }
    switch bytes[position] {
    case delimiter, Self.lineFeed: return
    case Self.carriageReturn: try checkCarriageReturn()
    default: throw .textAfterQuote(at: position)
    }
  }

  private func checkCarriageReturn() throws(Fault) {
    guard position + 1 < bytes.count, bytes[position + 1] == Self.lineFeed else {
      throw .loneCarriageReturn(at: position)
    }
  }
}
