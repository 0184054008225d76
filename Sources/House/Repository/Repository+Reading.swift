package import Foundation

extension Repository {
  /// Reads the repository whose root is a folder; the manifest is given as the package manager
  /// dumps it.
  package init(root: URL, manifestDump: Data) throws {
    let page = try String(contentsOf: root.appending(path: Self.architecturePath), encoding: .utf8)
    let manifestText = try String(
      contentsOf: root.appending(path: Self.manifestPath), encoding: .utf8)
    self.init(
      manifest: try Manifest(json: manifestDump), manifestText: manifestText,
      table: ArchitectureTable(markdown: page),
      files: try Self.swiftFiles(root: root),
      decisions: Self.decisionNumbers(root: root))
  }

  private static func swiftFiles(root: URL) throws -> [SwiftText] {
    let paths = ["Sources", "Tests"].flatMap { folder in
      (FileManager.default.enumerator(atPath: root.appending(path: folder).path) ?? .init())
        .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
    }
    return try paths.sorted().map { path in
      let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
      return SwiftText(path: path, text: text)
    }
  }

  private static func decisionNumbers(root: URL) -> Set<String> {
    let folder = root.appending(path: decisionsFolder).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return Set(names.map { String($0.prefix(4)) })
  }
}
