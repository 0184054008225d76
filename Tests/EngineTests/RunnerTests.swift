import Analyses
import Cache
import Diagnostics
import Digests
import Engine
import Foundation
import TestSupport
import Testing

@Suite("Runs")
struct RunnerTests {
  private static let stages = """
      - {id: one, kind: constant, with: {value: 1}}
      - {id: squares, kind: squares, from: one, with: {count: 4}}
      - {id: more, kind: add, from: squares}
      - {id: other, kind: constant, with: {value: 9, mark: 1}}
    """

  private func options(
    _ stages: [String] = [], from: String? = nil, to: String? = nil, force: Bool = false
  ) -> EngineFixture.Options {
    var options = EngineFixture.Options()
    options.stages = stages
    options.from = from
    options.to = to
    options.force = force
    return options
  }

  @Test("a named stage is computed again with its jobs reused, and what it needs only if stale")
  func named() async throws {
    let fixture = try EngineFixture()
    let probe = Probe()
    let analysis = try fixture.analysis(Self.stages)
    let first = try await fixture.run(analysis, options(["squares"]), probe: probe)
    #expect(first.computed == ["one", "squares"])
    #expect(first.end("squares")?.jobsComputed == 4)
    #expect(first.end("other") == nil, "what was not asked for is not spoken of")
    let again = try await fixture.run(analysis, options(["squares"]), probe: probe)
    #expect(again.computed == ["squares"])
    #expect(again.end("squares")?.reasons == [.forced])
    #expect(again.end("squares")?.jobsReused == 4)
    #expect(again.end("one")?.outcome == .reused)
    #expect((0..<4).allSatisfy { probe.count("square \($0)") == 1 })
    let changed = try fixture.analysis(Self.stages.replacing("count: 4", with: "count: 6"))
    let grown = try await fixture.run(changed, probe: probe)
    #expect(grown.end("squares")?.jobsComputed == 2)
    #expect(grown.end("squares")?.jobsReused == 4)
  }

  @Test("--force does the jobs of the named stages again, and without names everything")
  func forced() async throws {
    let fixture = try EngineFixture()
    let probe = Probe()
    let analysis = try fixture.analysis(Self.stages)
    try await fixture.run(analysis, probe: probe)
    let named = try await fixture.run(analysis, options(["squares"], force: true), probe: probe)
    #expect(named.computed == ["squares"])
    #expect(named.end("squares")?.jobsComputed == 4)
    let all = try await fixture.run(analysis, options(force: true), probe: probe)
    #expect(all.computed == ["more", "one", "other", "squares"])
    #expect(probe.count("square 3") == 3)
    let places = ["one", "squares", "more"].map { all.outcome.computed.firstIndex(of: $0) ?? -1 }
    #expect(places == places.sorted())
  }

  @Test("--from and --to choose stages and force none")
  func fromAndTo() async throws {
    let fixture = try EngineFixture()
    let analysis = try fixture.analysis(Self.stages)
    #expect(try await fixture.run(analysis, options(to: "squares")).computed == ["one", "squares"])
    #expect(try await fixture.run(analysis, options(from: "squares")).computed == ["more"])
    #expect(try await fixture.run(analysis, options(from: "squares")).computed == [])
    #expect(
      try await fixture.run(analysis, options(from: "squares", force: true)).computed
        == ["more", "squares"])
    #expect(try await fixture.run(analysis).computed == ["other"])
    #expect(throws: Selection.UnknownStage.self) { try Selection(analysis, from: "none") }
  }

  @Test(
    "results that differ for one key are refused, unless --force replaces them",
    arguments: [false, true])
  func unstable(inJob: Bool) async throws {
    let fixture = try EngineFixture()
    let probe = Probe()
    let analysis = try fixture.analysis(
      "  - {id: odd, kind: unstable, with: {in-job: \(inJob)}}\n")
    try await fixture.run(analysis, probe: probe)
    #expect(try fixture.value(analysis, "odd") == 0)
    let again = try await fixture.run(analysis, options(["odd"]), probe: probe)
    #expect(again.outcome.failed == (inJob ? [] : ["odd"]), "a reused job gives the same number")
    if !inJob {
      #expect(again.outcome.problems.map(\.code) == [.cacheUnusable])
      #expect(again.outcome.problems[0].hints[0].contains("--force"))
    }
    let forced = try await fixture.run(analysis, options(["odd"], force: true), probe: probe)
    #expect(forced.outcome.failed.isEmpty)
    #expect(try fixture.value(analysis, "odd") == (inJob ? 1 : 2))
  }

  @Test("a failure skips what needs it; with --keep-going the rest runs to its end")
  func failures() async throws {
    let stages = """
        - {id: broken, kind: failing, with: {plus: 3}}
        - {id: after, kind: add, from: broken}
        - {id: last, kind: add, from: after}
        - {id: first, kind: constant, with: {value: 1}}
        - {id: second, kind: add, from: first}
      """
    for keepsGoing in [false, true] {
      let fixture = try EngineFixture()
      let analysis = try fixture.analysis(stages)
      var options = options()
      options.keepsGoing = keepsGoing
      options.threadCount = 1
      let ran = try await fixture.run(analysis, options)
      #expect(ran.outcome.failed == ["broken"])
      #expect(ran.outcome.skipped.contains("after") && ran.outcome.skipped.contains("last"))
      #expect(ran.computed.contains("second") == keepsGoing)
      #expect(ran.outcome.problems.map(\.headline) == ["'broken' failed: it is broken"])
      #expect(ran.outcome.problems.first?.span?.line == 5)
      #expect(ran.outcome.problems.first?.hints == ["mend it"])
    }
  }

  @Test("a stage can fail twice and then succeed, and only it and what needs it is computed")
  func failingTwice() async throws {
    let fixture = try EngineFixture()
    let probe = Probe()
    let analysis = try fixture.analysis(
      """
        - {id: one, kind: constant, with: {value: 1}}
        - {id: broken, kind: failing, from: one}
        - {id: after, kind: add, from: broken}
      """)
    for _ in 1...2 {
      #expect(try await fixture.run(analysis, probe: probe).outcome.failed == ["broken"])
      #expect(try fixture.plan(analysis)["broken"]?.state == .failed)
    }
    probe.isMended = true
    #expect(try await fixture.run(analysis, probe: probe).computed == ["after", "broken"])
    #expect(probe.count("failing") == 3)
    #expect(probe.count("constant 1") == 1)
    let outcomes = try fixture.store.read { snapshot in
      try snapshot.runs(analysis: "sums", limit: 9).map { $0.outcome }
    }
    #expect(outcomes == ["done", "failed", "failed"])
  }

  @Test("jobs that were finished before a failure are not done again")
  func jobsBeforeAFailure() async throws {
    let fixture = try EngineFixture()
    let probe = Probe()
    let analysis = try fixture.analysis(
      "  - {id: squares, kind: squares, with: {count: 5, bad: 4}}\n")
    var options = options()
    options.threadCount = 1
    let ran = try await fixture.run(analysis, options, probe: probe)
    #expect(ran.outcome.failed == ["squares"])
    probe.isMended = true
    let again = try await fixture.run(analysis, options, probe: probe)
    #expect(again.outcome.failed.isEmpty)
    #expect((0..<4).allSatisfy { probe.count("square \($0)") == 1 })
    #expect(again.end("squares")?.jobsReused == 4)
  }

  @Test("what a stage does against its own declaration fails that stage alone")
  func wrongOutputs() async throws {
    let fixture = try EngineFixture()
    var options = options()
    options.keepsGoing = true
    let ran = try await fixture.run(
      try fixture.analysis(
        """
          - {id: wrong, kind: wrong}
          - {id: nosy, kind: nosy}
          - {id: one, kind: constant, with: {value: 1}}
        """), options)
    #expect(ran.outcome.failed.sorted() == ["nosy", "wrong"])
    #expect(ran.computed == ["one"])
    #expect(
      Set(ran.outcome.problems.map(\.headline)) == [
        "'nosy' failed: the stage 'nosy' asked for the file 'secret.txt', which its kind does not "
          + "declare",
        "'wrong' failed: the stage 'wrong' gave something; its kind declares number",
      ])
  }

  @Test("jobs that two stages share are done once")
  func sharedJobs() async throws {
    let fixture = try EngineFixture()
    let probe = Probe()
    let analysis = try fixture.analysis(
      """
        - {id: first, kind: squares, with: {count: 4}}
        - {id: second, kind: squares, with: {count: 4, plus: 1}}
      """)
    var options = options()
    options.threadCount = 2
    let ran = try await fixture.run(analysis, options, probe: probe)
    #expect(ran.computed == ["first", "second"])
    let done = (0..<4).map { probe.count("square \($0)") }
    #expect(done == [1, 1, 1, 1])
    #expect(try fixture.value(analysis, "second") == 15)
  }

  @Test("a run that finds nothing to do writes nothing")
  func nothingToDo() async throws {
    let fixture = try EngineFixture()
    try fixture.folder.write("a.txt", "5")
    let analysis = try fixture.analysis(
      Self.stages + "\n  - {id: file, kind: write-number, from: one, with: {path: out.txt}}\n")
    try await fixture.run(analysis)
    let cache = fixture.folder.url.appending(path: "cache.sqlite")
    func state() throws -> [String: Data] {
      var state: [String: Data] = [:]
      for ending in ["", "-wal"] {
        let url = URL(filePath: cache.path + ending)
        state[ending] = try? Data(contentsOf: url)
      }
      return state
    }
    let before = try state()
    let runs = try fixture.store.read { try $0.runs(limit: 100).count }
    #expect(try await fixture.run(analysis).outcome.computed == [])
    #expect(try state() == before)
    #expect(try fixture.store.read { try $0.runs(limit: 100).count } == runs)
  }
}
