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
    case textAfterQuote(at: Int, opening: Int)
    case unclosedQuote(at: Int)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private let delimiter: UInt8
  /// The offset of the next record.
  private(set) var position: Int
  /// The number of fields read of the record that is being read.
  private(set) var fieldCount = 0
  /// The last field that was read.
  private(set) var lastField = CSVField(start: 0, end: 0, isQuoted: false, hasEscapes: false)

  init(delimiter: UInt8, from position: Int) {
    self.delimiter = delimiter
    self.position = position
  }

  /// Adds the fields of the next record, at least one, and tells what ended it.
  mutating func readRecord(
    _ bytes: Span<UInt8>, into fields: inout [CSVField]
  ) throws(Fault) -> Ending {
    fieldCount = 0
    while true {
      try readField(bytes)
      fields.append(lastField)
      if let ending = endOfField(bytes) { return ending }
    }
  }

  /// Goes over the next record and tells what ended it; its fields are only counted.
  mutating func skipRecord(_ bytes: Span<UInt8>) throws(Fault) -> Ending {
    fieldCount = 0
    while true {
      try readField(bytes)
      if let ending = endOfField(bytes) { return ending }
    }
  }

  /// Goes over the delimiter or the line break after a field; nil where the record goes on.
  @inline(__always)
  private mutating func endOfField(_ bytes: Span<UInt8>) -> Ending? {
    guard position < bytes.count else { return .endOfFile }
    let byte = bytes[position]
    position += 1
    if byte == delimiter { return nil }
    if byte == Self.carriageReturn { position += 1 }
    return .lineBreak
  }

  @inline(__always)
  private mutating func readField(_ bytes: Span<UInt8>) throws(Fault) {
    if position < bytes.count, bytes[position] == Self.quote {
      try quotedField(bytes)
    } else {
      try plainField(bytes)
    }
    fieldCount += 1
  }

  /// Reads up to the delimiter or the line break and stops before it.
  @inline(__always)
  private mutating func plainField(_ bytes: Span<UInt8>) throws(Fault) {
    let start = position
    var index = start
    let end = bytes.count
    while index < end {
      let byte = bytes[index]
      if byte == delimiter { break }
      if byte <= Self.carriageReturn {
        if byte == Self.lineFeed { break }
        if byte == Self.carriageReturn {
          try check(bytes, carriageReturnAt: index)
          break
        }
      }
      index += 1
    }
    position = index
    lastField = CSVField(start: start, end: index, isQuoted: false, hasEscapes: false)
  }

  /// Reads the content and the closing quote and stops after it.
  private mutating func quotedField(_ bytes: Span<UInt8>) throws(Fault) {
    let opening = position
    var hasEscapes = false
    var index = opening + 1
    let end = bytes.count
    while index < end {
      guard bytes[index] == Self.quote else {
        index += 1
        continue
      }
      if index + 1 < end, bytes[index + 1] == Self.quote {
        hasEscapes = true
        index += 2
        continue
      }
      lastField = CSVField(
        start: opening + 1, end: index, isQuoted: true, hasEscapes: hasEscapes)
      position = index + 1
      try checkAfterQuote(bytes, opening: opening)
      return
    }
    throw .unclosedQuote(at: opening)
  }

  private func checkAfterQuote(_ bytes: Span<UInt8>, opening: Int) throws(Fault) {
    guard position < bytes.count else { return }
    switch bytes[position] {
    case delimiter, Self.lineFeed: return
    case Self.carriageReturn: try check(bytes, carriageReturnAt: position)
    default: throw .textAfterQuote(at: position, opening: opening)
    }
  }

  private func check(_ bytes: Span<UInt8>, carriageReturnAt index: Int) throws(Fault) {
    guard index + 1 < bytes.count, bytes[index + 1] == Self.lineFeed else {
      throw .loneCarriageReturn(at: index)
    }
  }
}
