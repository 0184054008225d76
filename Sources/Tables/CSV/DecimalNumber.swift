/// Numbers as people write them in tables: `12`, `-0.5`, `.5`, `5.`, `+1e-3`, `1E6`.
///
/// Nothing else is a number: no spaces, no thousands separators, no decimal comma, no hexadecimal
/// digits, no `inf` and no `nan`; nor is one that is too large for 64 bits, such as `1e999`.
enum DecimalNumber {
  /// The powers of ten that 64 bits hold exactly.
  private static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// Reads a number, correctly rounded, or gives nil where the bytes are not one.
  static func parse(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
    guard let parts = parts(bytes, range) else { return nil }
    // Clinger: How to read floating point numbers accurately, 1990: both factors are exact, so
    // one operation rounds once.
    if parts.digitCount <= 18, parts.digits <= 1 << 53, abs(parts.exponent) <= 22 {
      let digits = Double(parts.digits)
      let power = exactPowers[abs(parts.exponent)]
      let value = parts.exponent < 0 ? digits / power : digits * power
      return parts.isNegative ? -value : value
    }
    let value = Double(String(decoding: bytes[range], as: UTF8.self))
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Tells whether the bytes are an infinity, which only a column declared as numbers may hold.
  static func infinity(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
    guard range.count <= 9 else { return nil }
    switch String(decoding: bytes[range], as: UTF8.self).lowercased() {
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: return nil
    }
  }

  private struct Parts {
    var isNegative = false
    /// The digits without the point, right when there are at most 18.
    var digits: UInt64 = 0
    /// The count of digits after leading zeros.
    var digitCount = 0
    /// The power of ten of the last digit.
    var exponent = 0
  }

  /// Cuts a number into sign, digits and exponent; nil where the bytes are not a number.
  private static func parts(_ bytes: [UInt8], _ range: Range<Int>) -> Parts? {
    var parts = Parts()
    var index = range.lowerBound
    func isDigit(_ index: Int) -> Bool { index < range.upperBound && bytes[index] &- 48 <= 9 }
    func isAt(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Bool {
      index < range.upperBound
        && (bytes[index] == UInt8(ascii: a) || bytes[index] == UInt8(ascii: b))
    }

    if isAt("-", "+") {
      parts.isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    var hasDigits = false
    var afterPoint = false
    while true {
      if isDigit(index) {
        hasDigits = true
        parts.digits = parts.digits &* 10 &+ UInt64(bytes[index] &- 48)
        if parts.digits != 0 { parts.digitCount += 1 }
        if afterPoint { parts.exponent -= 1 }
      } else if !afterPoint, isAt(".", ".") {
        afterPoint = true
      } else {
        break
      }
      index += 1
    }
    guard hasDigits else { return nil }
    if isAt("e", "E") {
      index += 1
      let isNegative = isAt("-", "-")
      if isAt("-", "+") { index += 1 }
      guard isDigit(index) else { return nil }
      var exponent = 0
      while isDigit(index) {
        exponent = min(exponent * 10 + Int(bytes[index] &- 48), 100_000)
        index += 1
      }
      parts.exponent += isNegative ? -exponent : exponent
    }
    return index == range.upperBound ? parts : nil
  }
}
