/// A declaration at the level of a file, a type or a protocol; those inside bodies are left out.
package struct Declaration: Hashable, Sendable {
  /// What is declared.
  package enum Kind: String, Hashable, Sendable {
    case alias
    case associatedType
    case deinitialiser
    case enumCase
    case `extension`
    case function
    case initialiser
    case `protocol`
    case `subscript`
    case type
    case variable
  }

  /// Where it is declared.
  package enum Scope: Hashable, Sendable {
    case file
    case `protocol`
    case type
  }

  package var kind: Kind
  package var name: String
  package var scope: Scope
  /// Whether it, or something around it in this file, is private.
  package var isPrivate: Bool
  /// The line of the first attribute or modifier, from 1.
  package var firstLine: Int
  /// The line of the word that declares it, from 1.
  package var line: Int
  /// The byte of that word in its line, from 0.
  package var byte: Int
  /// The line of the closing brace, or of the declaring word where there is no body.
  package var lastLine: Int
  /// The labels of the parameters, an underscore where there is none.
  package var labels: [String] = []
  /// The names of the parameters inside the body.
  package var parameters: [String] = []
  /// Whether a variable is computed; one with observers is stored.
  package var isComputed = false
  /// The name of the type it belongs to, as written.
  package var owner: String?

  /// The name and labels as they are called, such as `encode(to:)`; the name alone for variables.
  package var signature: String {
    switch kind {
    case .function, .initialiser, .subscript: "\(name)(\(labels.map { "\($0):" }.joined()))"
    default: name
    }
  }

  /// The number of lines from the declaring word to the closing brace.
  package var lineCount: Int { lastLine - line + 1 }
}
