/// A text and its lines, so that a problem can quote the line it is about.
package struct SourceText: Sendable {
  /// The path as shown to the user.
  package let path: String
  package let text: String
  private let lines: [Substring]

  package init(path: String, text: String) {
    self.path = path
    self.text = text
    lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  }

  /// The number of lines; a text that ends with a line break has an empty last line.
  package var lineCount: Int { lines.count }

  /// Gives the text of a line counted from 1, or nil outside the text.
  package func line(_ number: Int) -> String? {
    guard number >= 1, number <= lines.count else { return nil }
    return String(lines[number - 1])
  }

  /// Makes a span in this text.
  package func span(line: Int, column: Int, length: Int = 1) -> SourceSpan {
    SourceSpan(file: path, line: line, column: column, length: length)
  }
}
