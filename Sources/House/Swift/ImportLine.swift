import Diagnostics

/// An import of a file.
struct ImportLine {
  let module: String
  /// Where the module is named.
  let span: SourceSpan

  /// Gives the imports of a file in order.
  static func all(in file: SwiftText) -> [ImportLine] {
    file.code.enumerated().compactMap { number, bytes in
      let words = SwiftToken.tokens(in: [bytes])
      guard let place = words.firstIndex(where: { $0.text == "import" }), place + 1 < words.count,
        words[..<place].allSatisfy({ leading.contains($0.text) })
      else { return nil }
      var module = place + 1
      if kinds.contains(words[module].text), module + 1 < words.count { module += 1 }
      let word = words[module]
      return ImportLine(
        module: word.text,
        span: file.span(line: number + 1, byte: word.byte, length: word.text.count))
    }
  }

  /// What may stand before the word.
  private static let leading: Set<String> = [
    "@", "exported", "_exported", "fileprivate", "internal", "package", "preconcurrency",
    "private", "public", "testable",
  ]

  /// What may stand between the word and the module.
  private static let kinds: Set<String> = [
    "class", "enum", "func", "let", "protocol", "struct", "typealias", "var",
  ]
}
