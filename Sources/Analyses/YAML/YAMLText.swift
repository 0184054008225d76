/// Writes texts as YAML, so that they are read again as the same texts.
package enum YAMLText {
  /// Words that YAML 1.1 or other readers take for something else than a text.
  private static let words: Set<String> = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity",
  ]

  /// Gives a text as a scalar for any place: without quotes where that is safe, else in double ones.
  package static func scalar(_ text: String) -> String {
    isPlain(text) ? text : quoted(text)
  }

  /// Gives texts as a list on one line.
  package static func list(_ texts: [String]) -> String {
    "[" + texts.map(scalar).joined(separator: ", ") + "]"
  }

  /// Gives a text as a part of a comment: on one line, and of characters that YAML allows.
  package static func comment(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      out.unicodeScalars.append(isPrintable(scalar) ? scalar : " ")
    }
    return out
  }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first,
      isLetter(first) || first == UInt8(ascii: "_") || text.hasPrefix("../"),
      text.utf8.last != UInt8(ascii: " "), !words.contains(text.lowercased())
    else { return false }
    return text.utf8.allSatisfy { byte in
      isLetter(byte) || (48...57).contains(byte) || " _-./%()".utf8.contains(byte)
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte)
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where isPrintable(scalar): out.unicodeScalars.append(scalar)
      default: out += escape(scalar.value)
      }
    }
    return out + "\""
  }

  private static func escape(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    let width = value > 0xffff ? 8 : 4
    return (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count)
      + digits
  }

  /// Whether a character may stand in a YAML text as it is, on one line.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2028, 0x2029: false
    case 0x20...0x7e, 0xa0...0xd7ff, 0xe000...0xfefe, 0xff00...0xfffd, 0x10000...0x10ffff: true
    default: false
    }
  }
}
