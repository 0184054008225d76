/// Where one field of a CSV file lies in its bytes, without the quotes around it.
struct CSVField: Sendable {
  /// The offset of the first byte of the content.
  let start: Int
  /// The count of the bytes and two flags, in one word: there is a field for each value.
  private let packed: Int

  /// Takes the place of the content, and how it is written.
  init(start: Int, end: Int, isQuoted: Bool, hasEscapes: Bool) {
    self.start = start
    packed = (end - start) << 2 | (isQuoted ? 2 : 0) | (hasEscapes ? 1 : 0)
  }

  /// The offset after the last byte of the content.
  var end: Int { start + (packed >> 2) }

  /// The bytes of the content.
  var range: Range<Int> { start..<end }

  /// Whether quotes stand around the content.
  var isQuoted: Bool { packed & 2 != 0 }

  /// Whether the content has quotes written twice.
  var hasEscapes: Bool { packed & 1 != 0 }

  /// The offset where the field begins, at its quote if it has one.
  var opening: Int { isQuoted ? start - 1 : start }

  /// Whether there is nothing between the delimiters, not even quotes.
  var isBlank: Bool { packed == 0 }
}
