import Tables

/// JSON that is read front to back, without a tree of it.
///
/// What a request sends is one pass over its bytes: no value is looked at twice, and names that are
/// known are compared where they stand.
struct JSONScanner {
  /// What a value is, told by its first byte.
  enum Sort {
    case array, flag, null, number, object, text
  }

  /// A text where it stands, without its quotes.
  struct TextPlace {
    let range: Range<Int>
    let hasEscapes: Bool
  }

  /// The deepest nesting of values that are passed over.
  private static let depthMax = 64

  let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Says that something else was expected at the position, or at the offset given.
  func fault(_ expected: String, at offset: Int? = nil) -> ServingProblem {
    ServingProblem(
      .malformed, "at byte \(offset ?? position) of the JSON there is not \(expected)",
      allowed: JSONRows.allowedForm)
  }

  /// Goes over white space and tells what comes next.
  mutating func sort() throws(ServingProblem) -> Sort {
    skipSpace()
    guard position < bytes.count else { throw fault("a value") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .text
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .flag
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: throw fault("a value")
    }
  }

  /// Goes over a sign that must come next.
  mutating func expect(_ sign: Unicode.Scalar) throws(ServingProblem) {
    guard take(sign) else { throw fault("'\(sign)'") }
  }

  /// Goes over a sign if it comes next.
  mutating func take(_ sign: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: sign) else { return false }
    position += 1
    return true
  }

  /// Goes over what stands between two elements; false where the closing sign came.
  mutating func goesOn(until closing: Unicode.Scalar) throws(ServingProblem) -> Bool {
    if take(",") { return true }
    guard take(closing) else { throw fault("',' or '\(closing)'") }
    return false
  }

  /// Checks that nothing but white space is left.
  mutating func expectEnd() throws(ServingProblem) {
    skipSpace()
    guard position == bytes.count else { throw fault("the end") }
  }

  /// Reads a truth value.
  mutating func flag() throws(ServingProblem) -> Bool {
    if word("true") { return true }
    if word("false") { return false }
    throw fault("a value")
  }

  /// Reads the word null.
  mutating func null() throws(ServingProblem) {
    guard word("null") else { throw fault("a value") }
  }

  /// Reads a number, correctly rounded; nil where it is too large for 64 bits.
  mutating func number() throws(ServingProblem) -> Double? {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let whole = digits()
    guard whole > 0 else { throw fault("a digit") }
    guard whole == 1 || bytes[position - whole] != UInt8(ascii: "0") else {
      throw fault("a number without a zero in front")
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      guard digits() > 0 else { throw fault("a digit") }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count,
        bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+")
      {
        position += 1
      }
      guard digits() > 0 else { throw fault("a digit") }
    }
    return DecimalNumber.parse(bytes, start..<position)
  }

  /// Reads the place of a text; escapes are checked where it is read.
  mutating func textPlace() throws(ServingProblem) -> TextPlace {
    try expect("\"")
    let start = position
    var hasEscapes = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return TextPlace(range: start..<position - 1, hasEscapes: hasEscapes)
      }
      guard byte >= 0x20 else { throw fault("a text without control characters") }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        position += 1
      }
      position += 1
    }
    throw fault("the end of a text")
  }

  /// Reads a text.
  mutating func text() throws(ServingProblem) -> String {
    try text(at: try textPlace())
  }

  /// Gives the text of a place.
  func text(at place: TextPlace) throws(ServingProblem) -> String {
    let content = place.hasEscapes ? try unescaped(place.range) : Array(bytes[place.range])
    guard let text = String(validating: content, as: UTF8.self) else {
      throw fault("UTF-8", at: place.range.lowerBound)
    }
    return text
  }

  /// Tells whether a text is these bytes; one with escapes never is.
  func isText(_ place: TextPlace, _ known: [UInt8]) -> Bool {
    guard !place.hasEscapes, place.range.count == known.count else { return false }
    for index in known.indices where bytes[place.range.lowerBound + index] != known[index] {
      return false
    }
    return true
  }

  /// Goes over a value of any kind.
  mutating func skipValue(depth: Int = 0) throws(ServingProblem) {
    guard depth < Self.depthMax else { throw fault("less nesting") }
    switch try sort() {
    case .text: _ = try text()
    case .number: _ = try number()
    case .flag: _ = try flag()
    case .null: try null()
    case .array:
      try expect("[")
      guard !take("]") else { return }
      repeat { try skipValue(depth: depth + 1) } while try goesOn(until: "]")
    case .object:
      try expect("{")
      guard !take("}") else { return }
      repeat {
        _ = try text()
        try expect(":")
        try skipValue(depth: depth + 1)
      } while try goesOn(until: "}")
    }
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0a, 0x0d, 0x09: position += 1
      default: return
      }
    }
  }

  /// Goes over digits and gives their count.
  private mutating func digits() -> Int {
    let start = position
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") <= 9 { position += 1 }
    return position - start
  }

  private mutating func word(_ word: StaticString) -> Bool {
    let text = word.description.utf8
    guard position + text.count <= bytes.count,
      bytes[position..<position + text.count].elementsEqual(text)
    else { return false }
    position += text.count
    return true
  }
}

extension JSONScanner {
  /// Gives the bytes of a text with escapes; halves of a pair that stand alone are refused.
  private func unescaped(_ range: Range<Int>) throws(ServingProblem) -> [UInt8] {
    var content: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes[index] == UInt8(ascii: "\\") else {
        content.append(bytes[index])
        index += 1
        continue
      }
      switch bytes[index + 1] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
        content.append(bytes[index + 1])
      case UInt8(ascii: "b"): content.append(0x08)
      case UInt8(ascii: "f"): content.append(0x0c)
      case UInt8(ascii: "n"): content.append(0x0a)
      case UInt8(ascii: "r"): content.append(0x0d)
      case UInt8(ascii: "t"): content.append(0x09)
      case UInt8(ascii: "u"):
        let (scalar, length) = try scalar(at: index, until: range.upperBound)
        content.append(contentsOf: UTF8.encode(scalar) ?? .init())
        index += length
        continue
      default: throw fault("a known escape", at: index)
      }
      index += 2
    }
    return content
  }

  /// Reads one or two escaped units of UTF-16 and tells how many bytes they take.
  private func scalar(
    at index: Int, until end: Int
  ) throws(ServingProblem) -> (Unicode.Scalar, Int) {
    let first = try unit(at: index, until: end)
    if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
    guard first < 0xdc00, index + 6 < end, bytes[index + 6] == UInt8(ascii: "\\"),
      index + 7 < end, bytes[index + 7] == UInt8(ascii: "u")
    else { throw fault("both halves of a character", at: index) }
    let second = try unit(at: index + 6, until: end)
    guard (0xdc00...0xdfff).contains(second),
      let scalar = Unicode.Scalar(
        0x10000 + ((UInt32(first) - 0xd800) << 10) + (UInt32(second) - 0xdc00))
    else { throw fault("both halves of a character", at: index) }
    return (scalar, 12)
  }

  private func unit(at index: Int, until end: Int) throws(ServingProblem) -> UInt16 {
    guard index + 6 <= end,
      bytes[(index + 2)..<(index + 6)].allSatisfy({ Self.value(ofHex: $0) != nil })
    else { throw fault("four hexadecimal digits", at: index) }
    return bytes[(index + 2)..<(index + 6)].reduce(0) { $0 << 4 | (Self.value(ofHex: $1) ?? 0) }
  }

  private static func value(ofHex byte: UInt8) -> UInt16? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - 48)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - 87)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - 55)
    default: nil
    }
  }
}
