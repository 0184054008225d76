import Analyses
import Cache
import Engine
import TestSupport
import Testing

@Suite("The seal and looks")
struct SealTests {
  private static let stages = """
      - {id: test, kind: read-number, with: {path: t.txt, test: true}}
      - {id: train, kind: constant, with: {value: 1}}
      - {id: look, kind: peek, from: [train, test]}
      - {id: after, kind: add, from: [look]}
      - {id: glance, kind: peek, from: [train]}
    """

  private func fixture() throws -> EngineFixture {
    let fixture = try EngineFixture()
    try fixture.folder.write("t.txt", "3")
    return fixture
  }

  private func lookCount(_ fixture: EngineFixture) throws -> Int {
    try fixture.store.read { try $0.looks().reduce(0) { $0 + $1.count } }
  }

  private static func unsealed(_ stages: [String] = []) -> EngineFixture.Options {
    var options = EngineFixture.Options()
    options.isUnsealed = true
    options.stages = stages
    return options
  }

  @Test("nothing reads test targets before the seal is broken, and the rest runs")
  func sealedByStandard() async throws {
    let fixture = try fixture()
    let probe = Probe()
    let analysis = try fixture.analysis(Self.stages)
    let ran = try await fixture.run(analysis, probe: probe)
    #expect(ran.outcome.sealed == ["look", "after"])
    #expect(ran.computed == ["glance", "test", "train"])
    #expect(ran.outcome.failed.isEmpty)
    #expect(probe.count("peek") == 1)
    #expect(try lookCount(fixture) == 0)
    let plan = try fixture.plan(analysis)
    #expect(plan["look"]?.state == .sealed)
    #expect(plan["after"]?.state == .sealed)
    var options = EngineFixture.Options()
    options.stages = ["look"]
    #expect(try await fixture.run(analysis, options).outcome.sealed == ["look"])
  }

  @Test(
    "a look is counted once for each run that computed it, and kept when the test set is closed")
  func looksAreCounted() async throws {
    let fixture = try fixture()
    let analysis = try fixture.analysis(Self.stages)
    let ran = try await fixture.run(analysis, Self.unsealed())
    #expect(ran.computed == ["after", "glance", "look", "test", "train"])
    #expect(try lookCount(fixture) == 2, "one of each pair of model and rows")
    try await fixture.run(analysis, Self.unsealed())
    try await fixture.run(analysis)
    #expect(try lookCount(fixture) == 2, "what is fresh is not read again")
    try await fixture.run(analysis, Self.unsealed(["look"]))
    #expect(try lookCount(fixture) == 4)
    let changed = try fixture.analysis(Self.stages.replacing("value: 1}", with: "value: 2}"))
    #expect(try await fixture.run(changed).outcome.sealed == ["look", "after"])
    #expect(try lookCount(fixture) == 4)
    #expect(try fixture.plan(analysis)["look"]?.result?.looks.count == 2)
  }

  @Test("a scored stage that is named is not scored again behind the seal")
  func namedBehindTheSeal() async throws {
    let fixture = try fixture()
    let probe = Probe()
    let analysis = try fixture.analysis(Self.stages)
    try await fixture.run(analysis, Self.unsealed(), probe: probe)
    var options = EngineFixture.Options()
    options.stages = ["look"]
    let ran = try await fixture.run(analysis, options, probe: probe)
    #expect(ran.outcome.computed.isEmpty)
    #expect(probe.count("peek") == 2)
    #expect(try lookCount(fixture) == 2)
  }

  @Test("an open test set has no seal")
  func open() async throws {
    let fixture = try fixture()
    let analysis = try fixture.analysis(Self.stages, header: "test-set: open")
    let ran = try await fixture.run(analysis)
    #expect(ran.outcome.sealed.isEmpty)
    #expect(try lookCount(fixture) == 2)
  }
}
