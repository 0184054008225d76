package import Foundation

/// The folder that analyses, their reports and the cache belong to.
package struct Workspace: Sendable {
  /// The nearest folder upwards with `analyses` in it, or else the analysis file's own folder.
  package let root: URL

  /// Finds the workspace of an analysis file.
  package init(containing analysis: URL) {
    let own = analysis.standardizedFileURL.deletingLastPathComponent()
    var folder = own
    while folder.path != "/" {
      if folder.appending(path: "analyses").isExistingFolder {
        root = folder
        return
      }
      folder = folder.deletingLastPathComponent()
    }
    root = own
  }

  /// The workspace of the working folder.
  package static var here: Workspace {
    Workspace(
      containing: URL(filePath: FileManager.default.currentDirectoryPath)
        .appending(path: "analyses/any.yaml"))
  }

  /// Finds the workspace of an analysis file by its path.
  package init(containing path: String) {
    self.init(containing: Self.url(path))
  }

  /// Gives the place of a path as typed.
  static func url(_ path: String) -> URL { URL(filePath: path).standardizedFileURL }

  /// The cache's file.
  package var cachePath: String {
    root.appending(path: ".workbench/cache.sqlite").path
  }

  /// The folder of the reports.
  package var reports: URL { root.appending(path: "reports") }

  /// Gives the name that reports and records of an analysis go by.
  ///
  /// It is the path below `analyses`, without the ending.
  package func name(of analysis: URL) -> String {
    let file = analysis.standardizedFileURL.deletingPathExtension().path
    let folder = root.appending(path: "analyses").path + "/"
    if file.hasPrefix(folder) { return String(file.dropFirst(folder.count)) }
    return URL(filePath: file).lastPathComponent
  }

  /// Gives a path as a person standing in the working folder would write it.
  package static func shown(_ url: URL) -> String {
    let path = url.standardizedFileURL.path
    let here = FileManager.default.currentDirectoryPath
    if path.hasPrefix(here + "/") { return String(path.dropFirst(here.count + 1)) }
    return path
  }

  /// Gives a path relative to the workspace, for records.
  package func relative(_ url: URL) -> String {
    let path = url.standardizedFileURL.path
    return path.hasPrefix(root.path + "/") ? String(path.dropFirst(root.path.count + 1)) : path
  }
}

extension URL {
  /// Whether there is a folder at this place.
  var isExistingFolder: Bool {
    (try? resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
  }

  /// Whether there is a file with an end, also behind a link.
  var isRegularFile: Bool {
    let url = resolvingSymlinksInPath()
    return (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile ?? false
  }
}
