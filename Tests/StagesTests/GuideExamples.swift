import Foundation
import TestSupport

/// The analyses and scripts that the guide about programs shows, by language and name.
enum GuideExamples {
  private static let path =
    "Sources/WorkbenchKit/WorkbenchKit.docc/Guides/UseAProgram.md"

  /// Gives the blocks of the guide: for scripts the name above them, and the text.
  static func blocks(in language: String) throws -> [(name: String, text: String)] {
    let guide = try String(
      contentsOf: SharedMaterial.root.appending(path: path), encoding: .utf8)
    var blocks: [(name: String, text: String)] = []
    var name = ""
    var lines: [Substring]?
    for line in guide.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = lines {
        if line == "```" {
          blocks.append((name, open.joined(separator: "\n") + "\n"))
          lines = nil
        } else {
          lines?.append(line)
        }
      } else if line == "```\(language)" {
        lines = []
      } else if line.hasPrefix("`"), line.hasSuffix("`:") {
        name = String(line.dropFirst().dropLast(2))
      }
    }
    return blocks
  }

  /// Gives a script by its name.
  static func script(_ name: String, _ language: String) throws -> String {
    try blocks(in: language).first { $0.name == name }?.text ?? ""
  }
}
