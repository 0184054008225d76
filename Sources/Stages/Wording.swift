/// Numbers and counts as a reader wants them.
enum Wording {
  /// A number with as many digits as help, as pages and axes write it.
  ///
  /// It has a true minus, and from five digits on groups of three.
  static func number(_ value: Double, digits: Int = 4) -> String {
    styled(bare(value, digits: digits))
  }

  /// A number with so many decimals, as pages write it.
  static func decimals(_ value: Double, _ count: Int) -> String {
    styled(fixed(value, decimals: count))
  }

  private static func styled(_ text: String) -> String {
    let sign = text.hasPrefix("-") ? "\u{2212}" : ""
    let rest = text.hasPrefix("-") ? String(text.dropFirst()) : text
    let whole = rest.prefix { ("0"..."9").contains($0) }
    guard whole.count > 4, let number = Int(whole) else { return sign + rest }
    return sign + grouped(number) + rest.dropFirst(whole.count)
  }

  /// A number with as many digits as help: four that matter, and no exponent in daily ranges.
  ///
  /// As stored results have it; pages use `number`.
  static func bare(_ value: Double, digits: Int = 4) -> String {
    guard value.isFinite else { return value.isNaN ? "not defined" : value < 0 ? "-∞" : "∞" }
    if value == 0 { return "0" }
    let magnitude = Int(log10Floor(abs(value)))
    if magnitude >= 7 || magnitude < -5 { return exponent(value, digits: digits) }
    let decimals = max(0, digits - 1 - magnitude)
    return fixed(value, decimals: min(decimals, 8))
  }

  /// A number with so many decimals, rounded half away from zero.
  static func fixed(_ value: Double, decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    let whole = Int(scaled)
    let divisor = Int(scale)
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(whole) }
    let fraction = String(whole % divisor)
    let padding = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(whole / divisor).\(padding)\(fraction)"
  }

  /// An interval in words.
  static func interval(_ low: Double, _ high: Double) -> String {
    "\(number(low)) to \(number(high))"
  }

  /// A level such as 0.95 in percent.
  static func percent(_ share: Double) -> String {
    let value = share * 100
    let text = fixed(value, decimals: value == value.rounded() ? 0 : 1)
    return "\(text) %"
  }

  /// A count with its noun.
  static func count(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? noun : plural ?? noun + "s")"
  }

  /// A whole number with thin spaces between groups of three digits.
  static func grouped(_ value: Int) -> String {
    let digits = Array(String(abs(value)))
    var out = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { out += "\u{202F}" }
      out.append(digit)
    }
    return value < 0 ? "-" + out : out
  }

  /// Names in a sentence: `a`, `a and b`, `a, b and c`.
  static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func log10Floor(_ value: Double) -> Double {
    var exponent = 0.0
    var rest = value
    while rest >= 10 {
      rest /= 10
      exponent += 1
    }
    while rest < 1 {
      rest *= 10
      exponent -= 1
    }
    return exponent
  }

  private static func exponent(_ value: Double, digits: Int) -> String {
    let power = log10Floor(abs(value))
    var mantissa = abs(value)
    if power > 0 { for _ in 0..<Int(power) { mantissa /= 10 } }
    if power < 0 { for _ in 0..<Int(-power) { mantissa *= 10 } }
    return (value < 0 ? "-" : "") + fixed(mantissa, decimals: digits - 1) + "e\(Int(power))"
  }
}
