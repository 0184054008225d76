import Foundation
import House

/// Finds the repository on disk and reads it.
enum RepositoryRoot {
  /// Gives the folder named, or the nearest one from here upwards that holds a manifest.
  static func find(from path: String?) throws(CheckError) -> URL {
    if let path {
      let folder = URL(filePath: path).standardizedFileURL
      guard holdsManifest(folder) else { throw CheckError.notARepository(path) }
      return folder
    }
    let start = URL(filePath: FileManager.default.currentDirectoryPath).standardizedFileURL
    var folder = start
    while !holdsManifest(folder) {
      let above = folder.deletingLastPathComponent().standardizedFileURL
      guard above.path != folder.path else { throw CheckError.noRepository(from: start.path) }
      folder = above
    }
    return folder
  }

  /// Reads the texts and asks the package manager for the targets.
  static func read(_ root: URL) throws(CheckError) -> Repository {
    let command = ["package", "dump-package", "--package-path", root.path]
    let answer = try RunningProgram("swift", command, in: root).finish()
    guard answer.status == 0 else {
      throw CheckError.programFailed(
        "swift package dump-package", status: answer.status, message: answer.errors)
    }
    do {
      return try Repository(root: root, manifestDump: Data(answer.output.utf8))
    } catch {
      throw CheckError.unreadable(root.path, reason: "\(error)")
    }
  }

  private static func holdsManifest(_ folder: URL) -> Bool {
    FileManager.default.fileExists(
      atPath: folder.appending(path: Repository.manifestPath).path)
  }
}
