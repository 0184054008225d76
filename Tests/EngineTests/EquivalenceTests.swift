import Analyses
import Cache
import Digests
import Engine
import Foundation
import Kernels
import TestSupport
import Testing

@Suite("A cache and no cache come to the same", .timeLimit(.minutes(2)))
struct EquivalenceTests {
  /// Each sequence is six random edits; after each the analysis is run here and on an empty cache.
  @Test(
    "after any edits a run gives what an empty cache gives, and computes only what it must",
    arguments: 1...40)
  func anyEdits(sequence: Int) async throws {
    var random = RandomStream(seed: UInt64(sequence)).derived("edits")
    let fixture = try EngineFixture()
    var cache = ExpectedCache()
    var state = SmallAnalysis()
    var history = [state]
    var edits: [Edit] = []
    try await check(state, fixture, &cache, "sequence \(sequence), before any edit")
    for _ in 1...6 {
      let edit = Edit.allCases[random.integer(below: Edit.allCases.count)]
      edits.append(edit)
      edit.apply(to: &state, history: history, random: &random)
      try change(edit, state, fixture, &cache, &random)
      history.append(state)
      try await check(state, fixture, &cache, "sequence \(sequence), edits \(edits)")
    }
  }

  /// Makes the edits that do not change the analysis.
  private func change(
    _ edit: Edit, _ state: SmallAnalysis, _ fixture: EngineFixture, _ cache: inout ExpectedCache,
    _ random: inout RandomStream
  ) throws {
    switch edit {
    case .deleteFile:
      try FileManager.default.removeItem(at: fixture.folder.url.appending(path: "out.txt"))
    case .deleteBytes, .damageBytes:
      try fixture.folder.write("a.txt", "\(state.file)\n")
      let analysis = try fixture.analysis(state.stages, header: "seed: \(state.seed)")
      let plan = try fixture.plan(analysis)
      let stage = state.inputs[random.integer(below: state.inputs.count)].stage
      guard let digest = plan[stage]?.result?.outputs.first?.digest,
        !cache.damaged.contains(digest)
      else { return }
      if edit == .deleteBytes {
        try fixture.delete(digest)
        cache.delete(digest)
      } else {
        try fixture.flip(digest)
        cache.damage(digest)
      }
    default:
      break
    }
  }

  private func check(
    _ state: SmallAnalysis, _ fixture: EngineFixture, _ cache: inout ExpectedCache,
    _ place: String
  ) async throws {
    let note = Comment(rawValue: place)
    try fixture.folder.write("a.txt", "\(state.file)\n")
    let header = "seed: \(state.seed)"
    let analysis = try fixture.analysis(state.stages, header: header)
    let seed = analysis.stage(state.die)?.effectiveSeed
    let dieValue = Int((seed ?? 0) % UInt64(state.sides))
    let right = "\(state.values(die: dieValue)["out"] ?? 0)\n"
    let expected = cache.run(
      state, seed: seed, dieValue: dieValue,
      exportIsRight: (try? fixture.folder.read("out.txt")) == right)
    let plan = try fixture.plan(analysis)
    let ran = try await fixture.run(analysis)

    #expect(ran.outcome.failed.isEmpty && ran.outcome.problems.isEmpty, note)
    #expect(ran.computed == expected.computed.sorted(), note)
    #expect(ran.end("squares")?.jobsComputed == expected.jobsComputed, note)
    let reallyStale = plan.stages.filter { $0.record != nil && $0.state != .fresh }.map(\.id)
    #expect(expected.computed.isSuperset(of: reallyStale), "the plan promised it; \(place)")
    let digests = try fixture.digests(analysis)
    for (stage, digest) in expected.digests {
      #expect(digests["\(stage).\(stage == "out" ? "file" : "number")"] == digest, note)
    }
    #expect(try fixture.folder.read("out.txt") == right, note)

    let empty = try EngineFixture()
    try empty.folder.write("a.txt", "\(state.file)\n")
    let fresh = try empty.analysis(state.stages, header: header)
    #expect(try await empty.run(fresh).outcome.computed.count == 7, note)
    #expect(try empty.digests(fresh) == digests, note)
    #expect(try await fixture.run(analysis).outcome.computed == [], note)
  }
}
