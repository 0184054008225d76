import Analyses
import Cache
import Diagnostics
import Digests
import Engine
import TestSupport
import Testing

@Suite("Plans")
struct PlannerTests {
  private static let chain = """
      - {id: ten, kind: constant, with: {value: 10}}
      - {id: odd, kind: add, from: ten, with: {modulo: 2}}
      - {id: sum, kind: add, from: [ten, odd]}
      - {id: end, kind: add, from: odd, with: {plus: 5}}
    """

  @Test("before the first run stages were never computed, or wait for those")
  func beforeTheFirstRun() throws {
    let fixture = try EngineFixture()
    let plan = try fixture.plan(try fixture.analysis(Self.chain))
    #expect(
      plan.stages.map(\.state) == [
        .never, .waiting(on: ["ten"]), .waiting(on: ["ten", "odd"]), .waiting(on: ["odd"]),
      ])
    #expect(plan["ten"]?.reasons == [.neverRun])
    #expect(plan["sum"]?.reasons.map(\.text) == ["waits for 'ten'", "waits for 'odd'"])
    #expect(!plan.isFresh)
  }

  @Test("after a run everything is fresh, and going back to an old setting is too")
  func goingBack() async throws {
    let fixture = try EngineFixture()
    let first = try fixture.analysis(Self.chain)
    let ran = try await fixture.run(first)
    #expect(ran.outcome.computed.count == 4)
    #expect(try fixture.plan(first).isFresh)
    let other = try fixture.analysis(Self.chain.replacing("plus: 5", with: "plus: 6"))
    #expect(try await fixture.run(other).computed == ["end"])
    #expect(try fixture.plan(first).isFresh)
    #expect(try await fixture.run(first).outcome.computed == [])
  }

  @Test("a reason names the setting, its old and new value, and the file and line of it")
  func reasonsOfSettings() async throws {
    let fixture = try EngineFixture()
    try await fixture.run(try fixture.analysis(Self.chain))
    let changed = try fixture.plan(
      try fixture.analysis(Self.chain.replacing("plus: 5", with: "plus: 6")))
    #expect(changed["end"]?.reasons.map(\.text) == ["plus: 5 -> 6 (sums.yaml:8)"])
    let removed = try fixture.plan(
      try fixture.analysis(Self.chain.replacing(", with: {plus: 5}", with: "")))
    #expect(removed["end"]?.reasons.map(\.text) == ["plus: 5 -> 0 (sums.yaml:8)"])
    let set = try fixture.plan(try fixture.analysis(Self.chain, overrides: ["end.plus=9"]))
    #expect(
      set["end"]?.reasons.map(\.text) == ["plus: 5 -> 9 (--set end.plus=9)"])
  }

  @Test("a reason names the file, the input, the wiring or the kind that differs")
  func otherReasons() async throws {
    let fixture = try EngineFixture()
    try fixture.folder.write("a.txt", "7")
    let stages = """
        - {id: file, kind: read-number, with: {path: a.txt}}
        - {id: one, kind: constant, with: {value: 1}}
        - {id: sum, kind: add, from: file}
      """
    try await fixture.run(try fixture.analysis(stages))
    let rewired = try fixture.plan(
      try fixture.analysis(stages.replacing("from: file", with: "from: one")))
    #expect(
      rewired["sum"]?.reasons.map(\.text) == ["inputs: numbers: file.number -> numbers: one.number"]
    )
    let other = try fixture.plan(
      try fixture.analysis(
        stages.replacing("kind: add, from: file", with: "kind: peek, from: file")))
    #expect(other["sum"]?.reasons.map(\.text) == ["kind: add -> peek"])
    try fixture.folder.write("a.txt", "8")
    let changed = try fixture.analysis(stages)
    #expect(try fixture.plan(changed)["file"]?.reasons.map(\.text) == ["file a.txt: other content"])
    let ran = try await fixture.run(changed)
    #expect(ran.end("sum")?.reasons.map(\.text) == ["input numbers: 'file' gives other bytes"])
  }

  @Test("a stage whose bytes are gone is stale, and so is one whose bytes were found damaged")
  func lostResults() async throws {
    let fixture = try EngineFixture()
    let analysis = try fixture.analysis(Self.chain)
    try await fixture.run(analysis)
    let end = try #require(try fixture.plan(analysis)["end"]?.digest(of: "number"))
    try fixture.delete(end)
    #expect(try fixture.plan(analysis)["end"]?.state == .stale)
    #expect(try fixture.plan(analysis)["end"]?.reasons == [.resultLost])
    #expect(try await fixture.run(analysis).computed == ["end"])
    try fixture.flip(end)
    #expect(try fixture.plan(analysis).isFresh, "damage is found when bytes are read")
    #expect(try fixture.store.bytes(of: end) == nil)
    #expect(try fixture.plan(analysis)["end"]?.reasons == [.resultLost])
    #expect(try await fixture.run(analysis).computed == ["end"])
    #expect(try fixture.value(analysis, "end") == 5)
  }

  @Test("an input that gives the same bytes again stops the ripple")
  func earlyCutOff() async throws {
    let fixture = try EngineFixture()
    let probe = Probe()
    try await fixture.run(try fixture.analysis(Self.chain), probe: probe)
    let changed = try fixture.analysis(Self.chain.replacing("value: 10", with: "value: 12"))
    #expect(try fixture.plan(changed)["end"]?.state == .waiting(on: ["odd"]))
    let ran = try await fixture.run(changed, probe: probe)
    #expect(ran.computed == ["odd", "sum", "ten"])
    #expect(ran.outcome.reused == ["end"])
    #expect(probe.count("add") == 5)
  }

  @Test("one changed setting computes its stage and what the new bytes reach, nothing else")
  func oneSetting() async throws {
    let fixture = try EngineFixture()
    try await fixture.run(try fixture.analysis(Self.chain))
    let ran = try await fixture.run(
      try fixture.analysis(Self.chain.replacing("modulo: 2", with: "modulo: 3")))
    #expect(ran.computed == ["end", "odd", "sum"])
    #expect(ran.outcome.reused == ["ten"])
  }

  @Test("a stage that failed says so, until its key changes")
  func failed() async throws {
    let fixture = try EngineFixture()
    let stages = """
        - {id: broken, kind: failing}
        - {id: after, kind: add, from: broken}
      """
    let analysis = try fixture.analysis(stages)
    try await fixture.run(analysis)
    let plan = try fixture.plan(analysis)
    #expect(plan["broken"]?.state == .failed)
    #expect(plan["broken"]?.reasons == [.failedBefore])
    #expect(plan["after"]?.state == .waiting(on: ["broken"]))
    let other = try fixture.analysis(
      stages.replacing("failing}", with: "failing, with: {plus: 1}}"))
    #expect(
      try fixture.plan(other)["broken"]?.reasons.map(\.text) == ["plus: 0 -> 1 (sums.yaml:5)"])
  }

  @Test("which stages read test targets is known before anything runs")
  func sealed() throws {
    let fixture = try EngineFixture()
    try fixture.folder.write("t.txt", "3")
    let stages = """
        - {id: test, kind: read-number, with: {path: t.txt, test: true}}
        - {id: train, kind: constant, with: {value: 1}}
        - {id: look, kind: peek, from: [train, test]}
        - {id: glance, kind: peek, from: [train]}
      """
    let sealed = try fixture.analysis(stages)
    #expect(sealed.stage("look")?.readsTestTargets == true)
    #expect(sealed.stage("glance")?.readsTestTargets == false)
    #expect(sealed.stage("look")?.testPorts == ["numbers"])
  }
}
