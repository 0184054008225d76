import Digests

/// Some levels of a column, by their places.
package struct LevelSet: Hashable, Sendable {
  /// A bit for each place, 64 in a word.
  package private(set) var words: [UInt64]

  /// How many places there are, a multiple of 64.
  package var places: Int { words.count * 64 }

  init(count: Int) {
    words = [UInt64](repeating: 0, count: (count + 63) / 64)
  }

  /// Tells whether a level is among them; what is no place of a level is not.
  package func contains(_ value: Double) -> Bool {
    guard value >= 0, value < Double(words.count * 64) else { return false }
    let place = Int(value)
    return words[place >> 6] >> UInt64(place & 63) & 1 == 1
  }

  /// Takes in a level, which has a place among the words.
  mutating func insert(_ place: Int) { words[place >> 6] |= 1 << UInt64(place & 63) }

  func encode(into writer: inout ByteWriter) {
    writer.integer(words.count)
    for word in words { writer.integer(Int(bitPattern: UInt(word))) }
  }

  init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    words = []
    for _ in 0..<(try reader.count(bytesEach: 8)) {
      words.append(UInt64(UInt(bitPattern: try reader.integer())))
    }
  }
}
