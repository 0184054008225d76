package import Diagnostics

/// A Swift file cut into code and comments, so that a word in a text or comment is not taken for
/// code.
///
/// Both halves keep the bytes of the file in their places: what belongs to the other half is
/// blank. The contents of string literals are blank in both, but for interpolated code.
package struct SwiftText: Sendable {
  /// The path from the root of the repository.
  package let path: String
  /// The lines as they are, without line breaks.
  package let lines: [String]
  /// The UTF-8 bytes of each line with comments and the contents of literals blanked.
  package let code: [[UInt8]]
  /// The UTF-8 bytes of each line with everything but comments blanked.
  package let comments: [[UInt8]]
  /// The declarations of the file in order.
  package let declarations: [Declaration]

  package init(path: String, text: String) {
    let split = SwiftSplitter.split(Array(text.utf8))
    self.path = path
    lines = split.whole.map { String(decoding: $0, as: UTF8.self) }
    code = split.code
    comments = split.comments
    declarations = SwiftOutline.declarations(in: split.code)
  }

  /// The number of lines; a final line break does not begin another.
  package var lineCount: Int { lines.count }

  /// Gives the code of a line counted from 1 as text.
  package func codeText(_ line: Int) -> String {
    String(decoding: code[line - 1], as: UTF8.self)
  }

  /// Makes a span from a line counted from 1 and a byte of it counted from 0.
  package func span(line: Int, byte: Int, length: Int = 1) -> SourceSpan {
    guard line >= 1, line <= lines.count else {
      return SourceSpan(file: path, line: max(1, line), column: 1)
    }
    let scalars = lines[line - 1].utf8.prefix(byte).count { $0 & 0xC0 != 0x80 }
    return SourceSpan(file: path, line: line, column: scalars + 1, length: length)
  }

  /// Whether a line counted from 1 holds a documentation comment and nothing else.
  package func isDocumentation(_ line: Int) -> Bool {
    lines[line - 1].drop { $0 == " " }.hasPrefix("///")
      && code[line - 1].allSatisfy { $0 == UInt8(ascii: " ") }
  }
}
