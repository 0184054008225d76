/// Reads the objects of a JSON lines file, one a line, whose values are all scalars (RFC 8259).
struct JSONLinesParser {
  /// A name with its place in the bytes, and the place of its value.
  struct Member {
    let name: String
    let nameRange: Range<Int>
    /// The value; only texts are quoted.
    let value: CSVField
  }

  /// What is wrong, and the offset where.
  struct Fault: Error {
    let message: String
    let offset: Int
    var hint: String?
  }

  private let bytes: [UInt8]
  private let end: Int
  private var index: Int

  /// Takes the bytes of a file and the place of one line in it.
  init(_ bytes: [UInt8], _ line: Range<Int>) {
    self.bytes = bytes
    index = line.lowerBound
    end = line.upperBound
  }

  /// Reads the object of the line.
  mutating func object() throws(Fault) -> [Member] {
    var members: [Member] = []
    skipSpaces()
    guard take("{") else { throw fault("a line must be a JSON object such as {\"a\": 1}") }
    skipSpaces()
    if !take("}") {
      while true {
        members.append(try member())
        skipSpaces()
        if take("}") { break }
        guard take(",") else { throw fault("after a value stands a comma or the closing brace") }
        skipSpaces()
      }
    }
    skipSpaces()
    guard index == end else { throw fault("nothing may follow the object on its line") }
    return members
  }

  private mutating func member() throws(Fault) -> Member {
    let nameStart = index
    guard peek == UInt8(ascii: "\"") else { throw fault("a name in double quotes must stand here") }
    let name = try string().text
    let nameRange = nameStart..<index
    skipSpaces()
    guard take(":") else { throw fault("after a name stands a colon") }
    skipSpaces()
    return Member(name: name, nameRange: nameRange, value: try value())
  }

  private mutating func value() throws(Fault) -> CSVField {
    let start = index
    switch peek {
    case UInt8(ascii: "\""):
      return try string().field
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      throw fault(
        "a value is a number, a text, true, false or null; this is a list or an object",
        hint: "give each of its parts a name of its own before")
    default:
      while index < end, isWordByte(bytes[index]) { index += 1 }
      let word = String(decoding: bytes[start..<index], as: UTF8.self)
      if ["true", "false", "null", "NaN"].contains(word) || isNumber(start..<index) {
        return CSVField(start: start, end: index, isQuoted: false, hasEscapes: false)
      }
      index = start
    }
    throw fault("a value must stand here: a number, a text in quotes, true, false or null")
  }

  /// Gives the text of a field whose content has backslashes, which were read before.
  static func text(_ bytes: [UInt8], _ field: CSVField) -> String {
    var parser = JSONLinesParser(bytes, field.opening..<field.end + 1)
    return (try? parser.string().text) ?? ""
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    byte &- 48 <= 9 || (byte | 0x20) &- 97 < 26 || "+-.".utf8.contains(byte)
  }

  /// Tells whether bytes are a number of JSON: no plus in front, no leading zero, digits around a
  /// point.
  private func isNumber(_ range: Range<Int>) -> Bool {
    var rest = bytes[range]
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    guard let first = rest.first, first &- 48 <= 9 else { return false }
    if first == 48, let second = rest.dropFirst().first, second &- 48 <= 9 { return false }
    if let point = rest.firstIndex(of: UInt8(ascii: ".")) {
      guard point + 1 < rest.endIndex, bytes[point + 1] &- 48 <= 9 else { return false }
    }
    return DecimalNumber.parse(bytes, range) != nil
  }

  /// Reads a text with its quotes.
  private mutating func string() throws(Fault) -> (field: CSVField, text: String) {
    let opening = index
    index += 1
    var hasEscapes = false
    var content: [UInt8] = []
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        let field = CSVField(
          start: opening + 1, end: index - 1, isQuoted: true, hasEscapes: hasEscapes)
        return (field, String(decoding: content, as: UTF8.self))
      }
      if byte < 0x20 { throw fault("a text has no control characters; write \\n or \\u0009") }
      index += 1
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try appendEscaped(to: &content)
      } else {
        content.append(byte)
      }
    }
    throw Fault(message: "the quote that opens here is not closed on its line", offset: opening)
  }

  private mutating func appendEscaped(to content: inout [UInt8]) throws(Fault) {
    let escape = peek
    index += 1
    switch escape {
    case UInt8(ascii: "n"): content.append(0x0a)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "r"): content.append(0x0d)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0c)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(escape)
    case UInt8(ascii: "u"):
      let scalar = try self.scalarOfEscape()
      guard scalar.value != 0 else {
        throw Fault(message: "a text has no zero characters", offset: index - 6)
      }
      content.append(contentsOf: String(scalar).utf8)
    default:
      throw Fault(
        message: "a backslash stands before n, t, r, b, f, u, a quote, a slash or a backslash",
        offset: index - 2)
    }
  }

  private mutating func scalarOfEscape() throws(Fault) -> Unicode.Scalar {
    let start = index - 2
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xdc00, take("\\"), take("u"), case let second = try hexadecimal(),
      (0xdc00..<0xe000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    else { throw Fault(message: "this is half of a character of two \\u escapes", offset: start) }
    return scalar
  }

  private mutating func hexadecimal() throws(Fault) -> UInt32 {
    guard end - index >= 4,
      let value = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16),
      bytes[index] != UInt8(ascii: "+"), bytes[index] != UInt8(ascii: "-")
    else { throw fault("after \\u stand four hexadecimal digits") }
    index += 4
    return value
  }

  private var peek: UInt8 { index < end ? bytes[index] : 0 }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard index < end, bytes[index] == UInt8(ascii: scalar) else { return false }
    index += 1
    return true
  }

  private mutating func skipSpaces() {
    while peek == 0x20 || peek == 0x09 || peek == 0x0d { index += 1 }
  }

  private func fault(_ message: String, hint: String? = nil) -> Fault {
    Fault(message: message, offset: index, hint: hint)
  }
}
