package import Diagnostics

/// The texts of the repository that the rules look at.
package struct Repository: Sendable {
  /// The path of the manifest.
  package static let manifestPath = "Package.swift"
  /// The path of the page that holds the table of targets.
  package static let architecturePath =
    "Sources/WorkbenchKit/WorkbenchKit.docc/Architecture.md"
  /// The folder of the decision notes.
  package static let decisionsFolder = "Sources/WorkbenchKit/WorkbenchKit.docc/Decisions"

  package let manifest: Manifest
  /// The lines of the manifest, for pointing at a target.
  package let manifestText: SourceText
  /// The table of who may import whom.
  package let table: ArchitectureTable
  /// The Swift files under `Sources` and `Tests`, by path.
  package let files: [SwiftText]
  /// The numbers of the decision notes, four digits each.
  package let decisions: Set<String>

  /// Takes the parts as values, which is how tests make a small repository.
  package init(
    manifest: Manifest = Manifest(targets: []), manifestText: String = "",
    table: ArchitectureTable = ArchitectureTable(markdown: ""), files: [SwiftText] = [],
    decisions: Set<String> = []
  ) {
    self.manifest = manifest
    self.manifestText = SourceText(path: Self.manifestPath, text: manifestText)
    self.table = table
    self.files = files
    self.decisions = decisions
  }

  /// Gives the files of a target.
  package func files(of target: Manifest.Target) -> [SwiftText] {
    files.filter { $0.path.hasPrefix(target.path + "/") }
  }

  /// Makes the span of a target's name in the manifest, or of its first line.
  package func span(of target: Manifest.Target) -> SourceSpan {
    let quoted = "\"\(target.name)\""
    let openings = ["library(", "tests(", "name: ", ""].map { $0 + quoted }
    for opening in openings {
      for number in 1...max(1, manifestText.lineCount) {
        guard let line = manifestText.line(number), let range = line.firstRange(of: opening) else {
          continue
        }
        let column =
          line.unicodeScalars.distance(
            from: line.startIndex, to: range.upperBound) - quoted.unicodeScalars.count
        return manifestText.span(line: number, column: column + 1, length: quoted.count)
      }
    }
    return manifestText.span(line: 1, column: 1)
  }
}
