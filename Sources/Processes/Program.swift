import Foundation

/// Programs of the system, found by name.
package enum Program {
  /// The folders in which the system looks for programs, in order.
  package static var searchedFolders: [String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    return path.split(separator: ":").map(String.init)
  }

  /// Finds a program by name, or by path where the name has a slash; nil where there is none.
  package static func find(_ name: String, in folders: [String] = searchedFolders) -> String? {
    guard !name.isEmpty else { return nil }
    let candidates = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
    return candidates.map(absolute).first(where: isProgram)
  }

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
  }

  private static func isProgram(_ path: String) -> Bool {
    // A folder may be executable too, so the kind of file is looked at as well.
    let values = try? URL(filePath: path).resolvingSymlinksInPath()
      .resourceValues(forKeys: [.isRegularFileKey])
    return values?.isRegularFile == true && FileManager.default.isExecutableFile(atPath: path)
  }
}
