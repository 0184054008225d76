/// Bytes that are not what their reader expected: a damaged or foreign artifact.
package struct ByteReaderError: Error, Sendable, Equatable {
  /// What was being read.
  package let expected: String
  /// The offset at which it was not there.
  package let offset: Int

  package init(expected: String, offset: Int) {
    self.expected = expected
    self.offset = offset
  }
}

/// Reads what a byte writer wrote; every length is checked against what is left.
package struct ByteReader: Sendable {
  private let bytes: [UInt8]
  package private(set) var offset = 0

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether all bytes were read.
  package var isAtEnd: Bool { offset == bytes.count }

  /// Reads one byte.
  package mutating func byte() throws(ByteReaderError) -> UInt8 {
    guard offset < bytes.count else { throw failure("a byte") }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// Reads a truth value.
  package mutating func flag() throws(ByteReaderError) -> Bool {
    switch try byte() {
    case 0: return false
    case 1: return true
    default: throw failure("a truth value")
    }
  }

  /// Reads 64 bits.
  package mutating func word() throws(ByteReaderError) -> UInt64 {
    guard bytes.count - offset >= 8 else { throw failure("eight bytes") }
    var value: UInt64 = 0
    for index in 0..<8 {
      value |= UInt64(bytes[offset + index]) << UInt64(8 * index)
    }
    offset += 8
    return value
  }

  /// Reads a whole number.
  package mutating func integer() throws(ByteReaderError) -> Int {
    Int(Int64(bitPattern: try word()))
  }

  /// Reads a number.
  package mutating func number() throws(ByteReaderError) -> Double {
    Double(bitPattern: try word())
  }

  /// Reads a text.
  package mutating func text() throws(ByteReaderError) -> String {
    let block = try block()
    guard let text = String(validating: block, as: UTF8.self) else { throw failure("UTF-8 text") }
    return text
  }

  /// Reads bytes that were written with their count.
  package mutating func block() throws(ByteReaderError) -> [UInt8] {
    let count = try count(bytesEach: 1)
    defer { offset += count }
    return Array(bytes[offset..<offset + count])
  }

  /// Reads a digest.
  package mutating func digest() throws(ByteReaderError) -> Digest {
    guard bytes.count - offset >= 32,
      let digest = Digest(bytes: Array(bytes[offset..<offset + 32]))
    else { throw failure("a digest") }
    offset += 32
    return digest
  }

  /// Reads numbers that were written with their count.
  package mutating func numbers() throws(ByteReaderError) -> [Double] {
    let count = try count(bytesEach: 8)
    var values: [Double] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try number()) }
    return values
  }

  /// Reads whole numbers that were written with their count.
  package mutating func integers() throws(ByteReaderError) -> [Int] {
    let count = try count(bytesEach: 8)
    var values: [Int] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try integer()) }
    return values
  }

  /// Reads texts that were written with their count.
  package mutating func texts() throws(ByteReaderError) -> [String] {
    let count = try count(bytesEach: 8)
    var values: [String] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try text()) }
    return values
  }

  /// Reads a count and checks that so many items of at least so many bytes can still follow.
  package mutating func count(bytesEach: Int) throws(ByteReaderError) -> Int {
    let count = try integer()
    guard count >= 0, count <= (bytes.count - offset) / bytesEach else {
      throw failure("a count that fits the bytes left")
    }
    return count
  }

  /// Makes the error for what is missing here.
  package func failure(_ expected: String) -> ByteReaderError {
    ByteReaderError(expected: expected, offset: offset)
  }
}
