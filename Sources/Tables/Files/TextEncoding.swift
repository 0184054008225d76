/// How the characters of a text file are written as bytes.
package enum TextEncoding: String, Hashable, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case latin1 = "latin-1"
  /// Big-endian unless a byte order mark says otherwise.
  case utf16 = "utf-16"
  case windows1252 = "windows-1252"

  /// A byte that means nothing in an encoding.
  struct Fault: Error {
    let offset: Int
    /// The bytes before it, as UTF-8.
    let before: [UInt8]
  }

  /// Gives UTF-8 bytes; a part may end in the middle of a character.
  func utf8Bytes(of bytes: [UInt8], isPart: Bool) throws(Fault) -> [UInt8] {
    switch self {
    case .utf8:
      return Self.hasUTF16Mark(bytes) ? try Self.ofUTF16(bytes, isPart: isPart) : bytes
    case .utf16:
      return try Self.ofUTF16(bytes, isPart: isPart)
    case .latin1:
      return try Self.ofSingleBytes(bytes) { UInt32($0) }
    case .windows1252:
      return try Self.ofSingleBytes(bytes) { byte in
        guard (0x80...0x9f).contains(byte) else { return UInt32(byte) }
        let scalar = Self.windowsScalars[Int(byte) - 0x80]
        return scalar == 0 ? nil : UInt32(scalar)
      }
    }
  }

  /// Whether the bytes begin with a byte order mark of UTF-16, and not of UTF-32.
  static func hasUTF16Mark(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xfe, 0xff]) || (bytes.starts(with: [0xff, 0xfe]) && !isUTF32(bytes))
  }

  /// Whether the bytes begin with a byte order mark of UTF-32.
  static func isUTF32(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xff, 0xfe, 0, 0]) || bytes.starts(with: [0, 0, 0xfe, 0xff])
  }

  private static func ofSingleBytes(
    _ bytes: [UInt8], _ scalar: (UInt8) -> UInt32?
  ) throws(Fault) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 16)
    for (offset, byte) in bytes.enumerated() {
      if byte < 0x80 {
        result.append(byte)
      } else if let value = scalar(byte) {
        append(value, to: &result)
      } else {
        throw Fault(offset: offset, before: result)
      }
    }
    return result
  }

  private static func ofUTF16(_ bytes: [UInt8], isPart: Bool) throws(Fault) -> [UInt8] {
    let isLittle = bytes.starts(with: [0xff, 0xfe])
    func unit(_ offset: Int) -> UInt32 {
      let (first, second) = (UInt32(bytes[offset]), UInt32(bytes[offset + 1]))
      return isLittle ? second << 8 | first : first << 8 | second
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 2)
    var offset = hasUTF16Mark(bytes) ? 2 : 0
    while offset + 1 < bytes.count {
      let first = unit(offset)
      offset += 2
      guard (0xd800..<0xe000).contains(first) else {
        append(first, to: &result)
        continue
      }
      if offset + 1 >= bytes.count, isPart { return result }
      guard first < 0xdc00, offset + 1 < bytes.count, case let second = unit(offset),
        (0xdc00..<0xe000).contains(second)
      else { throw Fault(offset: offset - 2, before: result) }
      append(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00), to: &result)
      offset += 2
    }
    guard offset == bytes.count || isPart else { throw Fault(offset: offset, before: result) }
    return result
  }

  /// Adds a scalar, which is no half of a pair, as UTF-8.
  private static func append(_ value: UInt32, to bytes: inout [UInt8]) {
    guard let scalar = Unicode.Scalar(value) else { return }
    bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// What the bytes 0x80 to 0x9f stand for; 0 for the five that stand for nothing.
  private static let windowsScalars: [UInt16] = [
    0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc,
    0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
  ]
}
