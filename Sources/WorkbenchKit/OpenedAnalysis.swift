package import Analyses
package import Cache
package import Diagnostics
package import Digests
package import Engine
package import Foundation
import Stages

/// A checked analysis with its place, its files and its cache.
package struct OpenedAnalysis: Sendable {
  package let workspace: Workspace
  package let url: URL
  package let analysis: Analysis
  package let fileDigests: [String: Digest]
  /// Whether samples of the sources are taken, kept apart from whole results.
  let isDraft: Bool

  /// What sets the name of a draft apart, and with it its report and its history.
  private static let draftEnding = ".draft"

  /// Reads and checks an analysis file.
  ///
  /// Throws all that is wrong with it; a file that cannot be read is one of the problems.
  package init(
    path: String, overrides: [SettingOverride] = [], draftRowCount: Int? = nil
  ) throws(DiagnosticError) {
    url = URL(filePath: path).standardizedFileURL
    isDraft = draftRowCount != nil
    workspace = Workspace(containing: url)
    let files = SourceFiles(folder: url.deletingLastPathComponent())
    var reader = AnalysisReader(catalog: .builtIn) { files.beginning($0) }
    let source = try Self.source(path: path, url: url)
    analysis = try reader.read(
      source, name: workspace.name(of: url) + (draftRowCount == nil ? "" : Self.draftEnding),
      overrides: overrides, draftRowCount: draftRowCount)
    var digests: [String: Digest] = [:]
    for file in analysis.stages.flatMap(\.work.files) where digests[file.path] == nil {
      digests[file.path] = try files.digest(file.path)
    }
    fileDigests = digests
  }

  private static func source(path: String, url: URL) throws(DiagnosticError) -> SourceText {
    if ["csv", "tsv", "gz", "jsonl", "ndjson", "sqlite", "db"].contains(url.pathExtension) {
      throw DiagnosticError(
        Diagnostic(
          .fileUnreadable, "'\(path)' is a table and no analysis",
          hints: ["`workbench new \(path) --target COLUMN` begins an analysis of it"]))
    }
    guard let data = beginning(of: url) else {
      throw DiagnosticError(unreadable(path: path, url: url))
    }
    guard data.count <= YAMLReader.byteCountMax else {
      throw DiagnosticError(
        Diagnostic(
          .tooLarge,
          "the file is too large for an analysis; at most \(YAMLReader.byteCountMax >> 20) MiB are read",
          span: SourceSpan(file: path, line: 1, column: 1),
          hints: ["an analysis file holds stages, not data; put rows into a CSV file"]))
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw DiagnosticError(
        Diagnostic(
          .notUTF8, "the analysis file '\(path)' is not UTF-8 text",
          hints: ["save it as UTF-8, without a byte-order mark of another encoding"]))
    }
    return SourceText(
      path: path, text: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
  }

  /// Reads no more than is needed to see that a file is too large; some files have no end.
  private static func beginning(of url: URL) -> Data? {
    guard let handle = try? FileHandle(forReadingFrom: url) else { return nil }
    defer { try? handle.close() }
    return try? handle.read(upToCount: YAMLReader.byteCountMax + 1) ?? Data()
  }

  private static func unreadable(path: String, url: URL) -> Diagnostic {
    if url.isExistingFolder {
      let names = analyses(in: url)
      return Diagnostic(
        .fileUnreadable, "'\(path)' is a folder; an analysis file is needed",
        hints: names.isEmpty ? [] : ["it has \(names.prefix(12).joined(separator: ", "))"])
    }
    guard !FileManager.default.fileExists(atPath: url.path) else {
      return Diagnostic(
        .fileUnreadable, "the analysis file '\(path)' cannot be read",
        hints: ["look at its permissions"])
    }
    let folder = url.deletingLastPathComponent()
    let below = folder.appending(path: "analyses")
    let near =
      analyses(in: folder).map { folder.appending(path: $0) }
      + analyses(in: below).map { below.appending(path: $0) }
    let meant =
      near.first { $0.lastPathComponent == url.lastPathComponent }?.lastPathComponent
      ?? Suggestion.nearest(toFile: url.lastPathComponent, among: near.map(\.lastPathComponent))
    let file = near.first { $0.lastPathComponent == meant }
    return Diagnostic(
      .fileUnreadable, "there is no analysis file '\(path)'",
      hints: file.map { ["did you mean `\(Workspace.shown($0))`?"] } ?? [])
  }

  /// The names of the YAML files in a folder.
  private static func analyses(in folder: URL) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
  }

  /// The files of the analysis, by path as written.
  var files: SourceFiles { SourceFiles(folder: url.deletingLastPathComponent()) }

  /// The analysis file and the files that its stages read.
  package var watchedFiles: [URL] {
    [url] + fileDigests.keys.sorted().map { files.url($0) }
  }

  /// Where the report of an analysis file goes, also while the file cannot be read.
  package static func reportURL(path: String, isDraft: Bool) -> URL {
    let url = URL(filePath: path).standardizedFileURL
    let workspace = Workspace(containing: url)
    return workspace.reports.appending(
      path: workspace.name(of: url) + (isDraft ? draftEnding : "") + ".html")
  }

  /// The report's file.
  package var reportURL: URL {
    workspace.reports.appending(path: analysis.name + ".html")
  }

  /// Gives the place of a file that a stage exports.
  package func place(of export: Export) -> ExportPlace {
    let folder =
      switch export.base {
      case .analysis: url.deletingLastPathComponent()
      case .report: workspace.reports.appending(path: analysis.name, directoryHint: .isDirectory)
      }
    let file = URL(filePath: export.path, relativeTo: folder).standardizedFileURL
    return ExportPlace(url: file, shownPath: workspace.relative(file))
  }

  /// Gives the plan against a cache, or against an empty one where there is none.
  package func plan(_ store: ResultStore?, isUnsealed: Bool = false) throws -> Plan {
    guard let store else {
      return try Planner.plan(
        analysis,
        PlanKnowledge(
          result: { _ in nil }, records: [:], files: fileDigests, isUnsealed: isUnsealed))
    }
    let (analysis, digests) = (self.analysis, fileDigests)
    return try store.read { snapshot in
      try Planner.plan(
        analysis,
        PlanKnowledge(
          result: { try snapshot.result($0) },
          records: try snapshot.records(analysis: analysis.name), files: digests,
          isUnsealed: isUnsealed))
    }
  }

  /// Opens the cache where there is one.
  package func existingStore() throws(CacheError) -> ResultStore? {
    try ResultStore.openExisting(path: workspace.cachePath)
  }
}
