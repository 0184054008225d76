/// A number not below zero as decimal digits: 0.d1d2d3… times ten to the power of the point.
struct DecimalDigits {
  /// The digits 0 to 9, neither first nor last a zero.
  var digits: [UInt8] = []
  var point = 0

  /// Takes the digits from Swift's description, which are the fewest that read back.
  init(shortest number: Double) {
    digits.reserveCapacity(24)
    var seenPoint = false
    var exponent = 0
    var exponentSign: Int?
    for byte in number.description.utf8 {
      switch byte {
      case UInt8(ascii: "."): seenPoint = true
      case UInt8(ascii: "e"): exponentSign = 1
      case UInt8(ascii: "-"): exponentSign = -1
      case UInt8(ascii: "+"): continue
      default:
        let digit = byte &- UInt8(ascii: "0")
        if exponentSign != nil {
          exponent = exponent * 10 + Int(digit)
        } else {
          // Zeros before the first other digit only move the point.
          if digit != 0 || !digits.isEmpty { digits.append(digit) }
          if digits.isEmpty { point -= seenPoint ? 1 : 0 } else { point += seenPoint ? 0 : 1 }
        }
      }
    }
    point += exponent * (exponentSign ?? 1)
    dropZeros()
  }

  /// Rounds the digits of a number to so many, as if all its decimal places had been written.
  ///
  /// The shortest digits lie on the same side of a half as the number itself, as the half would
  /// else be a shorter text for it. Only digits that are a half must be compared with the number.
  mutating func round(to count: Int, of number: Double) {
    guard digits.count > count else { return }
    let rest = digits[count...]
    var isUp = digits[count] >= 5
    if digits[count] == 5, rest.count == 1 {
      let order = order(to: number)
      isUp = order < 0 || (order == 0 && !digits[count - 1].isMultiple(of: 2))
    }
    digits.removeSubrange(count...)
    if isUp {
      while digits.last == 9 { digits.removeLast() }
      if let last = digits.popLast() {
        digits.append(last + 1)
      } else {
        digits = [1]
        point += 1
      }
    }
    dropZeros()
  }

  /// Adds the digits to bytes, laid out as the `%g` of C does.
  func append(precision: Int, to bytes: inout [UInt8]) {
    guard !digits.isEmpty else {
      bytes.append(UInt8(ascii: "0"))
      return
    }
    let exponent = point - 1
    let isPlain = exponent >= -4 && exponent < precision
    if isPlain, point <= 0 {
      bytes.append(contentsOf: "0.".utf8)
      for _ in point..<0 { bytes.append(UInt8(ascii: "0")) }
    }
    let pointPlace = isPlain ? (point > 0 ? point : nil) : 1
    for (index, digit) in digits.enumerated() {
      if index == pointPlace { bytes.append(UInt8(ascii: ".")) }
      bytes.append(digit + UInt8(ascii: "0"))
    }
    if isPlain {
      for _ in 0..<max(0, point - digits.count) { bytes.append(UInt8(ascii: "0")) }
    } else {
      let size = exponent.magnitude
      bytes.append(contentsOf: (exponent < 0 ? "e-" : "e+").utf8)
      bytes.append(contentsOf: "\(size < 10 ? "0" : "")\(size)".utf8)
    }
  }

  private mutating func dropZeros() {
    while digits.last == 0 { digits.removeLast() }
  }

  /// Compares the digits exactly with a number: -1 when they are less, 0 when equal, else 1.
  private func order(to number: Double) -> Int {
    let written = digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
    let ten = point - digits.count
    let two = Int(number.exponent) - 52
    // A significand in [1, 2) with 52 bits after the point, made whole.
    let whole = UInt64(number.significand * 0x1p52)
    var left = BigNatural(written)
    var right = BigNatural(whole)
    if ten > 0 { left.multiply(by: 5, times: ten) } else { right.multiply(by: 5, times: -ten) }
    if ten > two {
      left.multiply(by: 2, times: ten - two)
    } else {
      right.multiply(by: 2, times: two - ten)
    }
    return left.order(to: right)
  }
}

/// A whole number of any size, with the little that comparing decimals needs.
private struct BigNatural {
  /// The digits in base 2^32, the lowest first, the last not zero.
  private var words: [UInt32]

  init(_ value: UInt64) {
    words = [UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32)]
    if words[1] == 0 { words.removeLast() }
  }

  /// Multiplies by a small number again and again.
  mutating func multiply(by factor: UInt32, times: Int) {
    for _ in 0..<times {
      var carry: UInt64 = 0
      for index in words.indices {
        let product = UInt64(words[index]) * UInt64(factor) + carry
        words[index] = UInt32(truncatingIfNeeded: product)
        carry = product >> 32
      }
      if carry > 0 { words.append(UInt32(carry)) }
    }
  }

  func order(to other: BigNatural) -> Int {
    if words.count != other.words.count { return words.count < other.words.count ? -1 : 1 }
    for (a, b) in zip(words.reversed(), other.words.reversed()) where a != b {
      return a < b ? -1 : 1
    }
    return 0
  }
}
