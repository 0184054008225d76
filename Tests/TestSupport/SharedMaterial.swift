package import Foundation

/// Rows and figures that lie beside the repository where the project is built, and may be absent.
package enum SharedMaterial {
  /// The repository's root folder.
  package static var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// Gives a file beside the repository, or nil where it is absent; tests then skip with a message.
  package static func file(_ path: String) -> URL? {
    let url = root.deletingLastPathComponent().appending(path: "shared").appending(path: path)
    return FileManager.default.fileExists(atPath: url.path) ? url : nil
  }
}
