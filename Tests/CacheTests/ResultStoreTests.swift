import Cache
import Digests
import Foundation
import TestSupport
import Testing

@Suite("A cache file")
struct ResultStoreTests {
  @Test("is made with its folder, in WAL mode, with large pages, and nothing else beside it")
  func isMade() throws {
    let fixture = try StoreFixture()
    try fixture.open().close()
    let raw = RawFile(path: fixture.path)
    #expect(try raw.neighbours == ["cache.sqlite"])
    #expect(try raw.texts("PRAGMA journal_mode") == ["wal"])
    #expect(try raw.integer("PRAGMA page_size") == 16384)
    #expect(try raw.integer("PRAGMA auto_vacuum") == 2)
    #expect(try raw.texts("PRAGMA integrity_check") == ["ok"])
  }

  @Test("is not made by asking for an existing one")
  func isNotMadeByAsking() throws {
    let fixture = try StoreFixture()
    #expect(try ResultStore.openExisting(path: fixture.path) == nil)
    #expect(!FileManager.default.fileExists(atPath: fixture.path))
    #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder.url.path) == [])
  }

  @Test("is not written to by opening, reading and closing it")
  func isNotWrittenByReading() throws {
    let fixture = try StoreFixture()
    let store = try fixture.open()
    let run = try StoreFixture.run(store)
    let result = StoreFixture.result("a")
    try store.commit(result, run: run, record: StoreFixture.record("model", key: "a"))
    try store.endRun(run, outcome: "done")
    store.close()
    let raw = RawFile(path: fixture.path)
    let (bytes, modified) = (try raw.bytes, try raw.modified)
    for _ in 0..<2 {
      let again = try #require(try ResultStore.openExisting(path: fixture.path))
      let found = try again.read { snapshot in
        (try snapshot.result(result.key), try snapshot.records(analysis: "prices").count)
      }
      #expect(found.0 != nil && found.1 == 1)
      #expect(try again.bytes(of: result.outputs[0].digest) != nil)
      again.close()
    }
    #expect(try raw.bytes == bytes)
    #expect(try raw.modified == modified)
    #expect(try raw.neighbours == ["cache.sqlite"])
  }

  @Test("shows one moment to a body that reads twice")
  func showsOneMoment() throws {
    let fixture = try StoreFixture()
    let reader = try fixture.open()
    let writer = try fixture.open()
    let run = try StoreFixture.run(writer)
    let key = StoreFixture.digest("a")
    let seen = try reader.read { snapshot in
      let before = try snapshot.result(key) != nil
      try writer.commit(StoreFixture.result("a"), run: run, record: nil)
      return [before, try snapshot.result(key) != nil]
    }
    #expect(seen == [false, false])
    #expect(try reader.read { snapshot in try snapshot.result(key) } != nil)
  }

  @Test("that is closed answers with an error")
  func closedAnswersWithError() throws {
    let fixture = try StoreFixture()
    let store = try fixture.open()
    store.close()
    #expect(throws: CacheError.self) { try store.quarantined() }
    #expect(throws: CacheError.self) { try StoreFixture.run(store) }
  }
}
