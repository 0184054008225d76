import Diagnostics
import Yams

/// Turns what the YAML parser says into a problem with the place a reader would look at.
struct YAMLProblem {
  let source: SourceText

  /// Says in plain words, with the place, what the parser met.
  func diagnostic(for error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return syntax(context: context?.text, problem: problem, line: mark.line, column: mark.column)
    case .duplicatedKeysInMapping(let duplicates, let context):
      return duplicate(
        key: duplicates.first ?? "", line: context.mark.line, column: context.mark.column)
    case .reader(let problem, let offset, _, _):
      return unreadable(problem: problem, offset: offset ?? 0)
    default:
      return Diagnostic(
        .yamlSyntax, "the text cannot be read as YAML", span: source.span(line: 1, column: 1))
    }
  }

  private func syntax(context: String?, problem: String, line: Int, column: Int) -> Diagnostic {
    // A problem at the end of the text is shown at the last line that has something in it.
    var line = line
    var column = column
    while line > 1, (source.line(line) ?? "").allSatisfy(\.isWhitespace) {
      line -= 1
      column = (source.line(line) ?? "").unicodeScalars.count + 1
    }
    let text = source.line(line) ?? ""
    if problem.contains("undefined alias") {
      return Diagnostic(
        .aliasRefused, "anchors and aliases are not read",
        span: source.span(line: line, column: column), lineText: text,
        hints: ["a text that begins with `*` needs quotes"])
    }
    let words = [context, problem].compactMap { $0 }.joined(separator: ", ")
    return Diagnostic(
      .yamlSyntax, "this is not YAML: \(words)", span: source.span(line: line, column: column),
      lineText: text, hints: hints(problem: problem, text: text))
  }

  private func hints(problem: String, text: String) -> [String] {
    if text.hasPrefix("<<<<<<<") || text.hasPrefix("=======") || text.hasPrefix(">>>>>>>") {
      return ["the file holds the marks of an unfinished merge"]
    }
    if text.contains("\t") { return ["YAML is indented with spaces; there is a tab in this line"] }
    if problem.contains("mapping values are not allowed") {
      return ["a text with `: ` in it needs quotes, or the indentation is off"]
    }
    if problem.contains("did not find expected ',' or") {
      return ["a `{` or `[` is closed on the line where it ends, with commas between the values"]
    }
    if problem.contains("found another document") {
      return ["a file holds one analysis; take out the line `---`"]
    }
    if problem.contains("cannot start any token") {
      return ["a text that begins with one of % @ ` needs quotes"]
    }
    return ["look at the indentation and the brackets of this line and the one above"]
  }

  /// The parser names the first of the equal keys; people look for the second.
  private func duplicate(key: String, line: Int, column: Int) -> Diagnostic {
    let first = source.span(line: line, column: column, length: key.unicodeScalars.count)
    let second = occurrence(of: key, after: first)
    let span = second ?? first
    return Diagnostic(
      .duplicateKey, "the key '\(key)' stands here twice", span: span,
      lineText: source.line(span.line),
      notes: second == nil ? [] : [Diagnostic.Note("the first one is here", span: first)],
      hints: ["keep one of the two"])
  }

  private func occurrence(of key: String, after first: SourceSpan) -> SourceSpan? {
    let wanted = Array("\(key):".unicodeScalars)
    let length = key.unicodeScalars.count
    let sameLine = Array((source.line(first.line) ?? "").unicodeScalars)
    var start = first.column - 1 + wanted.count
    while start + wanted.count <= sameLine.count {
      if Array(sameLine[start..<start + wanted.count]) == wanted {
        return source.span(line: first.line, column: start + 1, length: length)
      }
      start += 1
    }
    guard first.line < source.lineCount else { return nil }
    for line in (first.line + 1)...source.lineCount {
      let scalars = Array((source.line(line) ?? "").unicodeScalars)
      let start = first.column - 1
      guard start + wanted.count <= scalars.count else { continue }
      if Array(scalars[start..<start + wanted.count]) == wanted,
        scalars[..<start].allSatisfy({ $0 == " " || $0 == "-" })
      {
        return source.span(line: line, column: first.column, length: length)
      }
    }
    return nil
  }

  private func unreadable(problem: String, offset: Int) -> Diagnostic {
    var line = 1
    var column = 1
    for byte in source.text.utf8.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return Diagnostic(
      .yamlSyntax, "there is a character that YAML does not allow (\(problem))",
      span: source.span(line: line, column: column), lineText: source.line(line),
      hints: ["take out the control character, or write it as an escape inside double quotes"])
  }
}
