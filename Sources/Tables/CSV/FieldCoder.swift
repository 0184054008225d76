/// Codes the texts of some fields: each distinct content gets a number at its first appearance.
struct FieldCoder {
  private(set) var codes: [Int32] = []
  /// The first field of each content.
  private(set) var levels: [CSVField] = []
  /// For each place of the hash table the code that lies there, or -1.
  private var slots = [Int32](repeating: -1, count: 64)

  init(capacity: Int) {
    codes.reserveCapacity(capacity)
  }

  /// Adds a row without a text.
  mutating func appendMissing() {
    codes.append(TextValues.missing)
  }

  /// Adds the content of a field; quotes written twice count as two.
  mutating func append(_ field: CSVField, _ bytes: Span<UInt8>) {
    if 2 * levels.count >= slots.count { grow(bytes) }
    let range = field.range
    let mask = slots.count - 1
    var slot = Self.hash(range, bytes) & mask
    while slots[slot] >= 0 {
      if Self.areEqual(levels[Int(slots[slot])].range, range, bytes) {
        codes.append(slots[slot])
        return
      }
      slot = (slot + 1) & mask
    }
    let code = Int32(levels.count)
    slots[slot] = code
    levels.append(field)
    codes.append(code)
  }

  private mutating func grow(_ bytes: Span<UInt8>) {
    let mask = slots.count * 4 - 1
    slots = [Int32](repeating: -1, count: mask + 1)
    for code in levels.indices {
      var slot = Self.hash(levels[code].range, bytes) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(code)
    }
  }

  /// Fowler, Noll and Vo's hash; the same in every run.
  private static func hash(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }

  private static func areEqual(_ a: Range<Int>, _ b: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    for index in 0..<a.count where bytes[a.lowerBound + index] != bytes[b.lowerBound + index] {
      return false
    }
    return true
  }
}
