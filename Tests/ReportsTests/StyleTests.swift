import Foundation
import Reports
import Testing

struct StyleTests {
  /// The colours by name, for light and for dark.
  private static let themes: [[String: String]] = {
    let blocks = Resources.text(.style).split(
      separator: ":root {", omittingEmptySubsequences: false
    )
    .dropFirst().prefix(2)
    let both = blocks.map { block in
      let colours = block.prefix { $0 != "}" }.matches(of: /--([a-z0-9-]+): (#[0-9a-f]{6});/)
      return Dictionary(
        colours.map { (String($0.1), String($0.2)) }, uniquingKeysWith: { _, last in last })
    }
    return Array(both)
  }()

  /// The relative luminance of a colour such as `#0072b2`, by the web's guidelines on contrast.
  private func luminance(_ colour: String) -> Double {
    let channels = stride(from: 1, to: 7, by: 2).map { start -> Double in
      let digits = colour.dropFirst(start).prefix(2)
      let share = Double(Int(digits, radix: 16) ?? 0) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  private func contrast(_ a: String, _ b: String) -> Double {
    let (first, second) = (luminance(a), luminance(b))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  @Test("text stands out by 4.5 to 1 and marks by 3 to 1", arguments: [0, 1])
  func contrasts(theme: Int) throws {
    let colours = try #require(
      StyleTests.themes.indices.contains(theme) ? StyleTests.themes[theme] : nil)
    for background in ["paper", "surface"] {
      let behind = try #require(colours[background])
      for name in ["ink", "muted", "accent", "good", "warning", "note"] {
        let colour = try #require(colours[name])
        #expect(contrast(colour, behind) >= 4.5, "\(name) on \(background)")
      }
    }
    let surface = try #require(colours["surface"])
    for index in 1...6 {
      let colour = try #require(colours["series-\(index)"])
      #expect(contrast(colour, surface) >= 3, "series-\(index)")
    }
  }
}
