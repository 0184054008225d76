/// A run of text with a few kinds of emphasis; whoever shows it does the escaping.
package struct Text: Hashable, Sendable, Codable, ExpressibleByStringInterpolation {
  /// A piece of a text in one kind of emphasis.
  package enum Run: Hashable, Sendable, Codable {
    case plain(String)
    case strong(String)
    case code(String)
    /// A link to a place of the same document, by its identifier.
    case reference(String, to: String)
  }

  package let runs: [Run]

  package init(_ runs: [Run]) {
    self.runs = runs
  }

  package init(_ plain: String) {
    runs = [.plain(plain)]
  }

  package init(stringLiteral value: String) {
    self.init(value)
  }

  /// A text in strong emphasis.
  package static func strong(_ text: String) -> Text { Text([.strong(text)]) }

  /// A text to be typed or found in a file.
  package static func code(_ text: String) -> Text { Text([.code(text)]) }

  /// A link to a place of the same document.
  package static func reference(_ text: String, to identifier: String) -> Text {
    Text([.reference(text, to: identifier)])
  }

  package static func + (a: Text, b: Text) -> Text { Text(a.runs + b.runs) }

  /// The text without emphasis.
  package var plain: String {
    runs.map { run in
      switch run {
      case .plain(let text), .strong(let text), .code(let text), .reference(let text, _): text
      }
    }.joined()
  }
}
