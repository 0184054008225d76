/// Shows problems as JSON for programs: one object a line, with the keys always in the same order.
///
/// The keys are `file`, `line`, `column`, `length` (null where there is no place), `severity`,
/// `code`, `message`, `hints` and `notes`; a note has `file`, `line`, `column`, `length` and
/// `message`.
package struct JSONRenderer: Sendable {
  package init() {}

  /// Gives the object of one problem, with a final line break.
  package func text(_ diagnostic: Diagnostic) -> String {
    let hints = diagnostic.hints.map { quoted($0) }.joined(separator: ",")
    let notes = diagnostic.notes.map { object(of: $0) }.joined(separator: ",")
    let members = [
      place(diagnostic.span),
      "\"severity\":\(quoted(diagnostic.severity.rawValue))",
      "\"code\":\(quoted(diagnostic.code.rawValue))",
      "\"message\":\(quoted(diagnostic.headline))",
      "\"hints\":[\(hints)]",
      "\"notes\":[\(notes)]",
    ]
    return "{\(members.joined(separator: ","))}\n"
  }

  /// Gives the objects of several problems, one a line.
  package func text(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { text($0) }.joined()
  }

  private func object(of note: Diagnostic.Note) -> String {
    "{\(place(note.span)),\"message\":\(quoted(note.text))}"
  }

  private func place(_ span: SourceSpan?) -> String {
    guard let span else { return "\"file\":null,\"line\":null,\"column\":null,\"length\":null" }
    return "\"file\":\(quoted(span.file)),\"line\":\(span.line),"
      + "\"column\":\(span.column),\"length\":\(span.length)"
  }

  /// Quotes a text by RFC 8259; control characters are escaped, all else stands as it is.
  private func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
