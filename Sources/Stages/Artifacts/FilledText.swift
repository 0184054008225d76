import Analyses

/// A text in Markdown with the values of its references put in.
package struct FilledText: Artifact, Hashable {
  package static let format = "markdown"

  package let source: String

  package init(_ source: String) {
    self.source = source
  }

  package func encoded() -> [UInt8] { Array(source.utf8) }

  package static func decode(_ bytes: [UInt8]) throws -> FilledText {
    guard let source = String(validating: bytes, as: UTF8.self) else {
      throw StageProblem("a stored text is not UTF-8")
    }
    return FilledText(source)
  }
}
