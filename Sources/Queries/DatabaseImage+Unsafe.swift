// SAFETY: SQLite's own memory is filled with as many bytes as it has, and SQLite frees it with the
// connection that it is given to.
import GRDB
import GRDBSQLite

/// The bytes of a database file as the main database of a connection.
enum DatabaseImage {
  /// Puts a copy of the bytes into a connection, for reading only.
  static func load(_ bytes: [UInt8], into database: Database) throws(QueryError) {
    guard let connection = unsafe database.sqliteConnection,
      let memory = unsafe sqlite3_malloc64(sqlite3_uint64(max(1, bytes.count)))
    else { throw QueryError(.failed(message: "there is not enough memory for the database")) }
    unsafe bytes.withUnsafeBytes { source in
      if let start = source.baseAddress {
        unsafe memory.copyMemory(from: start, byteCount: source.count)
      }
    }
    let data = unsafe memory.assumingMemoryBound(to: UInt8.self)
    if bytes.count > 19 {
      // A database that keeps a log beside it says so here; in memory there is none.
      unsafe data[18] = 1
      unsafe data[19] = 1
    }
    let size = sqlite3_int64(bytes.count)
    let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)
    guard unsafe sqlite3_deserialize(connection, "main", data, size, size, flags) == SQLITE_OK
    else { throw QueryError(.failed(message: "the bytes are not a SQLite database")) }
  }
}
