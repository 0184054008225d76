import Analyses
package import Cache
package import Diagnostics
import Digests
import Engine
package import Foundation

/// The looks at test targets that are noted beside an analysis, in a text file that can be committed.
///
/// The cache may be removed or left behind on another machine; a file beside the analysis goes with it.
/// Lines are only added. A line is a time, the stage that looked, and the digests of model and rows:
///
///     2026-11-24T18:03:11Z evaluation model 3f2a… rows 91bc…
package struct LookBook: Sendable {
  /// A noted look.
  package struct Entry: Hashable, Sendable {
    /// The time of the first look: UTC, as ISO 8601.
    package let at: String
    package let stage: String
    package let look: Look
  }

  private static let heading = """
    # Each line is a look at the targets of test rows: a model that was scored on them. Commit this file: looks
    # are counted from it too, so that they are not forgotten with the cache. Lines are added and never changed.

    """

  package let url: URL
  package let entries: [Entry]
  /// Lines that are no looks; they are kept, and not counted.
  package let problems: [Diagnostic]

  /// Reads the file; one that is not there has no looks.
  package init(_ url: URL) {
    self.url = url
    var entries: [Entry] = []
    var problems: [Diagnostic] = []
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let words = line.split(separator: " ").map(String.init)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      if let entry = Self.entry(words) {
        entries.append(entry)
      } else {
        problems.append(
          Diagnostic(
            .inputUnreadable,
            "this line of '\(url.lastPathComponent)' is no look, and is not counted",
            span: SourceSpan(file: url.path, line: index + 1, column: 1),
            hints: ["a look is a time, a stage, `model` with 64 digits and `rows` with 64 digits"]))
      }
    }
    self.entries = entries
    self.problems = problems
  }

  private static func entry(_ words: [String]) -> Entry? {
    guard words.count == 6, words[2] == "model", words[4] == "rows",
      let model = Digest(hex: words[3]), let rows = Digest(hex: words[5])
    else { return nil }
    return Entry(at: words[0], stage: words[1], look: Look(model: model, rows: rows))
  }

  /// Adds looks that are not noted yet; nothing is written where there is none.
  package func add(_ records: [LookRecord]) throws {
    let noted = Set(entries.map(\.look))
    let lines = records.filter { !noted.contains($0.look) }.map { record in
      "\(record.firstAt) \(record.stage.isEmpty ? "-" : record.stage) model \(record.look.model.hex) "
        + "rows \(record.look.rows.hex)\n"
    }
    guard !lines.isEmpty else { return }
    // A file that cannot be read is left as it is.
    let isThere = FileManager.default.fileExists(atPath: url.path)
    var text = isThere ? try String(contentsOf: url, encoding: .utf8) : ""
    if text.isEmpty { text = Self.heading }
    if !text.hasSuffix("\n") { text += "\n" }
    try Data((text + lines.joined()).utf8).write(to: url, options: .atomic)
  }
}
