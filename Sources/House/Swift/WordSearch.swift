import Diagnostics

/// Finds words in the code of a file.
enum WordSearch {
  /// A word found and where.
  struct Hit {
    let word: String
    let span: SourceSpan
  }

  /// Gives every place where one of the words stands on its own in code.
  ///
  /// A word may have several tokens, such as `nonisolated(unsafe)`, and ends as written: one that
  /// ends in a parenthesis is a call. A full stop before it makes it another name, unless the
  /// word begins with one, and so does a declaration.
  static func hits(of words: [String], in file: SwiftText) -> [Hit] {
    let patterns = words.map { (word: $0, bytes: Array($0.utf8)) }
    return file.code.enumerated().flatMap { number, bytes in
      patterns.flatMap { pattern in
        places(of: pattern.bytes, in: bytes).filter { !isDeclared(at: $0, in: bytes) }.map {
          place in
          Hit(
            word: pattern.word,
            span: file.span(line: number + 1, byte: place, length: pattern.word.count))
        }
      }
    }
  }

  /// Whether a place in a line follows a word that declares a name.
  private static func isDeclared(at place: Int, in line: [UInt8]) -> Bool {
    let before = String(decoding: line[..<place], as: UTF8.self)
    return ["case ", "func ", "let ", "var "].contains { before.hasSuffix($0) }
  }

  /// Gives the bytes at which a word begins in a line.
  static func places(of word: [UInt8], in line: [UInt8]) -> [Int] {
    guard let first = word.first, let last = word.last, line.count >= word.count else { return [] }
    return (0...line.count - word.count).filter { place in
      guard line[place] == first, line[place..<place + word.count].elementsEqual(word) else {
        return false
      }
      let end = place + word.count
      let beginsWord =
        place == 0 || !SwiftToken.isWordByte(first)
        || (!SwiftToken.isWordByte(line[place - 1]) && line[place - 1] != UInt8(ascii: "."))
      let endsWord =
        end == line.count || !SwiftToken.isWordByte(last) || !SwiftToken.isWordByte(line[end])
      return beginsWord && endsWord
    }
  }
}
