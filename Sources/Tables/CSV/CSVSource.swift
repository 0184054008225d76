import Diagnostics

/// The bytes of a CSV file with its path, for quoting and for telling where something is.
struct CSVSource {
  /// Longer lines are shown up to here, so that a message stays readable.
  private static let shownLineBytes = 400
  private static let shownValueScalars = 40

  /// How quotes and other signs are written inside of quotes.
  enum Escapes {
    /// Quotes are written twice.
    case quotes
    /// Backslashes, as in JSON.
    case backslashes
  }

  let path: String
  let bytes: [UInt8]
  var escapes = Escapes.quotes

  /// The offset of the header, after a byte order mark.
  var contentStart: Int { bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0 }

  /// The place of a field or a byte: the line, and the text of the line if it can be shown.
  struct Place {
    let span: SourceSpan
    let lineText: String?
  }

  /// Tells where the byte at an offset is; takes time in proportion to the offset.
  ///
  /// The length counts bytes and is cut at the end of the line.
  func place(of offset: Int, byteCount: Int = 1) -> Place {
    var line = 1
    var lineStart = contentStart
    for index in contentStart..<max(contentStart, min(offset, bytes.count))
    where bytes[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    var lineEnd = bytes[lineStart...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    if lineEnd > lineStart, bytes[lineEnd - 1] == UInt8(ascii: "\r") { lineEnd -= 1 }
    let offset = min(max(offset, lineStart), max(lineStart, lineEnd))
    let spanEnd = min(offset + max(0, byteCount), lineEnd)
    let span = SourceSpan(
      file: path, line: line, column: scalarCount(lineStart..<offset) + 1,
      length: scalarCount(offset..<max(offset, spanEnd)))
    let isShown = max(offset, spanEnd) - lineStart <= Self.shownLineBytes
    return Place(span: span, lineText: isShown ? shown(lineStart..<lineEnd) : nil)
  }

  /// The place of a field with its quotes.
  func place(of field: CSVField) -> Place {
    place(of: field.opening, byteCount: field.end - field.opening + (field.isQuoted ? 1 : 0))
  }

  /// The content of a field, without what its quotes ask for.
  func text(of field: CSVField) -> String {
    guard field.hasEscapes else { return String(decoding: bytes[field.range], as: UTF8.self) }
    if escapes == .backslashes { return JSONLinesParser.text(bytes, field) }
    var content: [UInt8] = []
    content.reserveCapacity(field.range.count)
    var index = field.start
    while index < field.end {
      content.append(bytes[index])
      index += bytes[index] == UInt8(ascii: "\"") ? 2 : 1
    }
    return String(decoding: content, as: UTF8.self)
  }

  /// A text as it is quoted in a message: short, on one line, in quotes.
  static func quoted(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(shownValueScalars) {
      shown += scalar.value < 0x20 ? scalar.escaped(asASCII: false) : String(scalar)
    }
    let isCut = text.unicodeScalars.count > shownValueScalars
    return "'\(shown)\(isCut ? "…" : "")'"
  }

  private func shown(_ range: Range<Int>) -> String {
    guard range.count > Self.shownLineBytes else {
      return String(decoding: bytes[range], as: UTF8.self)
    }
    var end = range.lowerBound + Self.shownLineBytes
    // A character is not cut in two: its later bytes begin with the bits 10.
    while end > range.lowerBound, bytes[end] & 0xc0 == 0x80 { end -= 1 }
    return String(decoding: bytes[range.lowerBound..<end], as: UTF8.self) + "…"
  }

  private func scalarCount(_ range: Range<Int>) -> Int {
    String(decoding: bytes[range], as: UTF8.self).unicodeScalars.count
  }
}
