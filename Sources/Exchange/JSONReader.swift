/// Reads a JSON text; what XGBoost writes beyond the standard, NaN and Infinity, is read too.
///
/// Texts of any content end with a value or an error that names the byte: nesting is limited, and
/// nothing is set aside for lengths that are only claimed.
struct JSONReader {
  /// Deeper texts are no models, and each level takes room on the stack.
  private static let depthMax = 64

  private let bytes: [UInt8]
  private var offset = 0

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads the one value of a text.
  static func value(of bytes: [UInt8]) throws(ExchangeError) -> JSONValue {
    var reader = JSONReader(bytes)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.offset == bytes.count else { throw reader.failure("the end") }
    return value
  }

  private func failure(_ expected: String) -> ExchangeError {
    .notJSON(expected: expected, offset: offset, isCut: offset >= bytes.count)
  }

  private mutating func skipSpace() {
    while offset < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[offset]) { offset += 1 }
  }

  private mutating func take(_ byte: Character) -> Bool {
    skipSpace()
    guard offset < bytes.count, bytes[offset] == byte.asciiValue else { return false }
    offset += 1
    return true
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard bytes[offset...].starts(with: word.utf8) else { return false }
    offset += word.utf8.count
    return true
  }

  private mutating func value(depth: Int) throws(ExchangeError) -> JSONValue {
    guard depth < Self.depthMax else { throw failure("at most \(Self.depthMax) levels") }
    skipSpace()
    guard offset < bytes.count else { throw failure("a value") }
    switch bytes[offset] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t") where takeWord("true"): return .flag(true)
    case UInt8(ascii: "f") where takeWord("false"): return .flag(false)
    case UInt8(ascii: "n") where takeWord("null"): return .null
    default: return .number(try number())
    }
  }

  private mutating func object(depth: Int) throws(ExchangeError) -> JSONValue {
    offset += 1
    var members: [String: JSONValue] = [:]
    if take("}") { return .object(members) }
    repeat {
      skipSpace()
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
        throw failure("a name")
      }
      let name = try text()
      guard take(":") else { throw failure("a colon") }
      let member = try value(depth: depth + 1)
      guard members.updateValue(member, forKey: name) == nil else {
        throw failure("the name '\(name)' only once")
      }
    } while take(",")
    guard take("}") else { throw failure("a comma or a closing brace") }
    return .object(members)
  }

  private mutating func list(depth: Int) throws(ExchangeError) -> JSONValue {
    offset += 1
    var numbers: [Double] = []
    if take("]") { return .numbers(numbers) }
    // A list begins as one of numbers, and becomes a plain one with the first other value.
    var items: [JSONValue] = []
    repeat {
      let item = try value(depth: depth + 1)
      if items.isEmpty, case .number(let number) = item {
        numbers.append(number)
      } else {
        items += numbers.map { .number($0) } + [item]
        numbers = []
      }
    } while take(",")
    guard take("]") else { throw failure("a comma or a closing bracket") }
    return items.isEmpty ? .numbers(numbers) : .list(items)
  }

  private mutating func number() throws(ExchangeError) -> Double {
    if takeWord("NaN") { return .nan }
    if takeWord("Infinity") { return .infinity }
    if takeWord("-Infinity") { return -.infinity }
    let start = offset
    while offset < bytes.count, Self.isNumeric(bytes[offset]) { offset += 1 }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard let number = Double(text) else {
      offset = start
      throw failure("a value")
    }
    return number
  }

  private static func isNumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private mutating func text() throws(ExchangeError) -> String {
    offset += 1
    var content: [UInt8] = []
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else {
          throw failure("UTF-8 text")
        }
        return text
      case UInt8(ascii: "\\"): content += try escape()
      default: content.append(byte)
      }
    }
    throw failure("a closing quotation mark")
  }

  private mutating func escape() throws(ExchangeError) -> [UInt8] {
    guard offset < bytes.count else { throw failure("an escaped character") }
    let byte = bytes[offset]
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var code = UInt32(try unit())
      if (0xD800..<0xDC00).contains(code), takeWord("\\u") {
        code = 0x10000 + (code - 0xD800) << 10 + (UInt32(try unit()) &- 0xDC00) & 0x3FF
      }
      guard let scalar = Unicode.Scalar(code) else { throw failure("a character's number") }
      return Array(String(Character(scalar)).utf8)
    default: throw failure("an escaped character")
    }
  }

  private mutating func unit() throws(ExchangeError) -> UInt16 {
    guard bytes.count - offset >= 4,
      let unit = UInt16(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
    else { throw failure("four hexadecimal digits") }
    offset += 4
    return unit
  }
}
