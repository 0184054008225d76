import Cache
import Digests
import Foundation
import TestSupport
import Testing

@Suite("After something went wrong")
struct RecoveryTests {
  @Test("a copy taken in the middle of a session holds every commit, whole")
  func aCopyHoldsEveryCommit() throws {
    let fixture = try StoreFixture()
    let store = try fixture.open()
    let run = try StoreFixture.run(store)
    let results = (0..<5).map {
      StoreFixture.result("key \($0)", bytes: StoreFixture.noise(3 << 19, seed: UInt64($0)))
    }
    for result in results { try store.commit(result, run: run, record: nil) }
    let copy = fixture.folder.url.appending(path: "copy.sqlite").path
    for ending in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: fixture.path + ending, toPath: copy + ending)
    }
    let other = try #require(try ResultStore.openExisting(path: copy))
    let found = try other.read { snapshot in try snapshot.results(keys: results.map(\.key)) }
    #expect(found.count == results.count)
    for result in results {
      #expect(try other.bytes(of: result.outputs[0].digest) == result.outputs[0].bytes)
    }
  }

  @Test("a log that ends in the middle of a commit gives the commits before it", arguments: 1...9)
  func aCutLogGivesWholeCommits(tenth: Int) throws {
    let fixture = try StoreFixture()
    let store = try fixture.open()
    let run = try StoreFixture.run(store)
    let keys = (0..<6).map { "key \($0)" }
    for key in keys {
      let bytes = StoreFixture.noise(300_000, seed: UInt64(key.utf8.reduce(0) { $0 + UInt64($1) }))
      try store.commit(
        StoreFixture.result(key, bytes: bytes), run: run,
        record: StoreFixture.record(key, key: key))
    }
    let copy = fixture.folder.url.appending(path: "copy.sqlite").path
    try FileManager.default.copyItem(atPath: fixture.path, toPath: copy)
    let log = try Data(contentsOf: URL(filePath: fixture.path + "-wal"))
    try log.prefix(log.count * tenth / 10).write(to: URL(filePath: copy + "-wal"))
    let other = try #require(try ResultStore.openExisting(path: copy))
    let (results, records) = try other.read { snapshot in
      (
        try snapshot.results(keys: keys.map(StoreFixture.digest)),
        try snapshot.records(analysis: "prices")
      )
    }
    #expect(Set(results.keys) == Set(records.values.map(\.key)))
    #expect(results.count < keys.count)
    for result in results.values {
      #expect(try other.bytes(of: result.outputs[0].digest) != nil)
    }
    other.close()
    #expect(try RawFile(path: copy).texts("PRAGMA integrity_check") == ["ok"])
  }

  @Test("a process killed while it commits leaves only whole results", arguments: [30, 60, 90])
  func aKilledProcess(milliseconds: Int) async throws {
    let fixture = try StoreFixture()
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [
        path = fixture.path as String, milliseconds = milliseconds as Int
      ] in
      let store = try ResultStore(path: path)
      let run = try StoreFixture.run(store)
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
        kill(getpid(), SIGKILL)
      }
      for index in 0... {
        let bytes = StoreFixture.noise(100_000, seed: UInt64(index))
        try store.commit(
          StoreFixture.result("key \(index)", bytes: bytes, isJob: index % 2 == 0), run: run,
          record: StoreFixture.record("stage-\(index)", key: "key \(index)"))
      }
    }
    let store = try #require(try ResultStore.openExisting(path: fixture.path))
    let (records, results) = try store.read { snapshot in
      let records = try snapshot.records(analysis: "prices")
      return (records, try snapshot.results(keys: records.values.map(\.key)))
    }
    #expect(results.count == records.count)
    for result in results.values {
      #expect(try store.bytes(of: result.outputs[0].digest)?.count == 100_000)
    }
    let run = try StoreFixture.run(store)
    #expect(try store.commit(StoreFixture.result("more"), run: run, record: nil) == .stored)
    store.close()
    #expect(try RawFile(path: fixture.path).texts("PRAGMA integrity_check") == ["ok"])
  }

  @Test("a full disk is named, keeps what was committed, and stores nothing by halves")
  func aFullDisk() throws {
    let fixture = try StoreFixture()
    let store = try fixture.open()
    let run = try StoreFixture.run(store)
    let kept = StoreFixture.result("kept")
    try store.commit(kept, run: run, record: nil)
    try store.limitPages(to: 100)
    let large = StoreFixture.result("large", bytes: StoreFixture.noise(3 << 20))
    #expect(throws: CacheError.diskFull(path: fixture.path)) {
      try store.commit(large, run: run, record: StoreFixture.record("s", key: "large"))
    }
    #expect(try store.read { snapshot in try snapshot.result(large.key) } == nil)
    #expect(try store.read { snapshot in try snapshot.records(analysis: "prices") } == [:])
    #expect(try store.bytes(of: kept.outputs[0].digest) == kept.outputs[0].bytes)
    try store.limitPages(to: 100_000)
    #expect(try store.commit(large, run: run, record: nil) == .stored)
    store.close()
    #expect(try RawFile(path: fixture.path).texts("PRAGMA integrity_check") == ["ok"])
  }
}
