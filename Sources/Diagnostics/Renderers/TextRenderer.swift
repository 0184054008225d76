/// Shows problems as text for people and editors: place, sentence, line, underline, hints.
package struct TextRenderer: Sendable {
  /// Whether to colour for a terminal.
  package let colour: Bool

  package init(colour: Bool = false) {
    self.colour = colour
  }

  /// Gives the text of one problem, with a final line break.
  package func text(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.span.map { "\($0.place): " } ?? ""
    let severity = paint(diagnostic.severity.rawValue, diagnostic.severity == .error ? 31 : 33)
    let code = diagnostic.code.rawValue
    var out = "\(place)\(severity): \(oneLine(diagnostic.headline)) [\(code)]\n"
    if let span = diagnostic.span, let line = diagnostic.lineText {
      out += excerpt(of: line, span)
    }
    for note in diagnostic.notes {
      out += "note: " + (note.span.map { "\($0.place): " } ?? "") + oneLine(note.text) + "\n"
    }
    for hint in diagnostic.hints {
      out += "hint: \(oneLine(hint))\n"
    }
    return out
  }

  /// Gives the text of several problems, one empty line between two.
  package func text(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { text($0) }.joined(separator: "\n")
  }

  /// A long line is shown as a window around the place, so that one bad field of a wide
  /// CSV row does not fill the terminal.
  private func excerpt(of line: String, _ span: SourceSpan) -> String {
    let scalars = Array(line.unicodeScalars)
    let widest = 100
    var first = 0
    if scalars.count > widest, span.column > widest / 2 {
      first = min(span.column - 1 - widest / 2, max(0, scalars.count - widest))
    }
    let last = min(scalars.count, first + widest)
    var shown = first > 0 ? "…" : ""
    let lead = shown.unicodeScalars.count
    for scalar in scalars[first..<last] {
      shown.unicodeScalars.append(isControl(scalar) ? "\u{FFFD}" : scalar)
    }
    if last < scalars.count { shown += "…" }
    let indent = max(0, span.column - 1 - first) + lead
    let marks = max(1, min(span.length, last - (span.column - 1)))
    let number = String(span.line)
    let gutter = String(repeating: " ", count: max(0, 5 - number.count))
    let underline = String(repeating: " ", count: indent) + String(repeating: "^", count: marks)
    return "\(gutter)\(number) | \(shown)\n      | \(paint(underline, 31))\n"
  }

  private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || scalar.value == 0x7F
  }

  private func oneLine(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      out.unicodeScalars.append(isControl(scalar) ? " " : scalar)
    }
    return out
  }

  private func paint(_ text: String, _ code: Int) -> String {
    colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
