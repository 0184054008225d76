/// Numbers as other programs lay them out: little-endian, one after the other.
enum TensorBytes {
  /// Gives doubles, or floats, as bytes.
  static func bytes(of numbers: [Double], isDouble: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * (isDouble ? 8 : 4))
    for number in numbers {
      let bits = isDouble ? number.bitPattern : UInt64(Float(number).bitPattern)
      for shift in stride(from: UInt64(0), to: isDouble ? 64 : 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
      }
    }
    return bytes
  }
}
