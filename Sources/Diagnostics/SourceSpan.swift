/// A stretch of one line of a text file.
package struct SourceSpan: Hashable, Sendable, Codable {
  /// The path as the user would write it, relative to where they stand.
  package let file: String
  /// The line, from 1.
  package let line: Int
  /// The column in Unicode scalars, from 1.
  package let column: Int
  /// The length in Unicode scalars, at least 1.
  package let length: Int

  package init(file: String, line: Int, column: Int, length: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
    self.length = max(1, length)
  }

  /// The place as editors read it: `file:line:column`.
  package var place: String { "\(file):\(line):\(column)" }
}
