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
    // Other work on the machine, such as the tests beside this one, can only make a run slower. So
    // the least of at least ten counts, and there are more while that is too much.
    var seconds: [Double] = []
    let start = ContinuousClock.now
    repeat {
      let ended = try await workspace.run()
      #expect(ended.status == 0)
      seconds.append(ended.seconds)
    } while seconds.count < 10
      || (seconds.min() ?? 0) >= 0.1 && ContinuousClock.now - start < .seconds(60)
    #expect(try state(workspace.folder.url) == before)
    #expect(try workspace.texts("SELECT count(*) FROM run") == runs)
    seconds.sort()
    let times = "least \(seconds[0]) s, median \(seconds[seconds.count / 2]) s of \(seconds.count)"
    #expect(seconds[0] < 0.1, "\(times)")
    Attachment.record(times + "\n", named: "no-op-seconds.txt")
  }
}
