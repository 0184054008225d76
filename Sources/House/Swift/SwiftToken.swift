/// A word or a single sign of Swift code, and its place.
struct SwiftToken {
  let text: String
  /// The line, from 1.
  let line: Int
  /// The first byte in the line, from 0.
  let byte: Int

  /// Whether it is a name, a keyword or a number.
  var isWord: Bool { text.utf8.first.map(Self.isWordByte) ?? false }

  /// Cuts code into tokens; blanks are dropped.
  static func tokens(in code: [[UInt8]]) -> [SwiftToken] {
    var tokens: [SwiftToken] = []
    for (number, bytes) in code.enumerated() {
      var start = 0
      while start < bytes.count {
        var end = start + 1
        if isWordByte(bytes[start]) {
          while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
        }
        if bytes[start] != UInt8(ascii: " "), bytes[start] != UInt8(ascii: "\t") {
          let text = String(decoding: bytes[start..<end], as: UTF8.self)
          tokens.append(SwiftToken(text: text, line: number + 1, byte: start))
        }
        start = end
      }
    }
    return tokens
  }

  /// Whether a byte can be part of a name; a name in back-ticks keeps them and is no keyword.
  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "`"), 0x80...:
      true
    default: false
    }
  }
}
