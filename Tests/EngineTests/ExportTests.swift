import Analyses
import Cache
import Diagnostics
import Engine
import Foundation
import TestSupport
import Testing

@Suite("Files that stages write")
struct ExportTests {
  private static let stages = """
      - {id: ten, kind: constant, with: {value: 10}}
      - {id: file, kind: write-number, from: ten, with: {path: out/ten.txt}}
      - {id: after, kind: add, from: ten}
    """

  private func run(
    _ fixture: EngineFixture, _ stages: String = stages, force: Bool = false,
    keepsGoing: Bool = false
  ) async throws -> EngineFixture.Ran {
    var options = EngineFixture.Options()
    options.force = force
    options.keepsGoing = keepsGoing
    return try await fixture.run(try fixture.analysis(stages), options)
  }

  @Test("a file is written, and put back when it is missing without computing anything")
  func putBack() async throws {
    let fixture = try EngineFixture()
    _ = try await run(fixture)
    #expect(try fixture.folder.read("out/ten.txt") == "10\n")
    let file = fixture.folder.url.appending(path: "out/ten.txt")
    try FileManager.default.removeItem(at: file)
    #expect(try await run(fixture).outcome.computed.isEmpty)
    #expect(try fixture.folder.read("out/ten.txt") == "10\n")
  }

  @Test("a file that is right is left alone")
  func leftAlone() async throws {
    let fixture = try EngineFixture()
    _ = try await run(fixture)
    let path = fixture.folder.url.appending(path: "out/ten.txt").path
    let old = Date(timeIntervalSince1970: 1_000_000)
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
    _ = try await run(fixture)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.modificationDate] as? Date == old)
  }

  @Test("a file that was edited by hand is named and stays; --force writes over it")
  func editedByHand() async throws {
    let fixture = try EngineFixture()
    _ = try await run(fixture)
    try fixture.folder.write("out/ten.txt", "eleven, I say\n")
    for stages in [Self.stages, Self.stages.replacing("value: 10", with: "value: 12")] {
      let ran = try await run(fixture, stages, keepsGoing: true)
      #expect(ran.outcome.failed == ["file"])
      let problem = try #require(ran.outcome.problems.first)
      #expect(problem.code == .fileEdited)
      #expect(problem.headline.contains("'out/ten.txt'"))
      #expect(problem.span?.line == 6)
      #expect(problem.hints.first?.contains("--force") == true)
      #expect(try fixture.folder.read("out/ten.txt") == "eleven, I say\n")
    }
    #expect(try await run(fixture, force: true).outcome.failed.isEmpty)
    #expect(try fixture.folder.read("out/ten.txt") == "10\n")
  }

  @Test("an older output of ours is replaced, whichever it was")
  func older() async throws {
    let fixture = try EngineFixture()
    for value in [10, 11, 10, 12] {
      let stages = Self.stages.replacing("value: 10", with: "value: \(value)")
      #expect(try await run(fixture, stages).outcome.failed.isEmpty)
      #expect(try fixture.folder.read("out/ten.txt") == "\(value)\n")
    }
  }

  @Test("a committed file with the same bytes is right on a fresh cache, and is ours from then on")
  func committed() async throws {
    let fixture = try EngineFixture()
    try fixture.folder.write("out/ten.txt", "10\n")
    #expect(try await run(fixture).outcome.failed.isEmpty)
    let changed = Self.stages.replacing("value: 10", with: "value: 11")
    #expect(try await run(fixture, changed).outcome.failed.isEmpty)
    #expect(try fixture.folder.read("out/ten.txt") == "11\n")
  }

  @Test("a committed file with other bytes is not written over")
  func foreign() async throws {
    let fixture = try EngineFixture()
    try fixture.folder.write("out/ten.txt", "mine\n")
    let ran = try await run(fixture)
    #expect(ran.outcome.failed == ["file"])
    #expect(ran.outcome.problems.map(\.code) == [.fileEdited])
    #expect(try fixture.folder.read("out/ten.txt") == "mine\n")
  }

  @Test("a missing file whose bytes were damaged is computed again")
  func damaged() async throws {
    let fixture = try EngineFixture()
    _ = try await run(fixture)
    let analysis = try fixture.analysis(Self.stages)
    let digest = try #require(try fixture.plan(analysis)["file"]?.digest(of: "file"))
    try fixture.flip(digest)
    try FileManager.default.removeItem(at: fixture.folder.url.appending(path: "out"))
    let ran = try await run(fixture)
    #expect(ran.computed == ["file"])
    #expect(ran.outcome.failed.isEmpty)
    #expect(try fixture.folder.read("out/ten.txt") == "10\n")
  }

  @Test("a folder in the place of a file is a problem in words", arguments: [false, true])
  func folder(isThereFirst: Bool) async throws {
    let fixture = try EngineFixture()
    if !isThereFirst {
      _ = try await run(fixture)
      try FileManager.default.removeItem(at: fixture.folder.url.appending(path: "out/ten.txt"))
    }
    try fixture.folder.write("out/ten.txt/inside", "")
    let ran = try await run(fixture)
    #expect(ran.outcome.failed == ["file"])
    #expect(ran.outcome.problems.map(\.code) == [.cannotWrite])
    #expect(ran.outcome.problems.first?.headline.contains("'out/ten.txt'") == true)
  }
}
