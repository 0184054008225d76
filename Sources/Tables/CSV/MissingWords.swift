/// The words that stand for a missing value, for comparing with many fields.
struct MissingWords: Sendable {
  private let words: [[UInt8]]
  private let hasEmpty: Bool
  private let countMax: Int
  /// For each byte whether a word begins with it.
  private let firstBytes: [Bool]

  init(_ words: [String]) {
    self.words = words.map { Array($0.utf8) }
    hasEmpty = words.contains("")
    countMax = self.words.map(\.count).max() ?? 0
    var firstBytes = [Bool](repeating: false, count: 256)
    for byte in self.words.compactMap(\.first) { firstBytes[Int(byte)] = true }
    self.firstBytes = firstBytes
  }

  /// Tells whether a field is missing; quotes around a word make it a text.
  @inline(__always)
  func contains(_ field: CSVField, _ bytes: Span<UInt8>) -> Bool {
    guard !field.isQuoted else { return false }
    let range = field.range
    if range.isEmpty { return hasEmpty }
    guard firstBytes[Int(bytes[range.lowerBound])], range.count <= countMax else { return false }
    return isWord(range, bytes)
  }

  private func isWord(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    words.contains { word in
      guard word.count == range.count else { return false }
      for index in word.indices where word[index] != bytes[range.lowerBound + index] {
        return false
      }
      return true
    }
  }
}
