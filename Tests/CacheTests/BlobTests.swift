import Cache
import Digests
import Foundation
import Testing

@Suite("Stored bytes")
struct BlobTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  private func commit(_ key: String, bytes: [UInt8]) throws -> NewResult {
    let store = try fixture.open()
    let result = StoreFixture.result(key, bytes: bytes)
    try store.commit(result, run: try StoreFixture.run(store), record: nil)
    store.close()
    return result
  }

  @Test(
    "come back whole at every side of a chunk's edge",
    arguments: [0, 1, 1 << 20 - 1, 1 << 20, 1 << 20 + 1, 5 << 20, 5 << 20 + 12_345])
  func comeBackWhole(count: Int) throws {
    let bytes = StoreFixture.noise(count)
    let result = try commit("a", bytes: bytes)
    let store = try fixture.open()
    #expect(try store.bytes(of: Digest(of: bytes)) == bytes)
    #expect(try store.read { snapshot in try snapshot.result(result.key) } != nil)
    store.close()
    let chunks = try RawFile(path: fixture.path).integer("SELECT count(*) FROM chunk")
    #expect(chunks == (count + (1 << 20) - 1) / (1 << 20))
  }

  @Test("of an unknown digest are nil")
  func ofUnknownDigest() throws {
    #expect(try fixture.open().bytes(of: StoreFixture.digest("nothing")) == nil)
  }

  @Test(
    "that were changed are put aside and never given out",
    arguments: [
      "UPDATE chunk SET bytes = zeroblob(length(bytes)) WHERE position = 1",
      """
      UPDATE chunk SET bytes = CAST(X'00' || substr(bytes, 2) AS BLOB) WHERE position = 2
      """,
      "UPDATE chunk SET position = 9 WHERE position = 0",
    ])
  func thatWereChanged(damage: String) throws {
    let result = try commit("a", bytes: StoreFixture.noise(3 << 20))
    try RawFile(path: fixture.path).execute(damage)
    let store = try fixture.open()
    #expect(try store.quarantined() == [])
    #expect(try store.bytes(of: result.outputs[0].digest) == nil)
    let aside = try store.quarantined()
    #expect(aside.map(\.digest) == [result.outputs[0].digest])
    #expect(aside.map(\.byteCount) == [3 << 20])
    #expect(aside.first?.problem.contains("digest") == true)
    #expect(try store.read { snapshot in try snapshot.result(result.key) } == nil)
    #expect(try store.read { snapshot in try snapshot.lostOutputs(result.key) } == ["model"])
  }

  @Test(
    "of which some are gone make the result count as missing before they are read",
    arguments: [
      "DELETE FROM chunk WHERE position = 1", "DELETE FROM chunk", "DELETE FROM blob",
      "UPDATE chunk SET bytes = substr(bytes, 2) WHERE position = 2",
      "UPDATE blob SET byte_count = 7", "UPDATE blob SET byte_count = -1",
      "UPDATE blob SET byte_count = 9223372036854775807",
    ])
  func ofWhichSomeAreGone(damage: String) throws {
    let result = try commit("a", bytes: StoreFixture.noise(3 << 20))
    try RawFile(path: fixture.path).execute(damage)
    let store = try fixture.open()
    #expect(try store.read { snapshot in try snapshot.result(result.key) } == nil)
    #expect(try store.read { snapshot in try snapshot.lostOutputs(result.key) } == ["model"])
    #expect(try store.bytes(of: result.outputs[0].digest) == nil)
  }

  @Test("that were lost are back after the same result is computed again")
  func thatWereLostAreBack() throws {
    let bytes = StoreFixture.noise(3 << 20)
    let result = try commit("a", bytes: bytes)
    try RawFile(path: fixture.path).execute("DELETE FROM chunk WHERE position = 1")
    let store = try fixture.open()
    let run = try StoreFixture.run(store)
    let again = StoreFixture.result("a", bytes: bytes, seconds: 99)
    #expect(try store.commit(again, run: run, record: nil) == .stored)
    let found = try store.read { snapshot in try snapshot.result(result.key) }
    #expect(found?.measurements.seconds == 1.5)
    #expect(try store.bytes(of: Digest(of: bytes)) == bytes)
    #expect(try store.quarantined().count == 1)
    #expect(try store.commit(again, run: run, record: nil) == .alreadyThere)
  }

  @Test("that were lost may be replaced by others, as nothing contradicts them")
  func thatWereLostMayBeReplaced() throws {
    let result = try commit("a", bytes: [1, 2, 3])
    try RawFile(path: fixture.path).execute("DELETE FROM blob")
    let store = try fixture.open()
    let other = StoreFixture.result("a", bytes: [4, 5])
    #expect(try store.commit(other, run: try StoreFixture.run(store), record: nil) == .stored)
    let found = try store.read { snapshot in try snapshot.result(result.key) }
    #expect(found?.outputs == other.outputs.map(\.stored))
  }

  @Test("behind damaged pages of the file are put aside or named as damage, never given out")
  func behindDamagedPages() throws {
    let result = try commit("a", bytes: StoreFixture.noise(2 << 20))
    var bytes = try RawFile(path: fixture.path).bytes
    let middle = bytes.count - (1 << 20)
    for index in middle..<middle + 40_000 { bytes[index] = 0xA5 }
    try Data(bytes).write(to: URL(filePath: fixture.path))
    let store = try fixture.open()
    do {
      #expect(try store.bytes(of: result.outputs[0].digest) == nil)
    } catch {
      guard case .damaged = error else { throw error }
    }
  }
}
