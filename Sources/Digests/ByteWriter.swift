/// Writes values as canonical bytes: little-endian, each text and list with its length first.
///
/// Equal values give equal bytes on every machine, so the digest of the bytes names the value.
/// Not a number is written as one pattern, and minus zero keeps its sign.
package struct ByteWriter: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Writes one byte.
  package mutating func byte(_ value: UInt8) {
    bytes.append(value)
  }

  /// Writes a truth value as one byte.
  package mutating func flag(_ value: Bool) {
    bytes.append(value ? 1 : 0)
  }

  /// Writes a whole number as eight bytes.
  package mutating func integer(_ value: Int) {
    word(UInt64(bitPattern: Int64(value)))
  }

  /// Writes 64 bits.
  package mutating func word(_ value: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  /// Writes a number by its bit pattern; every not-a-number gives the same bytes.
  package mutating func number(_ value: Double) {
    word(value.isNaN ? Double.nan.bitPattern : value.bitPattern)
  }

  /// Writes a text as the count of its UTF-8 bytes and the bytes.
  package mutating func text(_ value: String) {
    block(Array(value.utf8))
  }

  /// Writes bytes with their count first.
  package mutating func block(_ value: [UInt8]) {
    integer(value.count)
    bytes.append(contentsOf: value)
  }

  /// Writes a digest as its 32 bytes.
  package mutating func digest(_ value: Digest) {
    bytes.append(contentsOf: value.bytes)
  }

  /// Writes numbers with their count first.
  package mutating func numbers(_ values: [Double]) {
    integer(values.count)
    makeRoom(8 * values.count)
    for value in values { number(value) }
  }

  /// Makes room for so many more bytes, and for as many as there are when it has to grow.
  ///
  /// To ask for just what is needed would copy everything anew for each column of a table.
  private mutating func makeRoom(_ count: Int) {
    let needed = bytes.count + count
    if needed > bytes.capacity { bytes.reserveCapacity(max(needed, 2 * bytes.capacity)) }
  }

  /// Writes whole numbers with their count first.
  package mutating func integers(_ values: [Int]) {
    integer(values.count)
    makeRoom(8 * values.count)
    for value in values { integer(value) }
  }

  /// Writes texts with their count first.
  package mutating func texts(_ values: [String]) {
    integer(values.count)
    for value in values { text(value) }
  }
}
