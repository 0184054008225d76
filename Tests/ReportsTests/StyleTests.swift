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
    for (ink, behind) in [("hit-ink", "hit"), ("hit-now-ink", "hit-now")] {
      #expect(try contrast(#require(colours[ink]), #require(colours[behind])) >= 4.5, "\(ink)")
    }
    let surface = try #require(colours["surface"])
    for index in 1...6 {
      let colour = try #require(colours["series-\(index)"])
      #expect(contrast(colour, surface) >= 3, "series-\(index)")
    }
  }

  @Test("words on the boxes of a drawing stand out from the tint behind them", arguments: [0, 1])
  func tints(theme: Int) throws {
    let colours = StyleTests.themes[theme]
    let surface = try #require(colours["surface"])
    for name in ["good", "muted", "warning", "series-4", "series-5"] {
      let tinted = mixed(try #require(colours[name]), surface, share: 0.16)
      #expect(try contrast(#require(colours["ink"]), tinted) >= 4.5, "ink on \(name)")
      #expect(try contrast(#require(colours["muted"]), tinted) >= 4.5, "muted on \(name)")
    }
  }

  /// A colour laid over another with a share of its strength.
  private func mixed(_ colour: String, _ behind: String, share: Double) -> String {
    func channel(_ text: String, _ start: Int) -> Double {
      Double(Int(text.dropFirst(start).prefix(2), radix: 16) ?? 0)
    }
    return "#"
      + stride(from: 1, to: 7, by: 2).map { start in
        let value = channel(colour, start) * share + channel(behind, start) * (1 - share)
        return String(format: "%02x", Int(value.rounded()))
      }.joined()
  }
}
