import Analyses
import Cache
import Digests
import Engine
import Foundation
import TestSupport
import Testing

@Suite("Keys")
struct KeyTests {
  private static let stages = """
      - {id: ten, kind: constant, with: {value: 10}}
      - {id: file, kind: read-number, with: {path: a.txt}}
      - {id: die, kind: dice, with: {sides: 20}}
      - {id: pair, kind: pair, with: {value: 1, extra: 2}}
      - {id: sum, kind: add, from: [ten, file, die], with: {plus: 3}}
      - {id: both, kind: companion, from: [pair]}
      - {id: peek, kind: peek, from: [ten]}
    """

  private func computed(_ stages: String = KeyTests.stages) async throws -> (
    EngineFixture, Analysis
  ) {
    let fixture = try EngineFixture()
    try fixture.folder.write("a.txt", "7\n")
    let analysis = try fixture.analysis(stages)
    try await fixture.run(analysis)
    return (fixture, analysis)
  }

  private func keys(_ fixture: EngineFixture, _ analysis: Analysis) throws -> [String: Digest] {
    var keys: [String: Digest] = [:]
    for planned in try fixture.plan(analysis).stages { keys[planned.id] = planned.record?.key }
    return keys
  }

  // Whoever changes the form of keys makes every cache in the world useless. If that is meant,
  // put the new digests here and say so in the change log.
  @Test("the form of keys is as it was")
  func keysAreAsRecorded() async throws {
    let (fixture, analysis) = try await computed()
    let found = try keys(fixture, analysis).mapValues(\.hex)
    let recorded = [
      "ten": "58ebf3e6ebd7ed834f03e0ad970666faf6808d47bff844e9ff57ef93e4146bbf",
      "file": "3053b0b2353455f8e5f49cc86e796dccbdda21e735729e995b915eb920240f0a",
      "die": "9d17699fa30ec56eb42668a0ee7159db7ef09832a7cca9b1800d40750d10606a",
      "sum": "f44c219ecae009acb69b0ab8c074af6085b25226432db9e1047d839673c847a6",
      "both": "ccff31fad23c58aa8bddcef106a094e18ebd4c0800f253e1a4108502a0c461ca",
      "peek": "81f4030375eef23ead9325572cee548f4c14d1ee2ac7db7ad608bc8bb7b4ea72",
    ]
    for (stage, key) in recorded.sorted(by: { $0.key < $1.key }) {
      #expect(found[stage] == key, "the key of '\(stage)'")
    }
  }

  @Test(
    "what does not decide a result is not in the key",
    arguments: [
      ("a comment", "  # sums\n  - {id: ten, kind: constant, with: {value: 10}} # ten\n"),
      ("the order of keys", "  - {with: {value: 10}, kind: constant, id: ten}\n"),
      (
        "white space",
        "  -   id:   ten\n      kind:    constant\n\n      with:\n       value:  10\n"
      ),
      (
        "a standard written out",
        "  - {id: ten, kind: constant, with: {words: [], mark: 0, value: 10}}\n"
      ),
      (
        "the value that means absent", "  - {id: ten, kind: constant, with: {late: 7, value: 10}}\n"
      ),
      ("a key for other programs", "  - {id: ten, kind: constant, with: {x-a: 1, value: 10}}\n"),
      (
        "a section and a note",
        "  - {id: ten, kind: constant, section: A, note: B, with: {value: 10}}\n"
      ),
      (
        "the id of a stage without randomness", "  - {id: dix, kind: constant, with: {value: 10}}\n"
      ),
    ])
  func irrelevantChanges(what: String, stages: String) async throws {
    let (fixture, _) = try await computed("  - {id: ten, kind: constant, with: {value: 10}}\n")
    let plan = try fixture.plan(try fixture.analysis(stages))
    #expect(plan.isFresh, "\(what) changed the key")
  }

  @Test(
    "what decides a result is in the key",
    arguments: [
      ("a value", "{value: 11}"), ("a value of another kind", "{value: 10, words: [\"0\"]}"),
      ("one more word", "{value: 10, words: [\"\"]}"),
      ("a longer list", "{value: 10, words: [a, b]}"),
      ("the same letters cut elsewhere", "{value: 10, words: [ab]}"),
      ("a setting that came later", "{value: 10, late: 8}"),
      ("a setting that can be left out", "{value: 10, scale: 1}"),
      ("a number beside the same whole number", "{value: 10, scale: 1.5}"),
      ("a mark", "{value: 10, mark: 1}"),
    ])
  func relevantChanges(what: String, settings: String) async throws {
    let fixture = try EngineFixture()
    var seen: Set<Digest> = []
    for settings in ["{value: 10}", settings] {
      let analysis = try fixture.analysis("  - {id: ten, kind: constant, with: \(settings)}\n")
      seen.insert(try #require(try fixture.key(analysis, "ten")))
    }
    #expect(seen.count == 2, "\(what) did not change the key")
  }

  @Test("a value that is taken out counts when it was not the standard")
  func aRemovedValue() async throws {
    let (fixture, _) = try await computed(
      "  - {id: ten, kind: constant, with: {value: 10, mark: 2}}\n")
    let without = try fixture.analysis("  - {id: ten, kind: constant, with: {value: 10}}\n")
    #expect(try fixture.plan(without)["ten"]?.state == .stale)
  }

  @Test("a file counts by its content, not by its name or time")
  func files() async throws {
    let (fixture, analysis) = try await computed()
    let old = Date(timeIntervalSince1970: 1_000_000)
    let path = fixture.folder.url.appending(path: "a.txt").path
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
    #expect(try fixture.plan(analysis).isFresh)
    try fixture.folder.write("deep/b.txt", "7\n")
    let moved = try fixture.analysis(Self.stages.replacing("a.txt", with: "deep/b.txt"))
    #expect(try fixture.plan(moved).isFresh)
    try fixture.folder.write("a.txt", "7 \n")
    #expect(try fixture.plan(analysis)["file"]?.state == .stale)
  }

  @Test("neither threads, folder, path nor name of the analysis are in the key")
  func surroundings() async throws {
    let (fixture, analysis) = try await computed()
    let keys = try keys(fixture, analysis)
    let other = try EngineFixture()
    try other.folder.write("a.txt", "7\n")
    let again = try other.analysis(Self.stages, path: "elsewhere/other.yaml", name: "other")
    var options = EngineFixture.Options()
    options.threadCount = 7
    try await other.run(again, options)
    #expect(try self.keys(other, again) == keys)
    #expect(try other.digests(again) == fixture.digests(analysis))
  }

  @Test("only kinds that use randomness have a seed in the key, made from the analysis' and theirs")
  func seeds() async throws {
    let (fixture, analysis) = try await computed()
    let plan = try fixture.plan(analysis)
    #expect(plan["ten"]?.record?.seed == nil)
    #expect(plan["die"]?.record?.seed != nil)
    let reseeded = try fixture.plan(try fixture.analysis(Self.stages, header: "seed: 2"))
    #expect(reseeded["ten"]?.state == .fresh)
    #expect(reseeded["die"]?.state == .stale)
    #expect(reseeded["die"]?.reasons.map(\.text) == ["seed: other random numbers"])
    let renamed = try fixture.plan(
      try fixture.analysis(Self.stages.replacing("die", with: "dice2")))
    #expect(renamed["dice2"]?.state == .never)
    let die = "  - {id: die, kind: dice, seed: 4, with: {sides: 20}}\n"
    let own = try fixture.key(try fixture.analysis(die), "die")
    let ownRenamed = try fixture.key(try fixture.analysis(die.replacing("die,", with: "d,")), "d")
    #expect(own == ownRenamed, "a seed of its own stands for the name")
    #expect(own != plan["die"]?.record?.key)
  }

  @Test("a revision of the kind or of what its settings choose is in the key")
  func revisions() async throws {
    let stages = "  - {id: one, kind: revised}\n"
    let folder = try TemporaryFolder()
    let before = try EngineFixture(folder: folder)
    try await before.run(try before.analysis(stages))
    for (catalog, reason) in [
      (
        StageCatalog.testing(RevisedKind.self),
        "revised computes differently in this version (revision 1 -> 2)"
      ),
      (
        .testing(RevisedMethod.self),
        "method computes differently in this version (revision 1 -> 2)"
      ),
    ] {
      let after = try EngineFixture(catalog: catalog, folder: folder)
      let planned = try after.plan(try after.analysis(stages))["one"]
      #expect(planned?.state == .stale)
      #expect(planned?.reasons.map(\.text) == [reason])
    }
  }

  @Test("what goes along with an input is in the key")
  func companions() async throws {
    let (fixture, _) = try await computed()
    let other = try fixture.analysis(Self.stages.replacing("extra: 2", with: "extra: 3"))
    try await fixture.run(other, probe: Probe())
    #expect(try fixture.value(other, "both") == 4)
  }

  @Test("only kinds that use the names of their inputs have them in the key")
  func inputNames() async throws {
    let (fixture, _) = try await computed()
    let renamed = try fixture.analysis(Self.stages.replacing("ten", with: "dix"))
    let ran = try await fixture.run(renamed)
    #expect(ran.computed == ["peek"])
  }

  @Test("inputs count by their port and order")
  func inputOrder() async throws {
    let (fixture, _) = try await computed()
    let swapped = try fixture.analysis(
      Self.stages.replacing("[ten, file, die]", with: "[file, ten, die]"))
    #expect(try fixture.plan(swapped)["sum"]?.state == .stale)
  }
}
