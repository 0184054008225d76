package import Diagnostics

/// One place where the repository breaks a rule of the house.
package struct Finding: Hashable, Sendable {
  /// The name of the rule that was broken.
  package let rule: String
  /// Where it is; the first column of the first line when it concerns a whole file.
  package let span: SourceSpan
  /// One sentence in lower case without a full stop: what is wrong and what is allowed.
  package let sentence: String

  package init(rule: String, span: SourceSpan, sentence: String) {
    self.rule = rule
    self.span = span
    self.sentence = sentence
  }

  /// The line that editors can jump from.
  package var line: String {
    "\(span.place): error: \(sentence) [\(rule)]"
  }

  /// Whether a finding comes first when sorted by file, line, column and sentence.
  package static func isOrdered(_ a: Finding, _ b: Finding) -> Bool {
    (a.span.file, a.span.line, a.span.column, a.sentence)
      < (b.span.file, b.span.line, b.span.column, b.sentence)
  }
}
