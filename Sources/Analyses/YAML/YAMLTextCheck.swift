import Diagnostics

/// The bounds of a YAML text, checked before the parser sees it.
///
/// The parser works by recursion, so nesting is bounded first. Some characters count as line ends
/// for the parser and not for editors; they are refused, so that both count the same lines.
struct YAMLTextCheck {
  private let source: SourceText
  private var line = 1
  private var column = 0
  /// How many brackets and braces are open.
  private var openCount = 0
  /// How many dashes and question marks the line begins with.
  private var leadCount = 0
  private var isLeading = true
  private var previous: Unicode.Scalar = "\n"

  /// The most brackets that may be open, or dashes that a line may begin with.
  private static let nestingMax = 500

  init(source: SourceText) {
    self.source = source
  }

  /// Throws when the text is too large, nested too deep, or holds a character that YAML refuses.
  mutating func check() throws(DiagnosticError) {
    guard source.text.utf8.count <= YAMLReader.byteCountMax else {
      throw DiagnosticError(
        Diagnostic(
          .tooLarge,
          "the file has \(source.text.utf8.count) bytes; at most "
            + "\(YAMLReader.byteCountMax >> 20) MiB are read",
          span: source.span(line: 1, column: 1),
          hints: ["an analysis file holds stages, not data; put rows into a CSV file"]))
    }
    for scalar in source.text.unicodeScalars {
      if previous == "\r", scalar != "\n" { throw foreignLineEnd("a carriage return alone") }
      column += 1
      try take(scalar)
      previous = scalar
    }
    if previous == "\r" { throw foreignLineEnd("a carriage return alone") }
  }

  private mutating func take(_ scalar: Unicode.Scalar) throws(DiagnosticError) {
    switch scalar {
    case "\n":
      line += 1
      column = 0
      leadCount = 0
      isLeading = true
    case "[", "{": openCount += 1
    case "]", "}": openCount = max(0, openCount - 1)
    case "-", "?": if isLeading { leadCount += 1 }
    case " ", "\t", "\r": break
    case "\u{85}", "\u{2028}", "\u{2029}":
      throw foreignLineEnd("the line separator \(Self.name(of: scalar))")
    default:
      isLeading = false
      guard Self.isAllowed(scalar) else { throw controlCharacter(scalar) }
    }
    guard openCount <= Self.nestingMax, leadCount <= Self.nestingMax else {
      throw DiagnosticError(
        Self.tooDeep(span: source.span(line: line, column: column), lineText: source.line(line)))
    }
  }

  /// The problem of a text that is nested too deep.
  static func tooDeep(span: SourceSpan, lineText: String?) -> Diagnostic {
    Diagnostic(
      .tooLarge, "lists and mappings are nested deeper than \(YAMLReader.depthMax) levels",
      span: span, lineText: lineText, hints: ["look for brackets that are never closed"])
  }

  private func foreignLineEnd(_ what: String) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        .yamlSyntax, "\(what) ends a line for some programs and not for others",
        span: source.span(line: line, column: max(1, column)), lineText: source.line(line),
        hints: [
          "end lines with a line feed; inside a text write the character as an escape in double "
            + "quotes"
        ]))
  }

  private func controlCharacter(_ scalar: Unicode.Scalar) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        .yamlSyntax, "YAML does not allow the control character \(Self.name(of: scalar))",
        span: source.span(line: line, column: column), lineText: source.line(line),
        hints: ["take it out, or write it as an escape inside double quotes"]))
  }

  private static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The printable characters of YAML 1.2, chapter 5.1; line ends and tabs are seen to before.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
