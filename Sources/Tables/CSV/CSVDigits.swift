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
    if number.isNaN { return "" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    if number == 0 { return number.sign == .minus ? "-0" : "0" }
    var decimal = DecimalDigits(shortest: number.magnitude)
    var precision = 17
    if case .significant(let count) = self {
      precision = min(max(count, 1), 17)
      decimal.round(to: precision, of: number.magnitude)
    }
    return (number < 0 ? "-" : "") + decimal.text(precision: precision)
  }
}
