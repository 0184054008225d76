/// Tells code, comments and literals of a Swift file apart.
///
/// Handles nested comments, raw and multi-line strings, interpolation and regular expressions
/// that follow an operator or an opening bracket. It does not check that the file is Swift:
/// unfinished literals end with the line or the file.
struct SwiftSplitter {
  /// A file's lines in three forms of equal length.
  struct Split {
    var whole: [[UInt8]] = []
    var code: [[UInt8]] = []
    var comments: [[UInt8]] = []
  }

  private enum Mode {
    /// Code; inside an interpolation, the number of open parentheses.
    case code(interpolated: Bool, depth: Int)
    case lineComment
    case blockComment(depth: Int)
    case string(hashes: Int, multiLine: Bool)
    case regex(hashes: Int)
  }

  private enum Half {
    case code
    case comment
    case neither
  }

  private let bytes: [UInt8]
  private var index = 0
  private var modes: [Mode] = [.code(interpolated: false, depth: 0)]
  private var split = Split()
  private var whole: [UInt8] = []
  private var code: [UInt8] = []
  private var comments: [UInt8] = []
  /// The last byte of code that was not blank: tells a regular expression from a division.
  private var lastCode: UInt8 = UInt8(ascii: "=")

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Splits the bytes of a file.
  static func split(_ bytes: [UInt8]) -> Split {
    var splitter = SwiftSplitter(bytes)
    splitter.run()
    return splitter.split
  }

  private mutating func run() {
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\n") {
        endLine()
        index += 1
        continue
      }
      switch modes.last {
      case .code(let interpolated, let depth): stepCode(interpolated: interpolated, depth: depth)
      case .lineComment: take(1, .comment)
      case .blockComment(let depth): stepBlockComment(depth: depth)
      case .string(let hashes, let multiLine): stepString(hashes: hashes, multiLine: multiLine)
      case .regex(let hashes): stepRegex(hashes: hashes)
      case nil: take(1, .code)
      }
    }
    if !whole.isEmpty { endLine() }
  }

  private mutating func stepCode(interpolated: Bool, depth: Int) {
    if follows("//") {
      modes.append(.lineComment)
      take(2, .comment)
    } else if follows("/*") {
      modes.append(.blockComment(depth: 1))
      take(2, .comment)
    } else if let opening = openingOfLiteral() {
      modes.append(opening.mode)
      take(opening.length, .code)
    } else if interpolated, bytes[index] == UInt8(ascii: "(") {
      replaceMode(.code(interpolated: true, depth: depth + 1))
      take(1, .code)
    } else if interpolated, bytes[index] == UInt8(ascii: ")") {
      if depth == 0 {
        modes.removeLast()
      } else {
        replaceMode(.code(interpolated: true, depth: depth - 1))
      }
      take(1, .code)
    } else {
      take(1, .code)
    }
  }

  private mutating func stepBlockComment(depth: Int) {
    if follows("/*") {
      replaceMode(.blockComment(depth: depth + 1))
      take(2, .comment)
    } else if follows("*/") {
      take(2, .comment)
      if depth == 1 { modes.removeLast() } else { replaceMode(.blockComment(depth: depth - 1)) }
    } else {
      take(1, .comment)
    }
  }

  private mutating func stepString(hashes: Int, multiLine: Bool) {
    let raw = String(repeating: "#", count: hashes)
    if follows("\\" + raw + "(") {
      modes.append(.code(interpolated: true, depth: 0))
      take(2 + hashes, .neither)
    } else if hashes == 0, bytes[index] == UInt8(ascii: "\\") {
      take(2, .neither)
    } else if follows((multiLine ? "\"\"\"" : "\"") + raw) {
      modes.removeLast()
      take((multiLine ? 3 : 1) + hashes, .code)
    } else {
      take(1, .neither)
    }
  }

  private mutating func stepRegex(hashes: Int) {
    if bytes[index] == UInt8(ascii: "\\") {
      take(2, .neither)
    } else if follows("/" + String(repeating: "#", count: hashes)) {
      modes.removeLast()
      take(1 + hashes, .code)
    } else {
      take(1, .neither)
    }
  }

  /// Gives the mode that a quote or slash at the current place opens, and the opening's length.
  private func openingOfLiteral() -> (mode: Mode, length: Int)? {
    var hashes = 0
    while index + hashes < bytes.count, bytes[index + hashes] == UInt8(ascii: "#") { hashes += 1 }
    guard index + hashes < bytes.count else { return nil }
    switch bytes[index + hashes] {
    case UInt8(ascii: "\""):
      let multiLine = follows("\"\"\"", at: index + hashes)
      return (.string(hashes: hashes, multiLine: multiLine), hashes + (multiLine ? 3 : 1))
    case UInt8(ascii: "/"):
      let next = index + hashes + 1
      let isRegex =
        hashes > 0
        || "(,=:[{!&|;?".utf8.contains(lastCode) && next < bytes.count
          && !" =\n".utf8.contains(bytes[next])
      return isRegex ? (.regex(hashes: hashes), hashes + 1) : nil
    default:
      return nil
    }
  }

  private func follows(_ text: String, at place: Int? = nil) -> Bool {
    bytes[(place ?? index)...].starts(with: text.utf8)
  }

  private mutating func replaceMode(_ mode: Mode) {
    modes[modes.count - 1] = mode
  }

  /// Moves bytes of the current line into one half, stopping at the line's end.
  private mutating func take(_ count: Int, _ half: Half) {
    let blank = UInt8(ascii: " ")
    for _ in 0..<count {
      guard index < bytes.count, bytes[index] != UInt8(ascii: "\n") else { return }
      let byte = bytes[index]
      whole.append(byte)
      code.append(half == .code ? byte : blank)
      comments.append(half == .comment ? byte : blank)
      if half == .code, byte != blank { lastCode = byte }
      index += 1
    }
  }

  private mutating func endLine() {
    while case .lineComment = modes.last { modes.removeLast() }
    while case .regex(hashes: 0) = modes.last { modes.removeLast() }
    while case .string(_, multiLine: false) = modes.last { modes.removeLast() }
    split.whole.append(whole)
    split.code.append(code)
    split.comments.append(comments)
    (whole, code, comments) = ([], [], [])
  }
}
