import Foundation

/// A program that finds its files in a private folder and may leave files there.
///
/// Only the user may look into the folder, the program runs in it, and it is removed with all that
/// is in it, however the run ends. Of the environment the program gets the folders of programs, the
/// user's home and no more; language, time zone and the hash seed of Python are the same for all.
package struct FolderRun: Hashable, Sendable {
  /// What came of a run, and the files asked for that are there.
  package struct Result: Hashable, Sendable {
    package let outcome: Subprocess.Outcome
    package let files: [String: [UInt8]]
  }

  package let program: String
  package let arguments: [String]
  /// The files it finds, by name.
  package let files: [String: [UInt8]]
  /// The names of the files that are read when it has ended.
  package let wanted: [String]
  package let limits: Subprocess.Limits

  package init(
    program: String, arguments: [String], files: [String: [UInt8]], wanted: [String],
    limits: Subprocess.Limits
  ) {
    self.program = program
    self.arguments = arguments
    self.files = files
    self.wanted = wanted
    self.limits = limits
  }

  /// Runs the program and waits for its end.
  package func run() throws(ProcessError) -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "workbench-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: false,
        attributes: [.posixPermissions: 0o700])
      for (name, bytes) in files { try Data(bytes).write(to: folder.appending(path: name)) }
    } catch {
      throw .noFolder(path: folder.path, reason: error.localizedDescription)
    }
    let outcome = try Subprocess(
      program: program, arguments: arguments, environment: Self.environment(folder.path),
      folder: folder.path, limits: limits
    ).run()
    var found: [String: [UInt8]] = [:]
    for name in wanted {
      // Anything but a plain file could be without an end.
      let file = folder.appending(path: name)
      let values = try? FileManager.default.attributesOfItem(atPath: file.path)
      guard values?[.type] as? FileAttributeType == .typeRegular,
        let data = try? Data(contentsOf: file)
      else { continue }
      found[name] = [UInt8](data)
    }
    return Result(outcome: outcome, files: found)
  }

  private static func environment(_ folder: String) -> [String: String] {
    let own = ProcessInfo.processInfo.environment
    var environment = [
      "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC", "TMPDIR": folder, "PYTHONHASHSEED": "0",
    ]
    for name in ["PATH", "HOME"] { environment[name] = own[name] }
    return environment
  }
}
