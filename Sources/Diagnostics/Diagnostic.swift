/// One thing that is wrong, where it is, and what would help.
package struct Diagnostic: Error, Hashable, Sendable, Codable {
  /// How much it matters: an error stops the run, a warning does not.
  package enum Severity: String, Hashable, Sendable, Codable {
    case error
    case warning
  }

  /// A second place that belongs to the problem, such as the first of two equal keys.
  package struct Note: Hashable, Sendable, Codable {
    package let text: String
    package let span: SourceSpan?

    package init(_ text: String, span: SourceSpan? = nil) {
      self.text = text
      self.span = span
    }
  }

  package let code: DiagnosticCode
  package let severity: Severity
  /// One sentence in lower case without a full stop that can stand alone.
  package let headline: String
  /// Where it is, when it is somewhere in a text.
  package let span: SourceSpan?
  /// The text of the line that the span points into, when it is worth showing.
  package let lineText: String?
  package let notes: [Note]
  /// What the reader can do next, one sentence each.
  package let hints: [String]

  package init(
    _ code: DiagnosticCode, _ headline: String, severity: Severity = .error,
    span: SourceSpan? = nil, lineText: String? = nil, notes: [Note] = [], hints: [String] = []
  ) {
    self.code = code
    self.severity = severity
    self.headline = headline
    self.span = span
    self.lineText = lineText
    self.notes = notes
    self.hints = hints
  }
}

/// Problems that end what was asked, thrown where going on makes no sense.
package struct DiagnosticError: Error, Sendable {
  /// At least one problem, in the order of the text.
  package let diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) {
    precondition(!diagnostics.isEmpty, "an error carries at least one diagnostic")
    self.diagnostics = diagnostics
  }

  package init(_ diagnostic: Diagnostic) {
    diagnostics = [diagnostic]
  }
}
