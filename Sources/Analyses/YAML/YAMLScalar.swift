/// A scalar as written, and what it is by YAML 1.2's core rules.
///
/// `no` and `on` are text, unlike in YAML 1.1. A number with a leading zero is neither: it asks
/// for quotes, because older readers take it for octal.
package struct YAMLScalar: Sendable, Hashable {
  /// What a scalar stands for.
  package enum Value: Sendable, Hashable {
    case null
    case flag(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    /// A plain number with a leading zero, or a whole number beyond 64 bits.
    case ambiguous(String)
  }

  package let text: String
  package let isPlain: Bool
  package let value: Value

  package init(_ text: String, isPlain: Bool) {
    self.text = text
    self.isPlain = isPlain
    value = isPlain ? Self.resolve(text) : .text(text)
  }

  package init(_ value: Value) {
    self.value = value
    isPlain = true
    text =
      switch value {
      case .null: "null"
      case .flag(let flag): flag ? "true" : "false"
      case .integer(let integer): String(integer)
      case .number(let number): "\(number)"
      case .text(let text), .ambiguous(let text): text
      }
  }

  /// What the scalar is, in words for a message.
  package var described: String {
    switch value {
    case .null: "nothing"
    case .flag: "the truth value '\(text)'"
    case .integer: "the whole number '\(text)'"
    case .number: "the number '\(text)'"
    case .text, .ambiguous: "the text '\(Self.shortened(text))'"
    }
  }

  private static func shortened(_ text: String) -> String {
    text.count <= 60 ? text : text.prefix(57) + "…"
  }

  private static func resolve(_ text: String) -> Value {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .flag(true)
    case "false", "False", "FALSE": return .flag(false)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .number(.infinity)
    case "-.inf", "-.Inf", "-.INF": return .number(-.infinity)
    case ".nan", ".NaN", ".NAN": return .number(.nan)
    default: break
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(prefix) {
      let digits = text.dropFirst(2)
      // The standard library would take a sign behind the prefix.
      guard digits.first?.isHexDigit == true else { break }
      if let value = Int(digits, radix: radix) { return .integer(value) }
    }
    return decimal(text) ?? .text(text)
  }

  /// Reads `[-+]? digits [. digits] [e [-+]? digits]`, or gives nil when the text is no number.
  private static func decimal(_ text: String) -> Value? {
    var rest = text.utf8[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest = rest.dropFirst()
    }
    let whole = rest.prefix { isDigit($0) }
    rest = rest.dropFirst(whole.count)
    var fraction = 0
    var isWhole = true
    if rest.first == UInt8(ascii: ".") {
      isWhole = false
      rest = rest.dropFirst()
      fraction = rest.prefix { isDigit($0) }.count
      rest = rest.dropFirst(fraction)
    }
    guard whole.count + fraction > 0 else { return nil }
    if let e = rest.first, e == UInt8(ascii: "e") || e == UInt8(ascii: "E") {
      isWhole = false
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        rest = rest.dropFirst()
      }
      guard !rest.isEmpty, rest.allSatisfy({ isDigit($0) }) else { return nil }
      rest = rest.dropFirst(rest.count)
    }
    guard rest.isEmpty else { return nil }
    if whole.count > 1, whole.first == UInt8(ascii: "0") { return .ambiguous(text) }
    if isWhole { return Int(text).map { .integer($0) } ?? .ambiguous(text) }
    return Double(text).map { .number($0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= 48 && byte <= 57
  }
}
