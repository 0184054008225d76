import Foundation
import TestSupport
import Testing

@Suite(
  "Runs with nothing to do", .serialized, .timeLimit(.minutes(2)),
  .enabled(if: ProgramRun.program != nil, "the program is not built"))
struct NoOpTests {
  /// The contents and times of all files below a folder.
  private func state(_ folder: URL) throws -> [String: [String]] {
    var state: [String: [String]] = [:]
    let files = FileManager.default.enumerator(atPath: folder.path)
    while let path = files?.nextObject() as? String {
      // SQLite makes the index of the log anew whenever the file is opened.
      if path.hasSuffix("-shm") { continue }
      let place = folder.appending(path: path).path
      let attributes = try FileManager.default.attributesOfItem(atPath: place)
      guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
      state[path] = [
        "\(attributes[.modificationDate] ?? "")",
        "\(try Data(contentsOf: URL(filePath: place)).hashValue)",
      ]
    }
    return state
  }

  @Test("such a run writes nothing at all, and is done in a tenth of a second")
  func writesNothing() async throws {
    let workspace = try ReducedPartOne()
    #expect(try await workspace.run().status == 0)
    let runs = try workspace.texts("SELECT count(*) FROM run")
    let before = try state(workspace.folder.url)
    #expect(before.count >= 6)
    var seconds: [Double] = []
    for _ in 1...10 {
      let ended = try await workspace.run()
      #expect(ended.status == 0)
      seconds.append(ended.seconds)
    }
    #expect(try state(workspace.folder.url) == before)
    #expect(try workspace.texts("SELECT count(*) FROM run") == runs)
    seconds.sort()
    // The least of ten, as other work on the machine can only make a run slower.
    #expect(
      seconds[0] < 0.1, "least \(seconds[0]) s, median \(seconds[5]) s of 10 runs")
    Attachment.record(
      "least \(seconds[0]) s, median \(seconds[5]) s of 10 runs\n", named: "no-op-seconds.txt")
  }
}
