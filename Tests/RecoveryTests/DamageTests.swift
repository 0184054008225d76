import Foundation
import Glibc
import TestSupport
import Testing

@Suite(
  "Damaged caches and full disks", .serialized, .timeLimit(.minutes(3)),
  .enabled(if: ProgramRun.program != nil, "the program is not built"))
struct DamageTests {
  @Test(
    "a damaged output is found and computed again, with the same bytes",
    arguments: ["train-rows", "features", "boosted", "evaluation", "predictions"])
  func damagedOutput(stage: String) async throws {
    let workspace = try ReducedPartOne()
    #expect(try await workspace.run().status == 0)
    let digests = try workspace.digests()
    try workspace.execute(
      """
      UPDATE chunk SET bytes = CAST(x'00' || substr(bytes, 2) AS BLOB)
      WHERE substr(bytes, 1, 1) <> x'00' AND blob_id IN (
        SELECT blob.id FROM record JOIN result ON result.key = record.key
          JOIN output ON output.result_id = result.id JOIN blob ON blob.digest = output.digest
        WHERE record.stage = '\(stage)' AND output.position = 0);
      """)
    // Nobody reads the bytes while everything is fresh; writing the page, or the stage itself,
    // does.
    try FileManager.default.removeItem(at: workspace.folder.url.appending(path: "reports"))
    let ended = try await workspace.run(["--json"])
    #expect(ended.status == 0, "\(ended.problems)")
    let lines = try RunLines(ended)
    #expect(lines.outcome == "done")
    #expect(Set(lines.computed).isSubset(of: [stage]))
    if stage == "evaluation" { #expect(lines.computed == [stage], "the page shows its numbers") }
    let again = try await workspace.run(["--json", stage])
    #expect(again.status == 0, "\(again.problems)")
    #expect(try RunLines(try await workspace.run(["--json"])).computed == [])
    #expect(try workspace.digests() == digests)
    let shown = try await ProgramRun(
      ["show", "analyses/part1.yaml", stage, "--format", "json"], in: workspace.folder.url
    ).end()
    #expect(shown.status == 0, "\(shown.problems)")
  }

  @Test(
    "what is no cache ends with 6 and a sentence, and is left as it was",
    arguments: ["garbage", "cut short", "empty", "text"])
  func noCache(what: String) async throws {
    let workspace = try ReducedPartOne()
    #expect(try await workspace.run().status == 0)
    let whole = try Data(contentsOf: workspace.cache)
    let bytes: Data =
      switch what {
      case "garbage": Data((0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 251) })
      case "cut short": whole.prefix(whole.count / 3)
      case "empty": Data()
      default: Data("this is a note of mine\n".utf8)
      }
    for ending in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: workspace.cache.path + ending)
    }
    try bytes.write(to: workspace.cache)
    let ended = try await workspace.run()
    #expect(ended.status == 6, "\(ended.problems)")
    #expect(ended.problems.contains("cache.sqlite'"))
    #expect(ended.problems.contains("hint: "))
    #expect(!ended.problems.contains("Fatal"))
    #expect(try Data(contentsOf: workspace.cache) == bytes)
  }

  /// Runs a program of the system and tells whether it succeeded.
  private func run(_ program: String, _ arguments: [String]) throws -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private func mount(_ arguments: [String]) throws -> Bool {
    try run("/usr/bin/mount", arguments)
  }

  @Test(
    "on a full disk the run ends with 6, keeps its jobs, and goes on once there is space",
    .enabled(if: getuid() == 0, "only root can make a small disk"),
    arguments: [100, 600, 900, 1300])
  func fullDisk(kibibytes: Int) async throws {
    let workspace = try ReducedPartOne()
    let folder = workspace.cache.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    guard try mount(["-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", folder.path]) else {
      return
    }
    defer { _ = try? run("/usr/bin/umount", ["-l", folder.path]) }
    let full = try await workspace.run(["-j", "2"])
    #expect(full.status == 6, "\(full.problems)")
    #expect(full.problems.contains("the disk is full"))
    let kept = try workspace.finishedJobs()
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!files.contains { $0.contains("new") }, "no half-made cache is left: \(files)")
    #expect(try mount(["-o", "remount,size=64m", folder.path]))
    let again = try await workspace.run(["-j", "2", "--json"])
    #expect(again.status == 0, "\(again.problems)")
    #expect(try RunLines(again).jobsComputed == ReducedPartOne.jobCount - kept.count)
  }
}
