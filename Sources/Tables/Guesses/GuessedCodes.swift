/// Columns of digits that name places or things and are no quantities.
enum GuessedCodes {
  /// Words of a name, or its ends, that say so.
  private static let words: Set<String> = [
    "plz", "zip", "zipcode", "postcode", "postal", "postalcode", "postleitzahl", "code", "codes",
    "fips", "ags", "blz", "sku", "naics", "sic", "iban", "kennziffer", "schlüssel", "phone",
    "telefon",
  ]
  private static let ends = ["plz", "zipcode", "postcode", "postleitzahl", "code", "kennziffer"]
  /// Fewer different ones may as well be a scale.
  private static let levelsMin = 20

  /// Gives why a column of these texts holds codes, or nil where it does not seem to.
  static func reason(_ name: String, _ levels: [String]) -> String? {
    guard !levels.isEmpty, levels.allSatisfy({ $0.utf8.allSatisfy { $0 &- 48 <= 9 } }) else {
      return nil
    }
    if let code = levels.first(where: { $0.utf8.count > 1 && $0.hasPrefix("0") }) {
      return "'\(code)' would lose its zeros as a number"
    }
    guard levels.count >= levelsMin, isName(name) else { return nil }
    var widths: [Int: Int] = [:]
    for level in levels { widths[level.utf8.count, default: 0] += 1 }
    guard let width = widths.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
      width.key >= 3, width.value * 10 >= levels.count * 9
    else { return nil }
    let few = width.value == levels.count ? "" : ", but a few that seem to have lost zeros in front"
    return "codes of \(width.key) digits\(few): they name something and are no amounts"
  }

  private static func isName(_ name: String) -> Bool {
    var parts: [String] = [""]
    for character in name {
      if character.isLetter {
        parts[parts.count - 1] += character.lowercased()
      } else {
        parts.append("")
      }
    }
    return parts.contains { part in words.contains(part) || ends.contains { part.hasSuffix($0) } }
  }
}
