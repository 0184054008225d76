import Foundation
import GRDB

/// The cache's file on disk: makes it whole, and opens only what is a cache.
struct StoreFile {
  let path: String
  let timeoutSeconds: Double

  init(path: String, timeoutSeconds: Double) {
    // Absolute, so that no name is taken for an SQLite address such as `file:…`.
    self.path = URL(filePath: path).path
    self.timeoutSeconds = timeoutSeconds
  }

  /// Whether anything lies at the path.
  var isPresent: Bool { FileManager.default.fileExists(atPath: path) }

  /// Opens the file and brings an older layout up to date; an up-to-date file is not written to.
  func open() throws(CacheError) -> DatabaseQueue {
    try refuseOtherThings()
    return try guarded {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let version = try queue.inDatabase { db in
        let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        guard application == Layout.applicationID else {
          throw CacheError.notACache(path: path, found: .otherDatabase)
        }
        return try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      }
      if version > Layout.version {
        throw CacheError.newerLayout(path: path, found: version, known: Layout.version)
      }
      if version < Layout.version { try bringUpToDate(queue) }
      return queue
    }
  }

  /// Makes a new file with its folder; a file that is there in the meantime is left alone.
  ///
  /// The file is made under another name and linked into place, so that no process ever sees
  /// half a cache, and a process killed on the way leaves nothing at the path.
  func create() throws(CacheError) {
    try guarded {
      let files = FileManager.default
      let place = URL(filePath: path)
      try files.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      let draft = place.appendingPathExtension("new-\(UUID().uuidString)").path
      defer {
        for ending in ["", "-wal", "-shm", "-journal"] {
          try? files.removeItem(atPath: draft + ending)
        }
      }
      let queue = try DatabaseQueue(path: draft, configuration: configuration)
      // The page size and the vacuum mode can only be chosen before the first table.
      try queue.inDatabase { db in
        try db.execute(
          sql: """
            PRAGMA page_size = 16384;
            PRAGMA auto_vacuum = INCREMENTAL;
            """)
      }
      try Layout.migrator.migrate(queue)
      // Last, so that all of the layout is in the file itself and none in a log beside it: what a
      // full disk keeps from being written then fails above.
      try queue.inDatabase { db in try db.execute(sql: "PRAGMA journal_mode = WAL") }
      try queue.close()
      do {
        try files.linkItem(atPath: draft, toPath: path)
      } catch  where !isPresent {
        // A file system without links; moving refuses to replace as well.
        try files.moveItem(atPath: draft, toPath: path)
      } catch {}
    }
  }

  /// Runs a body and turns whatever it throws into an error about this file.
  func guarded<Value>(_ body: () throws -> Value) throws(CacheError) -> Value {
    do {
      return try body()
    } catch {
      throw CacheError(error, path: path, timeoutSeconds: timeoutSeconds)
    }
  }

  private var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "cache"
    configuration.busyMode = .timeout(timeoutSeconds)
    return configuration
  }

  private func bringUpToDate(_ queue: DatabaseQueue) throws {
    do {
      try Layout.migrator.migrate(queue)
    } catch {
      // Another process may have done it between the look and the attempt.
      guard try queue.inDatabase(Layout.migrator.hasCompletedMigrations) else { throw error }
    }
  }

  // The size is asked of the folder: reading the file here would give up the locks that other
  // connections of this process hold on it.
  private func refuseOtherThings() throws(CacheError) {
    let attributes = try guarded { try FileManager.default.attributesOfItem(atPath: path) }
    if attributes[.type] as? FileAttributeType == .typeDirectory {
      throw .notACache(path: path, found: .folder)
    }
    let size = attributes[.size] as? Int ?? 0
    if size == 0 { throw .notACache(path: path, found: .emptyFile) }
    // Shorter than the smallest page: SQLite takes such a file for a new one and writes over it.
    if size < 512 { throw .notACache(path: path, found: .otherFile) }
  }
}
