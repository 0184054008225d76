/// The words for true and false.
enum FlagWord {
  private static let yes = Array("true".utf8)
  private static let no = Array("false".utf8)

  /// Reads `true` or `false` in any case; only these make a column one of flags by themselves.
  static func parse(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool? {
    switch range.count {
    case 4: matches(yes, bytes, range) ? true : nil
    case 5: matches(no, bytes, range) ? false : nil
    default: nil
    }
  }

  /// Reads a word of a column that is declared as flags.
  static func parseDeclared(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool? {
    if let flag = parse(bytes, range) { return flag }
    guard range.count <= 3 else { return nil }
    return words.first { matches($0.bytes, bytes, range) }?.value
  }

  /// The words of a declared column, for messages.
  static let declaredWords = "true, false, yes, no, y, n, t, f, on, off, 1 or 0"

  private static let words: [(bytes: [UInt8], value: Bool)] = [
    ("1", true), ("0", false), ("yes", true), ("no", false), ("y", true), ("n", false),
    ("t", true), ("f", false), ("on", true), ("off", false),
  ].map { (Array($0.0.utf8), $0.1) }

  private static func matches(
    _ word: [UInt8], _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    guard word.count == range.count else { return false }
    for index in word.indices {
      let byte = bytes[range.lowerBound + index]
      // Only letters are made small; digits have the bit already.
      guard byte >= 0x30, byte | 0x20 == word[index] else { return false }
    }
    return true
  }
}
