import Diagnostics
import Yams

/// Turns what the YAML parser says into a problem with the place a reader would look at.
struct YAMLProblem {
  let source: SourceText

  /// A sentence of this program for one of the parser.
  private struct Wording {
    /// What the parser's sentence holds.
    let sign: String
    let headline: String
    let hint: String
    /// Whether the place where the text opened is better than where the parser gave up.
    var showsOpening = false
  }

  /// In the order in which they are looked for.
  private static let wordings = [
    Wording(
      sign: "mapping values are not allowed", headline: "a ':' stands where no key can be",
      hint: "a text with `: ` in it needs quotes, or the indentation is off"),
    Wording(
      sign: "could not find expected ':'", headline: "a key without a ':' behind it",
      hint: "a key and its value stand on one line: `key: value`", showsOpening: true),
    Wording(
      sign: "expected ',' or ']'", headline: "the list that opens here with '[' is not closed",
      hint: "put commas between the values and `]` behind the last", showsOpening: true),
    Wording(
      sign: "expected ',' or '}'", headline: "the mapping that opens here with '{' is not closed",
      hint: "put commas between the values and `}` behind the last", showsOpening: true),
    Wording(
      sign: "found unexpected end of stream", headline: "the quote that opens here is not closed",
      hint: "close it on the line where the text ends", showsOpening: true),
    Wording(
      sign: "found unexpected document indicator",
      headline: "the quote that opens here is not closed",
      hint: "close it on the line where the text ends", showsOpening: true),
    Wording(
      sign: "found unknown escape character", headline: "a backslash that escapes nothing known",
      hint: "in double quotes write `\\\\` for a backslash, or use single quotes"),
    Wording(
      sign: "found another document", headline: "a second document begins here",
      hint: "a file holds one analysis; take out the line `---`"),
    Wording(
      sign: "expected <document start>", headline: "the text goes on after its end",
      hint: "an analysis is one mapping; look at the indentation and for a bracket too many"),
    Wording(
      sign: "expected '-' indicator",
      headline: "the next item of the list, with its '-', must stand here",
      hint: "look at the indentation of this line and the ones above"),
    Wording(
      sign: "did not find expected key", headline: "a key must stand here",
      hint: "look at the indentation of this line and the one above"),
    Wording(
      sign: "block sequence entries are not allowed", headline: "a '-' stands where no list can be",
      hint: "begin a list on a line of its own, below its key"),
    Wording(
      sign: "alphabetic or numeric character",
      headline: "a text that begins with '*' or '&' stands here without quotes",
      hint: "put it into quotes", showsOpening: true),
    Wording(
      sign: "undefined alias", headline: "aliases are not read",
      hint: "write the value out where it is used; a text that begins with `*` needs quotes"),
    Wording(
      sign: "cannot start any token", headline: "no text without quotes can begin like this",
      hint: "a text that begins with % @ or ` needs quotes"),
    Wording(
      sign: "nesting level", headline: "lists and mappings are nested too deep",
      hint: "look for brackets that are never closed"),
  ]

  /// Says in plain words, with the place, what the parser met.
  func diagnostic(for error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return syntax(context: context, problem: problem, mark: mark)
    case .duplicatedKeysInMapping(let duplicates, let context):
      if let refusal = refusal(of: context.mark) { return refusal }
      var keys = YAMLDuplicateKeys(source: source)
      return keys.diagnostic(key: duplicates.first ?? "", first: context.mark)
    default:
      return Diagnostic(
        .yamlSyntax, "the text cannot be read as YAML", span: source.span(line: 1, column: 1))
    }
  }

  /// Aliases for keys can look like equal empty keys.
  private func refusal(of mark: Mark) -> Diagnostic? {
    let text = source.line(mark.line) ?? ""
    guard let sign = text.unicodeScalars.dropFirst(mark.column - 1).first,
      sign == "&" || sign == "*"
    else { return nil }
    return Diagnostic(
      .aliasRefused, "anchors and aliases are not read",
      span: source.span(line: mark.line, column: mark.column), lineText: text,
      hints: ["write the value out where it is used"])
  }

  private func syntax(context: YamlError.Context?, problem: String, mark: Mark) -> Diagnostic {
    let wording = Self.wordings.first { problem.contains($0.sign) }
    let code: DiagnosticCode =
      switch wording?.sign {
      case "undefined alias", "alphabetic or numeric character": .aliasRefused
      case "nesting level": .tooLarge
      default: .yamlSyntax
      }
    let end = end(mark)
    var span = end
    var notes: [Diagnostic.Note] = []
    if let wording, wording.showsOpening, let context {
      span = self.end(context.mark)
      if span != end { notes = [Diagnostic.Note("it is missed here", span: end)] }
    }
    let text = source.line(span.line) ?? ""
    if let slip = slip(at: span, end) { return slip }
    let words = [context?.text, problem].compactMap { $0 }.joined(separator: ", ")
    return Diagnostic(
      code, wording?.headline ?? "this is not YAML: \(words)", span: span, lineText: text,
      notes: notes,
      hints: [
        wording?.hint ?? "look at the indentation and the brackets of this line and the one above"
      ])
  }

  /// Some slips have their own look, whatever the parser makes of them.
  private func slip(at span: SourceSpan, _ end: SourceSpan) -> Diagnostic? {
    let text = source.line(span.line) ?? ""
    if Self.hasTabInIndentation(text) {
      return Diagnostic(
        .yamlSyntax, "a tab stands where YAML wants spaces", span: span, lineText: text,
        hints: ["indent with spaces only; two for each level are usual"])
    }
    if let match = text.firstMatch(of: /[:\-\[,] +{{/) {
      let column = text[..<match.range.upperBound].unicodeScalars.count - 1
      return Diagnostic(
        .yamlSyntax, "a text that begins with '{{' stands here without quotes",
        span: source.span(line: span.line, column: column, length: 2), lineText: text,
        hints: ["put it into quotes, or write it below a `>`"])
    }
    for line in [span.line, end.line, end.line - 1] {
      guard let text = source.line(line), let match = text.firstMatch(of: /[:\-] +,/)
      else { continue }
      let column =
        text[..<match.range.lowerBound].unicodeScalars.count
        + text[match.range].prefix { $0 != "," }.unicodeScalars.count + 1
      return Diagnostic(
        .yamlSyntax, "a comma stands here without quotes",
        span: source.span(line: line, column: column), lineText: text,
        hints: ["put it into quotes: `\",\"`"])
    }
    for line in [span.line, end.line].flatMap({ ($0 - 1)...($0 + 1) }) {
      guard let text = source.line(line), Self.isMergeMark(text) else { continue }
      return Diagnostic(
        .yamlSyntax, "this is a mark of an unfinished merge",
        span: source.span(line: line, column: 1, length: 7), lineText: text,
        hints: ["keep one of the two versions, and take out the lines with the marks"])
    }
    let found = (source.line(end.line) ?? "").unicodeScalars.dropFirst(end.column - 1).first
    if let found, found == "}" || found == "]", span == end {
      return Diagnostic(
        .yamlSyntax, "this '\(found)' closes nothing that is open", span: end,
        lineText: source.line(end.line), hints: ["take it out, or open what it is to close"])
    }
    return nil
  }

  private static func isMergeMark(_ line: String) -> Bool {
    ["<<<<<<< ", ">>>>>>> "].contains { line.hasPrefix($0) } || line == "======="
  }

  private static func hasTabInIndentation(_ line: String) -> Bool {
    line.prefix { $0 == " " || $0 == "\t" || $0 == "-" }.contains("\t")
  }

  /// A problem at the end of the text is shown behind the last line that has something in it.
  private func end(_ mark: Mark) -> SourceSpan {
    var line = max(1, mark.line)
    var column = max(1, mark.column)
    while line > 1, (source.line(line) ?? "").allSatisfy(\.isWhitespace) {
      line -= 1
      column = (source.line(line) ?? "").unicodeScalars.count + 1
    }
    return source.span(line: line, column: column)
  }
}
