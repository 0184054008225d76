import Foundation

/// Numbers as people read them.
enum NumberText {
  /// Writes a number with the decimals that tell it from its neighbours one step away.
  static func text(_ value: Double, step: Double) -> String {
    let magnitude = max(abs(value), abs(step))
    if magnitude >= 1e7 || (magnitude < 1e-4 && value != 0) {
      return signed(exponent(String(format: "%.3g", value)))
    }
    var decimals = max(0, Int((-Foundation.log10(abs(step))).rounded(.up)))
    // A step of 2.5 has one digit more than its power of ten tells.
    let scaled = abs(step) * Foundation.pow(10, Double(decimals))
    if abs(scaled - scaled.rounded()) > 1e-6 { decimals += 1 }
    return signed(grouped(String(format: "%.\(min(decimals, 8))f", value)))
  }

  /// Writes a number with about three digits.
  static func short(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let magnitude = abs(value)
    if magnitude >= 1e7 || (magnitude < 1e-4 && magnitude > 0) {
      return signed(exponent(String(format: "%.2e", value)))
    }
    let decimals = magnitude >= 100 ? 0 : (magnitude >= 10 ? 1 : (magnitude >= 1 ? 2 : 3))
    return signed(grouped(String(format: "%.\(decimals)f", value)))
  }

  /// A count, with its thousands apart.
  static func count(_ value: Int) -> String { grouped(String(value)) }

  /// Writes 1e7 where C writes 1e+07.
  private static func exponent(_ text: String) -> String {
    text.replacing(/e([+-])0*/) { match in match.output.1 == "-" ? "e-" : "e" }
  }

  private static func signed(_ text: String) -> String {
    if text.hasPrefix("-"), text.contains(where: { "123456789".contains($0) }) {
      return "\u{2212}" + text.dropFirst()
    }
    return text.hasPrefix("-") ? String(text.dropFirst()) : text
  }

  /// Parts thousands by a narrow space that does not break, from five digits on.
  private static func grouped(_ text: String) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text.dropFirst(sign.count).split(separator: ".", maxSplits: 1)
    guard let whole = parts.first, whole.count > 4 else { return text }
    var groups: [Substring] = []
    var rest = whole
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    groups.insert(rest, at: 0)
    let decimals = parts.count > 1 ? ".\(parts[1])" : ""
    return sign + groups.joined(separator: "\u{202f}") + decimals
  }
}
