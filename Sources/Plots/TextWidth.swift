/// Widths of texts, estimated, as the reader's letters are not known when a picture is drawn.
enum TextWidth {
  /// Gives about the width of a text in a plain letter without serifs, on the wide side.
  static func estimate(_ text: String, size: Double) -> Double {
    var ems = 0.0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "i", "j", "l", ".", ",", ":", ";", "'", "|", "!": ems += 0.32
      case "f", "r", "t", "I", "-", "(", ")", "[", "]", " ", "/", "\u{202f}": ems += 0.4
      case "m", "w", "M", "W", "@", "%": ems += 0.95
      case "A"..."Z": ems += 0.7
      case "\u{1100}"...: ems += 1.0
      default: ems += 0.61
      }
    }
    return ems * size
  }

  /// Shortens a text to a width, with a sign that something was left out.
  static func fitted(_ text: String, size: Double, width: Double) -> String {
    // Line breaks and other control characters have no width and no place in a picture.
    let clean = text.unicodeScalars.lazy.map { $0.value < 32 ? " " : $0 }
    var kept = String(String.UnicodeScalarView(clean))
    guard estimate(kept, size: size) > width else { return kept }
    while !kept.isEmpty && estimate(kept + "…", size: size) > width { kept.removeLast() }
    return kept + "…"
  }
}
