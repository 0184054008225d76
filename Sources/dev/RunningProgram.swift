import Foundation

/// A program that was started, whose output is collected in files until it ends.
struct RunningProgram {
  private let name: String
  private let process: Process
  private let folder: URL

  /// Starts a program of the search path in a folder.
  init(_ name: String, _ arguments: [String], in folder: URL) throws(CheckError) {
    self.name = name
    process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.currentDirectoryURL = folder
    self.folder = FileManager.default.temporaryDirectory.appending(path: "dev-\(UUID().uuidString)")
    do {
      // Files, not pipes: no length of output can block the program or need a second thread.
      try FileManager.default.createDirectory(
        at: self.folder, withIntermediateDirectories: true)
      process.standardOutput = try Self.newFile(self.folder.appending(path: "output"))
      process.standardError = try Self.newFile(self.folder.appending(path: "errors"))
      try process.run()
    } catch {
      throw CheckError.programMissing(name, reason: "\(error)")
    }
  }

  /// Waits for the end and gives the exit status and what was written.
  func finish() throws(CheckError) -> (status: Int32, output: String, errors: String) {
    process.waitUntilExit()
    defer { try? FileManager.default.removeItem(at: folder) }
    return (process.terminationStatus, try text("output"), try text("errors"))
  }

  private func text(_ file: String) throws(CheckError) -> String {
    do {
      return String(decoding: try Data(contentsOf: folder.appending(path: file)), as: UTF8.self)
    } catch {
      throw CheckError.unreadable("the output of \(name)", reason: "\(error)")
    }
  }

  private static func newFile(_ url: URL) throws -> FileHandle {
    try Data().write(to: url)
    return try FileHandle(forWritingTo: url)
  }
}
