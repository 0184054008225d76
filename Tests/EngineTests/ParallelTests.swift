import Analyses
import Cache
import Digests
import Engine
import Glibc
import Synchronization
import TestSupport
import Testing

@Suite("Runs side by side and cut short", .timeLimit(.minutes(5)))
struct ParallelTests {
  @Test("two stages that do not need each other run at the same time")
  func twoAtOnce() async throws {
    let fixture = try EngineFixture()
    let arrived = Mutex<Set<String>>([])
    // Each waits until the other has come, which can only be if both run.
    let probe = Probe { what in
      arrived.withLock { _ = $0.insert(what) }
      while arrived.withLock({ $0.count }) < 2 { await Task.yield() }
    }
    let analysis = try fixture.analysis(
      """
        - {id: left, kind: held, with: {value: 1}}
        - {id: right, kind: held, with: {value: 2}}
        - {id: both, kind: add, from: [left, right]}
      """)
    let ran = try await fixture.run(analysis, probe: probe)
    #expect(ran.outcome.computed.count == 3)
    #expect(ran.outcome.computed.last == "both")
    #expect(probe.runningMax == 2)
  }

  @Test("a cancelled run ends as interrupted, keeps its finished jobs and goes on later")
  func cancelled() async throws {
    let fixture = try EngineFixture()
    let analysis = try fixture.analysis(
      """
        - {id: one, kind: constant, with: {value: 1}}
        - {id: squares, kind: squares, from: one, with: {count: 6}}
        - {id: after, kind: add, from: squares}
      """)
    let third = Mutex(false)
    let probe = Probe { what in
      guard what == "square 2" else { return }
      third.withLock { $0 = true }
      // It keeps the only thread, so that the jobs behind it have not begun.
      while !Task.isCancelled { usleep(1000) }
    }
    var options = EngineFixture.Options()
    options.threadCount = 1
    let chosen = options
    let task = Task { try await fixture.run(analysis, chosen, probe: probe) }
    while !third.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(1)) }
    task.cancel()
    let ran = try await task.value
    #expect(ran.outcome.wasInterrupted)
    #expect(ran.outcome.failed.isEmpty)
    #expect(ran.outcome.problems.isEmpty)
    #expect(ran.computed == ["one"])
    #expect(ran.outcome.skipped == ["squares", "after"])
    #expect(try fixture.store.read { try $0.lastRun(analysis: "sums") }?.outcome == "interrupted")
    let finished = (0..<6).filter { probe.count("square \($0)") == 1 }.count
    let later = Probe()
    let again = try await fixture.run(analysis, options, probe: later)
    #expect(again.computed == ["after", "squares"])
    #expect(again.end("squares")?.jobsReused == finished)
    #expect((0..<6).allSatisfy { probe.count("square \($0)") + later.count("square \($0)") == 1 })
  }

  @Test("a damaged input is found when it is read, and is computed again in the same run")
  func damagedInput() async throws {
    let fixture = try EngineFixture()
    let stages = """
        - {id: one, kind: constant, with: {value: 1}}
        - {id: two, kind: add, from: one, with: {plus: 1}}
        - {id: squares, kind: squares, from: two, with: {count: 3}}
        - {id: end, kind: add, from: [two, squares]}
      """
    let analysis = try fixture.analysis(stages)
    try await fixture.run(analysis)
    let digests = try fixture.digests(analysis)
    for id in ["one.number", "two.number"] { try fixture.flip(try #require(digests[id])) }
    let changed = try fixture.analysis(stages.replacing("count: 3", with: "count: 4"))
    let ran = try await fixture.run(changed)
    #expect(ran.computed == ["end", "one", "squares", "two"])
    #expect(ran.outcome.failed.isEmpty)
    #expect(ran.outcome.problems.isEmpty)
    #expect(try fixture.value(changed, "end") == 2 + 0 + 1 + 4 + 9 + 4 * 2)
    #expect(try await fixture.run(analysis).outcome.computed == [])
    #expect(try fixture.digests(analysis) == digests)
  }

  @Test("any number of damaged inputs of one stage is mended in one run")
  func manyDamagedInputs() async throws {
    let fixture = try EngineFixture()
    let stages =
      (1...6).map { "  - {id: s\($0), kind: constant, with: {value: \($0), mark: \($0)}}\n" }
      .joined() + "  - {id: end, kind: add, from: [s1, s2, s3, s4, s5, s6], with: {plus: 0}}\n"
    let analysis = try fixture.analysis(stages)
    try await fixture.run(analysis)
    for value in 1...6 { try fixture.flip(Digest(of: Number(value: value, mark: value).encoded())) }
    let changed = try fixture.analysis(stages.replacing("plus: 0", with: "plus: 1"))
    let ran = try await fixture.run(changed)
    #expect(ran.outcome.failed.isEmpty)
    #expect(ran.computed == ["end", "s1", "s2", "s3", "s4", "s5", "s6"])
    #expect(try fixture.value(changed, "end") == 22)
  }

  @Test("a stage that is computed again mends its own damaged bytes")
  func damagedOutput() async throws {
    let fixture = try EngineFixture()
    let analysis = try fixture.analysis("  - {id: one, kind: constant, with: {value: 1}}\n")
    try await fixture.run(analysis)
    let digest = Digest(of: Number(value: 1).encoded())
    try fixture.flip(digest)
    var options = EngineFixture.Options()
    options.stages = ["one"]
    #expect(try await fixture.run(analysis, options).computed == ["one"])
    #expect(try fixture.store.bytes(of: digest) == Number(value: 1).encoded())
    #expect(try fixture.store.quarantined().map(\.digest) == [digest])
  }

  @Test("a damaged job is done again when its stage is")
  func damagedJob() async throws {
    let fixture = try EngineFixture()
    let analysis = try fixture.analysis("  - {id: squares, kind: squares, with: {count: 3}}\n")
    try await fixture.run(analysis)
    try fixture.flip(Digest(of: Number(value: 4, mark: 102).encoded()))
    var options = EngineFixture.Options()
    options.stages = ["squares"]
    let ran = try await fixture.run(analysis, options)
    #expect(ran.end("squares")?.jobsComputed == 1)
    #expect(ran.end("squares")?.jobsReused == 2)
  }

  @Test("a chain and a fan of 300 stages are run once and not again")
  func manyStages() async throws {
    let chain =
      "  - {id: s0, kind: constant, with: {value: 1}}\n"
      + (1..<300).map { "  - {id: s\($0), kind: add, from: s\($0 - 1), with: {plus: 1}}\n" }
      .joined()
    let fan =
      "  - {id: root, kind: constant, with: {value: 1}}\n"
      + (1..<299).map { "  - {id: s\($0), kind: add, from: root, with: {plus: \($0)}}\n" }.joined()
      + "  - {id: end, kind: add, from: [\((1..<299).map { "s\($0)" }.joined(separator: ", "))]}\n"
    for (name, stages, last, value) in [
      ("chain", chain, "s299", 300), ("fan", fan, "end", 298 + 298 * 299 / 2),
    ] {
      let fixture = try EngineFixture()
      let analysis = try fixture.analysis(stages)
      try await fixture.run(analysis)
      #expect(try fixture.value(analysis, last) == value, "the \(name)")
      #expect(try await fixture.run(analysis).outcome.computed.isEmpty, "the \(name)")
    }
  }
}
