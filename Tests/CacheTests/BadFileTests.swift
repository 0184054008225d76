import Cache
import Foundation
import TestSupport
import Testing

@Suite("Something that is no cache")
struct BadFileTests {
  private let fixture: StoreFixture

  init() throws {
    fixture = try StoreFixture()
  }

  private func openError() -> CacheError? {
    do {
      _ = try fixture.open()
      return nil
    } catch let error as CacheError {
      return error
    } catch {
      return nil
    }
  }

  @Test(
    "is named, and left as it was",
    arguments: [
      (0, CacheError.Found.emptyFile), (1, .otherFile), (100, .otherFile), (5000, .otherFile),
      (70_000, .otherFile),
    ])
  func isNamed(count: Int, found: CacheError.Found) throws {
    let bytes = StoreFixture.noise(count)
    try fixture.folder.write(".workbench/cache.sqlite", bytes: bytes)
    let raw = RawFile(path: fixture.path)
    let modified = try raw.modified
    #expect(openError() == .notACache(path: fixture.path, found: found))
    #expect(throws: CacheError.self) { try ResultStore.openExisting(path: fixture.path) }
    #expect(try raw.bytes == bytes)
    #expect(try raw.modified == modified)
    #expect(try raw.neighbours == ["cache.sqlite"])
  }

  @Test("may be a folder")
  func mayBeAFolder() throws {
    try fixture.folder.write(".workbench/cache.sqlite/inside.txt", "kept")
    #expect(openError() == .notACache(path: fixture.path, found: .folder))
    #expect(try fixture.folder.read(".workbench/cache.sqlite/inside.txt") == "kept")
  }

  @Test("may be the file of another program that uses SQLite")
  func mayBeAnotherDatabase() throws {
    try fixture.folder.write(".workbench/notes.txt", "")
    let raw = RawFile(path: fixture.path)
    try raw.execute("CREATE TABLE prices (x); INSERT INTO prices VALUES (1)")
    let bytes = try raw.bytes
    #expect(openError() == .notACache(path: fixture.path, found: .otherDatabase))
    #expect(try raw.bytes == bytes)
  }

  @Test("or was written by a newer version is refused")
  func ofANewerVersion() throws {
    try fixture.open().close()
    let raw = RawFile(path: fixture.path)
    try raw.execute("PRAGMA user_version = 7")
    let bytes = try raw.bytes
    #expect(openError() == .newerLayout(path: fixture.path, found: 7, known: 1))
    #expect(try raw.bytes == bytes)
  }

  @Test(
    "but the beginning of one is damage, and left as it was",
    arguments: [1, 50, 100, 511, 512, 4096, 16_384, 40_000])
  func truncated(count: Int) throws {
    let store = try fixture.open()
    let result = StoreFixture.result("a", bytes: StoreFixture.noise(200_000))
    try store.commit(result, run: try StoreFixture.run(store), record: nil)
    store.close()
    let raw = RawFile(path: fixture.path)
    let bytes = Array(try raw.bytes.prefix(count))
    try Data(bytes).write(to: URL(filePath: fixture.path))
    let error = try #require(openError())
    switch error {
    case .damaged, .notACache(_, .otherFile): break
    default: Issue.record("a file of \(count) bytes gave: \(error)")
    }
    #expect(try raw.bytes == bytes)
  }

  @Test("with tables of another shape gives errors, not a crash")
  func tablesOfAnotherShape() throws {
    let store = try fixture.open()
    let run = try StoreFixture.run(store)
    let result = StoreFixture.result("a")
    try store.commit(result, run: run, record: nil)
    store.close()
    try RawFile(path: fixture.path).execute(
      """
      PRAGMA foreign_keys = OFF;
      PRAGMA legacy_alter_table = ON;
      CREATE TABLE other AS SELECT * FROM result;
      UPDATE other SET kind = X'FF00', seconds = 'long', log = NULL;
      DROP TABLE result;
      ALTER TABLE other RENAME TO result;
      DROP TABLE metric;
      """)
    let again = try fixture.open()
    #expect(throws: CacheError.self) {
      try again.read { snapshot in try snapshot.result(result.key) }
    }
    #expect(throws: CacheError.self) {
      try again.commit(StoreFixture.result("b"), run: run, record: nil)
    }
  }

  @Test("or a place where nothing may be made gives an error that says so")
  func placeWhereNothingMayBeMade() throws {
    let nowhere = "/proc/workbench/cache.sqlite"
    #expect(throws: CacheError.inputOutput(path: nowhere, detail: "there is no such folder")) {
      try ResultStore(path: nowhere)
    }
    let file = try fixture.folder.write("plain", "text")
    let below = file.appending(path: "cache.sqlite").path
    #expect(
      throws: CacheError.inputOutput(path: below, detail: "a file lies where a folder is needed")
    ) { try ResultStore(path: below) }
    #expect(try fixture.folder.read("plain") == "text")
  }

  @Test(
    "or a read-only folder is named as such",
    .enabled(if: getuid() != 0, "the superuser may write everywhere"))
  func readOnlyFolder() throws {
    try fixture.open().close()
    let folder = URL(filePath: fixture.path).deletingLastPathComponent().path
    let files = FileManager.default
    try files.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder)
    defer { try? files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder) }
    guard case .notPermitted = openError() else {
      Issue.record("a read-only folder gave: \(String(describing: openError()))")
      return
    }
  }
}
