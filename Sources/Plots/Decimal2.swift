/// Numbers with at most two decimals, written without what is not needed.
enum Decimal2 {
  /// Gives a number in whole hundredths; what cannot be drawn becomes 0.
  static func steps(_ value: Double) -> Int {
    guard value.isFinite, abs(value) < 1e9 else { return 0 }
    return Int((value * 100).rounded())
  }

  /// Writes hundredths as a decimal number.
  static func text(steps: Int) -> String {
    let sign = steps < 0 ? "-" : ""
    let whole = abs(steps) / 100
    let rest = abs(steps) % 100
    if rest == 0 { return "\(sign)\(whole)" }
    let digits = rest % 10 == 0 ? "\(rest / 10)" : (rest < 10 ? "0\(rest)" : "\(rest)")
    return "\(sign)\(whole == 0 ? "" : "\(whole)").\(digits)"
  }

  /// Writes a number with at most two decimals.
  static func text(_ value: Double) -> String { text(steps: steps(value)) }
}
