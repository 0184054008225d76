package import Digests
import Foundation
import GRDB
import Synchronization

/// Results by key in one SQLite file that several processes may use at once.
///
/// All access goes through one connection, one call at a time; the body of `read` must not call
/// the store again.
package final class ResultStore: Sendable {
  private let file: StoreFile
  private let connection: Mutex<DatabaseQueue?>

  /// Opens the cache at a path, making it and its folder when they are not there.
  ///
  /// A file that is up to date is opened without writing to it. Calls wait for other processes
  /// up to the time limit, in seconds.
  package convenience init(path: String, timeoutSeconds: Double = 10) throws(CacheError) {
    let file = StoreFile(path: path, timeoutSeconds: timeoutSeconds)
    if !file.isPresent { try file.create() }
    try self.init(file)
  }

  private init(_ file: StoreFile) throws(CacheError) {
    self.file = file
    connection = Mutex(try file.open())
  }

  /// Opens the cache at a path, or gives nil when nothing is there.
  package static func openExisting(
    path: String, timeoutSeconds: Double = 10
  ) throws(CacheError) -> ResultStore? {
    let file = StoreFile(path: path, timeoutSeconds: timeoutSeconds)
    return file.isPresent ? try ResultStore(file) : nil
  }

  /// Closes the file once calls under way have ended; later calls throw.
  ///
  /// Without this the file is closed when the store is let go.
  package func close() {
    // Letting go is closing, and unlike an explicit close it waits for whoever still uses it.
    connection.withLock { $0 = nil }
  }

  /// Runs a body on one consistent state of the cache.
  ///
  /// The body throws what the snapshot throws; it hands other problems back as its value, as an
  /// error of another type would be told as a problem of the file.
  package func read<Value>(
    _ body: (Snapshot) throws -> Value
  ) throws(CacheError) -> Value {
    try file.guarded { try open().read { db in try body(Snapshot(db: db, file: file)) } }
  }

  /// Reads bytes and checks them; nil when they are not there or no longer match their digest.
  ///
  /// Bytes that do not match are put aside, so the results that need them count as missing.
  package func bytes(of digest: Digest) throws(CacheError) -> [UInt8]? {
    let content = try file.guarded {
      try open().read { db in try BlobTable(db: db).content(of: digest) }
    }
    switch content {
    case .missing:
      return nil
    case .good(let bytes):
      return bytes
    case .bad(let rowID, let problem):
      try write { db in try BlobTable(db: db).putAside(rowID: rowID, problem: problem) }
      return nil
    }
  }

  /// Tells which bytes were put aside because they no longer match their digest.
  package func quarantined() throws(CacheError) -> [QuarantinedBlob] {
    try read { snapshot in try snapshot.quarantined() }
  }

  /// Writes in one transaction that takes the write lock at its start.
  ///
  /// A durable transaction waits for the disk, and with it all before it survive a power cut.
  /// One that is not survives a killed process; after a power cut the file is whole without it.
  /// That is enough for a result, which can be computed again, and it saves a wait of some
  /// milliseconds for each of thousands of jobs. A look and a written file cannot be taken back.
  func write<Value>(
    durable: Bool = true, _ body: (Database) throws -> Value
  ) throws(CacheError) -> Value {
    try file.guarded {
      try open().inDatabase { db in
        try db.execute(sql: "PRAGMA synchronous = \(durable ? "FULL" : "NORMAL")")
        var value: Value?
        try db.inTransaction(.immediate) {
          value = try body(db)
          return .commit
        }
        guard let value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
        return value
      }
    }
  }

  /// Gives free pages of the file back to the disk.
  func vacuum() throws(CacheError) {
    try file.guarded {
      try open().inDatabase { db in
        _ = try Row.fetchAll(db, sql: "PRAGMA incremental_vacuum")
        _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    }
  }

  private func open() throws -> DatabaseQueue {
    guard let queue = connection.withLock({ $0 }) else {
      throw CacheError.inputOutput(path: file.path, detail: "this program has closed it")
    }
    return queue
  }
}
