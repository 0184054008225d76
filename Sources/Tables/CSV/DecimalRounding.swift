/// Correct rounding of decimal digits to a number.
enum DecimalRounding {
  /// Gives digits times a power of ten, rounded once; nil where the power is too large for it.
  ///
  /// Where both factors are exact, one operation rounds once (Clinger: How to read floating point
  /// numbers accurately, 1990). Else ten to the n is five to the n, which fits 63 bits up to 27,
  /// times two to the n: the digits are multiplied or divided by the power of five in 128 bits, and
  /// the result, with what is left over, is rounded to 53 bits, a half to the even.
  static func value(digits: UInt64, exponent: Int) -> Double? {
    if digits == 0 { return 0 }
    if digits <= 1 << 53, abs(exponent) <= 22 {
      let power = exactPowers[abs(exponent)]
      return exponent < 0 ? Double(digits) / power : Double(digits) * power
    }
    guard abs(exponent) <= 27 else { return nil }
    let five = fives[abs(exponent)]
    return exponent < 0
      ? quotient(digits, by: five, twos: exponent) : product(digits, five, twos: exponent)
  }

  private static func quotient(_ digits: UInt64, by divisor: UInt64, twos: Int) -> Double {
    let up = digits.leadingZeroBitCount
    let down = divisor.leadingZeroBitCount
    let numerator = digits << UInt64(up)
    // The numerator times 2^63, so that the quotient has 63 or 64 bits.
    let (quotient, rest) = (divisor << UInt64(down)).dividingFullWidth(
      (numerator >> 1, numerator << 63))
    return rounded(quotient, isMore: rest != 0, twos: twos - 63 + down - up)
  }

  private static func product(_ digits: UInt64, _ factor: UInt64, twos: Int) -> Double {
    let (high, low) = digits.multipliedFullWidth(by: factor)
    guard high > 0 else { return rounded(low, isMore: false, twos: twos) }
    let shift = UInt64(high.leadingZeroBitCount)
    let top = shift == 0 ? high : high << shift | low >> (64 - shift)
    return rounded(top, isMore: low << shift != 0, twos: twos + 64 - Int(shift))
  }

  /// Rounds a whole number, perhaps with a bit more behind it, and multiplies by a power of two.
  private static func rounded(_ whole: UInt64, isMore: Bool, twos: Int) -> Double {
    let drop = UInt64(max(0, 11 - whole.leadingZeroBitCount))
    var kept = whole >> drop
    if drop > 0 {
      let rest = whole & ((1 << drop) - 1)
      let half: UInt64 = 1 << (drop - 1)
      if rest > half || (rest == half && (isMore || kept & 1 == 1)) { kept += 1 }
    }
    // Powers of two from -200 to 200 come here, and all of them are exact.
    let exponent = Double(sign: .plus, exponent: twos + Int(drop), significand: 1)
    return Double(kept) * exponent
  }

  /// The powers of ten that 64 bits hold exactly.
  private static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private static let fives: [UInt64] = {
    var powers: [UInt64] = [1]
    for _ in 0..<27 { powers.append(powers[powers.count - 1] * 5) }
    return powers
  }()
}
