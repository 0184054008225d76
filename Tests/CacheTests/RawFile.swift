import Foundation
import GRDB

/// The cache's file seen by another SQLite client, and as bytes on disk.
struct RawFile {
  let path: String

  /// Runs statements on the file as any other program would.
  func execute(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.inDatabase { db in try db.execute(sql: sql) }
    try queue.close()
  }

  /// Reads the first column of a query as text.
  func texts(_ sql: String) throws -> [String?] {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { db in try Optional<String>.fetchAll(db, sql: sql) }
  }

  /// Reads the first column of the first row as a whole number.
  func integer(_ sql: String) throws -> Int? {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { db in try Int.fetchOne(db, sql: sql) }
  }

  /// The bytes of the file.
  var bytes: [UInt8] {
    get throws { Array(try Data(contentsOf: URL(filePath: path))) }
  }

  /// When the file was last written.
  var modified: Date? {
    get throws {
      try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }
  }

  /// The names of everything in the file's folder.
  var neighbours: [String] {
    get throws {
      let folder = URL(filePath: path).deletingLastPathComponent().path
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }
  }
}
