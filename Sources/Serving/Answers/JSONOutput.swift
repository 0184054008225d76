import Tables

/// JSON that is written front to back.
package struct JSONOutput: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  package init() {}

  /// Writes an object whose members the body writes.
  package mutating func object(_ body: (inout JSONOutput) -> Void) {
    enclosed(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  /// Writes an array whose elements the body writes.
  package mutating func array(_ body: (inout JSONOutput) -> Void) {
    enclosed(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  /// Writes an array of texts.
  package mutating func texts(_ texts: [String]) {
    array { json in for text in texts { json.text(text) } }
  }

  /// Writes an array of numbers.
  package mutating func numbers(_ numbers: some Sequence<Double>) {
    array { json in for number in numbers { json.number(number) } }
  }

  /// Writes the name of a member; its value must follow.
  package mutating func name(_ name: String) {
    text(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a member with a text.
  package mutating func member(_ name: String, _ value: String) {
    self.name(name)
    text(value)
  }

  /// Writes a member with a whole number.
  package mutating func member(_ name: String, _ value: Int) {
    self.name(name)
    separate()
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Writes a member with a flag.
  package mutating func member(_ name: String, _ value: Bool) {
    self.name(name)
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Writes a number in the fewest digits that read back the same; null where it is not finite.
  package mutating func number(_ number: Double) {
    separate()
    if number.isFinite {
      CSVDigits.shortest.append(number, to: &bytes)
    } else {
      bytes.append(contentsOf: "null".utf8)
    }
  }

  /// Writes bytes that are JSON already.
  package mutating func raw(_ json: [UInt8]) {
    separate()
    bytes.append(contentsOf: json)
  }

  /// Writes a text with what must be escaped.
  package mutating func text(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func enclosed(
    _ opening: UInt8, _ closing: UInt8, _ body: (inout JSONOutput) -> Void
  ) {
    separate()
    bytes.append(opening)
    needsComma = false
    body(&self)
    bytes.append(closing)
    needsComma = true
  }
}
