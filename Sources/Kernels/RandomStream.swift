import Foundation

/// Random numbers by counting: the same seed and names give the same numbers anywhere.
///
/// Philox-4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers, as easy as 1, 2, 3; 2011).
/// A stream is a value: a copy repeats the numbers, and a derived stream is independent of how
/// many numbers were drawn from the one it came from.
package struct RandomStream: Sendable {
  private let key: UInt64
  private let stream: UInt64
  private var position: UInt64 = 0
  private var buffered: UInt64?

  package init(seed: UInt64, stream: UInt64 = 0) {
    key = seed
    self.stream = stream
  }

  /// Gives the stream of a purpose and an index, independent of this stream's position.
  package func derived(_ purpose: String, _ index: Int = 0) -> RandomStream {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in purpose.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let mixed = Self.mix(Self.mix(stream ^ Self.mix(hash)) ^ UInt64(bitPattern: Int64(index)))
    return RandomStream(seed: key, stream: mixed)
  }

  /// Gives the next 64 bits.
  package mutating func next() -> UInt64 {
    if let value = buffered {
      buffered = nil
      return value
    }
    let block = Self.philox(counter: (position, stream), key: key)
    position &+= 1
    buffered = block.1
    return block.0
  }

  /// Gives a number in [0, 1) with 53 random bits.
  package mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Gives a whole number in 0..<count without bias.
  ///
  /// Lemire: Fast random integer generation in an interval, 2019.
  package mutating func integer(below count: Int) -> Int {
    precondition(count > 0, "the range is not empty")
    let range = UInt64(count)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// Gives a number from the standard normal distribution.
  ///
  /// Box and Muller (1958), one number from two uniform ones: no state besides the position.
  package mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * Double.pi * uniform())
  }

  /// Gives the numbers 0..<count in a random order (Fisher and Yates).
  package mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, integer(below: last + 1))
    }
    return order
  }

  /// Mixes 64 bits so that each input bit reaches each output bit (the finaliser of SplitMix64).
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Ten rounds of Philox on a 128-bit counter with a 64-bit key.
  package static func philox(counter: (UInt64, UInt64), key: UInt64) -> (UInt64, UInt64) {
    var c0 = UInt32(truncatingIfNeeded: counter.0)
    var c1 = UInt32(truncatingIfNeeded: counter.0 >> 32)
    var c2 = UInt32(truncatingIfNeeded: counter.1)
    var c3 = UInt32(truncatingIfNeeded: counter.1 >> 32)
    var k0 = UInt32(truncatingIfNeeded: key)
    var k1 = UInt32(truncatingIfNeeded: key >> 32)
    for _ in 0..<10 {
      let first = UInt64(c0) &* 0xD251_1F53
      let second = UInt64(c2) &* 0xCD9E_8D57
      c0 = UInt32(truncatingIfNeeded: second >> 32) ^ c1 ^ k0
      c1 = UInt32(truncatingIfNeeded: second)
      c2 = UInt32(truncatingIfNeeded: first >> 32) ^ c3 ^ k1
      c3 = UInt32(truncatingIfNeeded: first)
      k0 = k0 &+ 0x9E37_79B9
      k1 = k1 &+ 0xBB67_AE85
    }
    return (UInt64(c0) | UInt64(c1) << 32, UInt64(c2) | UInt64(c3) << 32)
  }
}
