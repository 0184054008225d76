/// Numbers as people write them in tables: `12`, `-0.5`, `.5`, `5.`, `+1e-3`, `1E6`.
///
/// Nothing else is a number: no spaces, no thousands separators, no decimal comma, no hexadecimal
/// digits, no `inf` and no `nan`; nor is one that is too large for 64 bits, such as `1e999`.
package enum DecimalNumber {
  /// What bytes are as a number.
  enum Reading: Equatable {
    case number(Double)
    /// A whole number beyond 2^53 without point and exponent, where numbers lose digits.
    case largeInteger(Double)
    case none
  }

  /// Reads a number, correctly rounded, or gives nil where the bytes are not one.
  package static func parse(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
    switch read(bytes.span, range) {
    case .number(let value), .largeInteger(let value): value
    case .none: nil
    }
  }

  /// Reads a number, correctly rounded.
  static func read(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Reading {
    guard let parts = parts(bytes, range) else { return .none }
    let isInteger = parts.isWhole && parts.exponent == 0
    guard parts.digitCount <= 19 else {
      let value = ofText(bytes, range)
      return isInteger && value.isFinite ? .largeInteger(value) : checked(value)
    }
    if let value = DecimalRounding.value(digits: parts.digits, exponent: parts.exponent) {
      let signed = parts.isNegative ? -value : value
      return isInteger && parts.digits > 1 << 53 ? .largeInteger(signed) : .number(signed)
    }
    return checked(ofText(bytes, range))
  }

  /// Tells whether the bytes are an infinity, which only a column declared as numbers may hold.
  static func infinity(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    guard range.count <= 9 else { return nil }
    switch text(bytes, range).lowercased() {
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: return nil
    }
  }

  private static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: range.map { bytes[$0] }, as: UTF8.self)
  }

  /// Leaves a number to the standard library, which takes long, but any number of digits.
  private static func ofText(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double {
    Double(text(bytes, range)) ?? .infinity
  }

  private static func checked(_ value: Double) -> Reading {
    value.isFinite ? .number(value) : .none
  }

  private struct Parts {
    var isNegative = false
    /// The digits without the point, right when there are at most 19.
    var digits: UInt64 = 0
    /// The count of digits after leading zeros.
    var digitCount = 0
    /// The power of ten of the last digit.
    var exponent = 0
    /// Whether there is neither a point nor an exponent.
    var isWhole = true
  }

  /// Cuts a number into sign, digits and exponent; nil where the bytes are not a number.
  private static func parts(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Parts? {
    var parts = Parts()
    var index = range.lowerBound
    let end = range.upperBound
    guard index < end else { return nil }
    if bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      parts.isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    let start = index
    var digits: UInt64 = 0
    while index < end, case let digit = bytes[index] &- 48, digit <= 9 {
      digits = digits &* 10 &+ UInt64(digit)
      index += 1
    }
    var digitCount = index - start
    if index < end, bytes[index] == UInt8(ascii: ".") {
      parts.isWhole = false
      index += 1
      let pointEnd = index
      while index < end, case let digit = bytes[index] &- 48, digit <= 9 {
        digits = digits &* 10 &+ UInt64(digit)
        index += 1
      }
      parts.exponent = pointEnd - index
      digitCount += index - pointEnd
    }
    guard digitCount > 0 else { return nil }
    parts.digits = digits
    parts.digitCount = digitCount <= 19 ? digitCount : significant(bytes, start..<index)
    guard index < end else { return parts }
    guard bytes[index] | 0x20 == UInt8(ascii: "e"),
      let exponent = exponent(bytes, index + 1, end)
    else { return nil }
    parts.isWhole = false
    parts.exponent += exponent
    return parts
  }

  /// Reads the digits of an exponent with their sign up to the end.
  private static func exponent(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var index = start
    guard index < end else { return nil }
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    guard index < end else { return nil }
    var exponent = 0
    while index < end {
      let digit = bytes[index] &- 48
      guard digit <= 9 else { return nil }
      exponent = min(exponent * 10 + Int(digit), 100_000)
      index += 1
    }
    return isNegative ? -exponent : exponent
  }

  /// Counts the digits after leading zeros.
  private static func significant(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    var count = 0
    for index in range where bytes[index] != UInt8(ascii: ".") {
      if count > 0 || bytes[index] != UInt8(ascii: "0") { count += 1 }
    }
    return count
  }
}
