import Foundation

/// A picture of a page made one that stands alone: with a size, on white, in fixed colours.
enum StandalonePicture {
  /// Gives the SVG for other programs, few of which know a page's colours by name.
  static func svg(_ picture: String) -> String {
    var svg = picture.replacing(#/var\(--[a-z0-9-]+,(#[0-9a-f]{6})\)/#) { String($0.output.1) }
    if let box = svg.firstMatch(of: #/viewBox="0 0 ([0-9.]+) ([0-9.]+)"/#) {
      let size = "width=\"\(box.output.1)\" height=\"\(box.output.2)\""
      svg = svg.replacing(#/ style="--width:[^"]*"/#, with: " " + size, maxReplacements: 1)
      svg = svg.replacing(
        "</desc>\n", with: "</desc>\n<rect \(size) fill=\"#ffffff\"/>\n", maxReplacements: 1)
    }
    return svg + "\n"
  }
}
