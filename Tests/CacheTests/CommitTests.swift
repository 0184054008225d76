import Cache
import Digests
import Foundation
import Testing

@Suite("A commit")
struct CommitTests {
  private let fixture: StoreFixture
  private let store: ResultStore
  private let run: Int64

  init() throws {
    fixture = try StoreFixture()
    store = try fixture.open()
    run = try StoreFixture.run(store)
  }

  private func stored(_ key: Digest) throws -> StoredResult? {
    try store.read { snapshot in try snapshot.result(key) }
  }

  @Test("is read back with equal values", arguments: UInt64(1)...20)
  func isReadBack(seed: UInt64) throws {
    let result = Self.sample(seed: seed)
    #expect(try store.commit(result, run: run, record: nil) == .stored)
    let found = try #require(try stored(result.key))
    #expect(found.kind == result.kind)
    #expect(found.revision == result.revision)
    #expect(found.isJob == result.isJob)
    #expect(found.outputs == result.outputs.map(\.stored))
    #expect(found.metrics == result.metrics)
    #expect(found.looks == result.looks)
    #expect(found.jobs == result.jobs)
    #expect(found.log == result.log)
    #expect(found.measurements == result.measurements)
    #expect(found.committedAt.hasSuffix("Z") && found.committedAt.count == 24)
    for output in result.outputs {
      #expect(try store.bytes(of: output.digest) == output.bytes)
      #expect(found.output(output.name)?.byteCount == output.bytes.count)
    }
  }

  @Test("of the same outputs keeps the first and adds the record and the looks of the new run")
  func ofTheSameKeepsTheFirst() throws {
    let look = Look(model: StoreFixture.digest("m"), rows: StoreFixture.digest("r"))
    let first = StoreFixture.result("a", looks: [look], seconds: 1)
    let second = StoreFixture.result("a", looks: [look], seconds: 9)
    #expect(
      try store.commit(first, run: run, record: StoreFixture.record("s", key: "a")) == .stored)
    let later = try StoreFixture.run(store)
    #expect(
      try store.commit(second, run: later, record: StoreFixture.record("s", key: "a"))
        == .alreadyThere)
    #expect(try stored(first.key)?.measurements.seconds == 1)
    let (records, looks) = try store.read { snapshot in
      (try snapshot.records(run: later), try snapshot.looks())
    }
    #expect(records == [StoreFixture.record("s", key: "a")])
    #expect(looks.map(\.look) == [look])
    #expect(looks.map(\.count) == [2])
  }

  @Test("of other outputs for the same key is refused and changes nothing")
  func ofOtherOutputsIsRefused() throws {
    let first = StoreFixture.result("a")
    let other = StoreFixture.result("a", bytes: [1, 2, 3])
    try store.commit(first, run: run, record: nil)
    let expected = CacheError.resultsDiffer(
      key: first.key, kind: "train", output: "model", stored: first.outputs[0].digest,
      computed: other.outputs[0].digest)
    #expect(throws: expected) {
      try store.commit(other, run: run, record: StoreFixture.record("s", key: "a"))
    }
    #expect(try stored(first.key)?.outputs == first.outputs.map(\.stored))
    #expect(try store.bytes(of: other.outputs[0].digest) == nil)
    #expect(try store.read { snapshot in try snapshot.records(analysis: "prices") } == [:])
  }

  @Test("names an output that only one side has")
  func namesAnOutputOfOneSide() throws {
    let first = StoreFixture.result("a")
    let more = NewResult(
      key: first.key, kind: "train", revision: 3,
      outputs: first.outputs + [NewOutput(name: "held-out", format: "table-1", bytes: [1])],
      measurements: first.measurements)
    try store.commit(first, run: run, record: nil)
    #expect(
      throws: CacheError.resultsDiffer(
        key: first.key, kind: "train", output: "held-out", stored: nil,
        computed: more.outputs[1].digest)
    ) { try store.commit(more, run: run, record: nil) }
    #expect(try store.commit(more, run: run, record: nil, replacing: true) == .stored)
    #expect(
      throws: CacheError.resultsDiffer(
        key: first.key, kind: "train", output: "held-out", stored: more.outputs[1].digest,
        computed: nil)
    ) { try store.commit(first, run: run, record: nil) }
  }

  @Test("that replaces puts the new result in the place of the old one")
  func thatReplaces() throws {
    let other = StoreFixture.result("a", bytes: [1, 2, 3], seconds: 4)
    try store.commit(StoreFixture.result("a"), run: run, record: nil)
    #expect(try store.commit(other, run: run, record: nil, replacing: true) == .stored)
    #expect(try stored(other.key)?.outputs == other.outputs.map(\.stored))
    #expect(try stored(other.key)?.measurements.seconds == 4)
  }

  @Test("of a run that was never begun is refused whole")
  func ofAnUnknownRunIsRefused() throws {
    let result = StoreFixture.result("a")
    #expect(throws: CacheError.self) {
      try store.commit(result, run: 999, record: StoreFixture.record("s", key: "a"))
    }
    #expect(try stored(result.key) == nil)
    #expect(try store.bytes(of: result.outputs[0].digest) == nil)
  }

  @Test("stores equal bytes once")
  func storesEqualBytesOnce() throws {
    let bytes = StoreFixture.noise(100_000)
    for key in ["a", "b", "c"] {
      try store.commit(StoreFixture.result(key, bytes: bytes), run: run, record: nil)
    }
    store.close()
    #expect(try RawFile(path: fixture.path).integer("SELECT count(*) FROM blob") == 1)
  }

  @Test("of more keys than fit a statement is read back in one call")
  func ofManyKeys() throws {
    let keys = (0..<1203).map { "key \($0)" }
    for key in keys {
      try store.commit(StoreFixture.result(key, isJob: true), run: run, record: nil)
    }
    let digests = keys.map(StoreFixture.digest)
    let found = try store.read { snapshot in
      try snapshot.results(keys: digests + [StoreFixture.digest("not there")])
    }
    #expect(Set(found.keys) == Set(digests))
    let oneByOne = try store.read { snapshot in
      try digests.prefix(3).map { key in try snapshot.result(key) }
    }
    #expect(oneByOne == digests.prefix(3).map { found[$0] })
    #expect(try store.read { snapshot in try snapshot.results(keys: []) }.isEmpty)
  }

  /// Makes a result of any shape, the same for the same seed.
  static func sample(seed: UInt64) -> NewResult {
    let noise = StoreFixture.noise(64, seed: seed).map(Int.init)
    let words = ["", "mae", "Größe – \"x\" 'y'", "漢字\n\t", "rows,with;signs", "a"]
    func word(_ index: Int) -> String { words[noise[index] % words.count] }
    func number(_ index: Int) -> Double {
      let special: [Double] = [.nan, .infinity, -.infinity, 0.1, 1e-308, .greatestFiniteMagnitude]
      let low = noise[index] % 12
      return low < special.count ? special[low] : Double(noise[index] * 7919) / 997
    }
    func digest(_ index: Int) -> Digest { StoreFixture.digest("\(seed) \(noise[index])") }
    return NewResult(
      key: StoreFixture.digest("sample \(seed)"), kind: word(0), revision: noise[1],
      isJob: noise[2] % 2 == 0,
      outputs: (0..<noise[3] % 5).map {
        NewOutput(
          name: "output-\($0)", format: word(4 + $0),
          bytes: StoreFixture.noise(noise[9 + $0] * 31, seed: seed))
      },
      metrics: (0..<noise[14] % 6).map {
        MetricRow(
          model: word(15 + $0), rows: word(16 + $0), metric: word(17 + $0), value: number(18 + $0),
          low: noise[19 + $0] % 2 == 0 ? nil : number(20 + $0),
          high: noise[21 + $0] % 2 == 0 ? nil : number(22 + $0), count: noise[23 + $0])
      },
      looks: (0..<noise[30] % 4).map { Look(model: digest(31 + $0), rows: digest(40 + $0)) },
      jobs: (0..<noise[50] % 5).map { digest(51 + $0) }, log: word(60) + word(61),
      measurements: Measurements(
        seconds: Double(noise[62]) / 7, cpuSeconds: Double(noise[63]) / 3, machine: word(5)))
  }
}
