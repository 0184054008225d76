import Diagnostics

extension YAMLNode.Place {
  /// Gives the place of an offset in UTF-8 bytes inside the text of a scalar that starts here.
  ///
  /// Texts on one line and texts below a `|` stand in the file as they are; for folded and
  /// escaped texts the start of the scalar has to do.
  package func inside(text: String, offset: Int) -> YAMLNode.Place {
    let bytes = Array(text.utf8.prefix(offset))
    let lineStart = (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    let row = bytes.count { $0 == UInt8(ascii: "\n") }
    let lead = String(decoding: bytes[lineStart...], as: UTF8.self).unicodeScalars.count
    let rest = String(decoding: Array(text.utf8).dropFirst(offset), as: UTF8.self)
    let word = rest.unicodeScalars.prefix { Self.isWordPart($0) }.count
    let textLine = text.split(separator: "\n", omittingEmptySubsequences: false)[row]
    if row < blockLines.count {
      let line = blockLines[row]
      let indent = line.unicodeScalars.count - textLine.unicodeScalars.count
      guard indent >= 0, line.hasSuffix(textLine) else { return self }
      return YAMLNode.Place(
        span: SourceSpan(
          file: span.file, line: span.line + 1 + row, column: indent + lead + 1, length: word),
        lineText: line)
    }
    guard blockLines.isEmpty, let lineText else { return self }
    let shown = lineText.unicodeScalars.dropFirst(span.column - 1)
    let quote = shown.first == "\"" || shown.first == "'" ? 1 : 0
    guard shown.dropFirst(quote).starts(with: text.unicodeScalars) else { return self }
    return YAMLNode.Place(
      span: SourceSpan(
        file: span.file, line: span.line, column: span.column + quote + lead, length: word),
      lineText: lineText)
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar == "_" || ("0"..."9").contains(scalar)
  }
}
