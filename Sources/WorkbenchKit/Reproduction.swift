import Analyses
package import Diagnostics
import Digests
package import Engine
package import Foundation

/// An analysis run again from what its report carries, in a folder of its own.
///
/// Nothing is taken from a cache and nothing is written outside of the folder.
package struct Reproduction: Sendable {
  /// A file of the report's data that is not as it was, and how.
  package struct Mismatch: Sendable {
    package let path: String
    package let problem: String
  }

  /// An output then and now; nil on the side that has none.
  package struct Comparison: Encodable, Sendable {
    package let stage: String
    package let output: String
    package let old: String?
    package let new: String?

    /// Whether the output has the same bytes.
    package var isSame: Bool { old == new }
  }

  package let data: PageData
  /// Where the data are looked for: the folder that the analysis file lay in.
  private let dataFolder: URL

  /// Reads a page; data are looked for below a workspace folder, nil for that of the page.
  package init(page path: String, folder: String?) throws(DiagnosticError) {
    data = try Self.data(path)
    let root =
      folder.map { URL(filePath: $0, directoryHint: .isDirectory) }
      ?? Workspace(containing: path).root
    dataFolder = root.appending(path: data.path).standardizedFileURL.deletingLastPathComponent()
  }

  /// The version of the program that made the page, where it was another.
  package var otherVersion: String? { data.workbench == Version.text ? nil : data.workbench }

  private static func data(_ path: String) throws(DiagnosticError) -> PageData {
    guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
      throw DiagnosticError(Diagnostic(.fileUnreadable, "there is no page '\(path)'"))
    }
    let page = String(decoding: bytes, as: UTF8.self)
    let mark = "<script type=\"application/json\" id=\"workbench-run\">"
    // The last one: text of a user stands before it, and cannot hold the sign that begins it.
    guard let start = page.range(of: mark, options: .backwards),
      let end = page.range(of: "</script>", range: start.upperBound..<page.endIndex)
    else {
      throw DiagnosticError(
        Diagnostic(
          .fileUnreadable, "'\(path)' is no report that carries its analysis",
          hints: ["reports of this version do; `workbench report ANALYSIS` writes one"]))
    }
    let json = Data(page[start.upperBound..<end.lowerBound].utf8)
    guard let data = try? JSONDecoder().decode(PageData.self, from: json),
      data.schema == PageData.schema
    else {
      throw DiagnosticError(
        Diagnostic(
          .fileUnreadable, "what '\(path)' carries for programs cannot be read",
          hints: ["it may be of a newer version of workbench, or have been edited"]))
    }
    return data
  }

  /// Gives the data files that are missing or have another content than the report was made from.
  package func mismatches() -> [Mismatch] {
    data.files.compactMap { file in
      let place = URL(filePath: file.path, relativeTo: dataFolder).standardizedFileURL
      let shown = Workspace.shown(place)
      guard place.isRegularFile else { return Mismatch(path: shown, problem: "is not there") }
      let files = SourceFiles(folder: dataFolder)
      guard let digest = try? files.digest(file.path) else {
        return Mismatch(path: shown, problem: "cannot be read")
      }
      guard digest.hex != file.sha256 else { return nil }
      return Mismatch(
        path: shown,
        problem:
          "has other content: SHA-256 \(digest.short)… and was \(file.sha256.prefix(12))…")
    }
  }

  /// Sets the analysis up in an empty folder, with links to its data.
  ///
  /// Throws what is wrong with it, and where it would write outside of the folder.
  package func open(in folder: URL) throws -> OpenedAnalysis {
    // Deep enough that paths with `..` stay inside.
    let depth = Array(repeating: "w", count: 16).joined(separator: "/")
    let file = folder.appending(path: depth).appending(path: data.path).standardizedFileURL
    guard file.path.hasPrefix(folder.path + "/") else {
      throw DiagnosticError(
        Diagnostic(.fileUnreadable, "the page names '\(data.path)' as the analysis file"))
    }
    let manager = FileManager.default
    let home = file.deletingLastPathComponent()
    try manager.createDirectory(at: home, withIntermediateDirectories: true)
    try Data(data.source.utf8).write(to: file)
    for source in data.files where !source.path.hasPrefix("/") {
      let link = URL(filePath: source.path, relativeTo: home).standardizedFileURL
      guard link.path.hasPrefix(folder.path + "/") else { throw outside(source.path) }
      let target = URL(filePath: source.path, relativeTo: dataFolder).standardizedFileURL
      try manager.createDirectory(
        at: link.deletingLastPathComponent(), withIntermediateDirectories: true)
      try manager.createSymbolicLink(at: link, withDestinationURL: target)
    }
    let opened = try OpenedAnalysis(
      path: file.path, overrides: data.overrides.compactMap(SettingOverride.init),
      draftRowCount: data.draftRows)
    for export in opened.analysis.stages.flatMap(\.work.exports) {
      guard opened.place(of: export).url.path.hasPrefix(folder.path + "/") else {
        throw outside(export.path)
      }
    }
    return opened
  }

  private func outside(_ path: String) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        .fileUnreadable, "the analysis of the page leads to '\(path)', outside of its workspace",
        hints: ["write its source to a file and run that, if you trust it"]))
  }

  /// The programs that the analysis would start, each with its stage.
  package static func programs(of opened: OpenedAnalysis) -> [String] {
    opened.analysis.stages.flatMap { stage in
      stage.work.programs.map { "'\(stage.id)' starts '\($0)'" }
    }
  }

  /// Computes everything and compares what came out with the report.
  package func run(
    _ opened: OpenedAnalysis, threads: Int, _ emit: @escaping @Sendable (RunEvent) -> Void
  ) async throws -> (comparisons: [Comparison], outcome: RunOutcome) {
    var options = RunSession.Options()
    options.isUnsealed = data.isUnsealed
    options.keepsGoing = true
    options.threadCount = threads
    options.command = "reproduce"
    let result = try await RunSession(opened, options).run(emit)
    let plan = try opened.plan(try opened.existingStore())
    let comparisons = data.stages.flatMap { stage in
      stage.outputs.map { output in
        Comparison(
          stage: stage.id, output: output.name, old: output.sha256,
          new: plan[stage.id]?.digest(of: output.name)?.hex)
      }
    }
    return (comparisons, result.outcome)
  }
}
