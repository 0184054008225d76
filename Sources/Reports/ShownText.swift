/// Text of a user as it is shown: nothing in it can be taken for markup or turn other text round.
enum ShownText {
  /// Gives a text in which signs without a look of their own are written out.
  ///
  /// The signs that begin another direction of writing could make a name look like another, or
  /// turn the words behind it round; control characters have no place in a page.
  static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isHidden(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
        result.append(contentsOf: "[U+\(zeros)\(digits)]".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// The most letters of a name that are shown; names of columns can be of any length.
  private static let nameLengthMax = 200

  /// Gives a name, of a very long one the beginning and how long it is.
  static func name(_ text: String) -> String {
    guard text.count > nameLengthMax else { return visible(text) }
    return visible(String(text.prefix(120))) + "… (\(text.count) letters)"
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x202A...0x202E, 0x2066...0x2069: true
    case 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// Gives JSON that a page can hold: in it no sign can end the element or turn the source round.
  static func embedded(json: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      if "<>&\u{2028}\u{2029}".unicodeScalars.contains(scalar) || isHidden(scalar) {
        let digits = String(scalar.value, radix: 16)
        let zeros = String(repeating: "0", count: 4 - digits.count)
        result.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
