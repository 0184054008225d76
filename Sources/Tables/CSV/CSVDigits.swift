/// How many digits of a number are written.
package enum CSVDigits: Hashable, Sendable {
  /// So many significant digits, from 1 to 17, without zeros at the end.
  case significant(Int)
  /// The fewest digits that read back as the same number.
  case shortest

  /// Gives a number as text, the same on every machine and for every language.
  ///
  /// Layout and rounding are those of `%g` in C: an exponent below 1e-4 and from ten to the power
  /// of the digits on (17 for the shortest), and a half goes to the even digit. A missing number
  /// gives an empty text.
  package func text(of number: Double) -> String {
    var bytes: [UInt8] = []
    append(number, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Adds the text of a number to bytes.
  package func append(_ number: Double, to bytes: inout [UInt8]) {
    if number.isNaN { return }
    if number.sign == .minus { bytes.append(UInt8(ascii: "-")) }
    if number.isInfinite {
      bytes.append(contentsOf: "inf".utf8)
      return
    }
    var decimal = DecimalDigits(shortest: number.magnitude)
    var precision = 17
    if case .significant(let count) = self {
      precision = min(max(count, 1), 17)
      decimal.round(to: precision, of: number.magnitude)
    }
    decimal.append(precision: precision, to: &bytes)
  }
}
