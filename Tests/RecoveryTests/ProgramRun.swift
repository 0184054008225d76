import Foundation
import Glibc

/// The built program, started as a user starts it.
///
/// A class, as a process under way is one thing that several hands hold.
final class ProgramRun {
  private let process = Process()
  private let folder: URL

  /// How the program ended and what it wrote.
  struct Ended {
    /// The exit status, or minus the signal that ended it.
    let status: Int32
    let output: String
    let problems: String
    let seconds: Double
  }

  /// The program, which lies beside the tests; nil when it was not built.
  static let program: URL? = {
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let program = tests.deletingLastPathComponent().appending(path: "workbench")
    return FileManager.default.isExecutableFile(atPath: program.path) ? program : nil
  }()

  /// Starts the program in a working folder.
  init(
    _ arguments: [String], in workingFolder: URL, environment: [String: String] = [:]
  ) throws {
    guard let program = Self.program else { throw CocoaError(.fileNoSuchFile) }
    folder = FileManager.default.temporaryDirectory.appending(path: "run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["out", "err"] {
      try Data().write(to: folder.appending(path: name))
    }
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = workingFolder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: folder.appending(path: "out"))
    process.standardError = try FileHandle(forWritingTo: folder.appending(path: "err"))
    start = ContinuousClock.now
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    try? FileManager.default.removeItem(at: folder)
  }

  private let start: ContinuousClock.Instant

  /// Whether it has not ended yet.
  var isRunning: Bool { process.isRunning }

  /// Sends a signal.
  func send(_ signal: Int32) {
    if process.isRunning { kill(process.processIdentifier, signal) }
  }

  /// Waits for the end.
  func end() async throws -> Ended {
    while process.isRunning { try await Task.sleep(for: .milliseconds(1)) }
    let passed = (ContinuousClock.now - start).components
    func text(_ name: String) throws -> String {
      try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    let status = process.terminationStatus
    return Ended(
      status: process.terminationReason == .exit ? status : -status, output: try text("out"),
      problems: try text("err"),
      seconds: Double(passed.seconds) + Double(passed.attoseconds) * 1e-18)
  }
}
