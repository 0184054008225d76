// SAFETY: the statement is made and ended here only; texts of SQLite are copied before the next
// step, with the count of bytes that SQLite gives for them.
import GRDB
import GRDBSQLite

/// A value of a result.
enum QueryValue {
  case null
  case integer(Int64)
  case number(Double)
  case text(String)
  case blob
}

/// A prepared query on a watched connection.
@safe
final class QueryStatement {
  private let sql: String
  private let watch: QueryGuard
  private let handle: OpaquePointer
  /// The names of the columns of the result.
  let columns: [String]
  /// The declared types of those columns that are passed on unchanged.
  let declaredTypes: [QueryColumnType?]

  /// Prepares a query, which must be one SELECT.
  init(
    _ sql: String, in database: Database, names: QueryNames, limits: QueryLimits
  ) throws(QueryError) {
    guard let connection = unsafe database.sqliteConnection else {
      throw QueryError(.failed(message: "the database is closed"))
    }
    let watch = unsafe QueryGuard(connection: connection, names: names, limits: limits)
    let bytes = Array(sql.utf8) + [0]
    if let offset = bytes.dropLast().firstIndex(of: 0) {
      throw QueryError(.syntax(message: "a query has no zero characters"), offset: offset)
    }
    var end = 0
    var prepared: OpaquePointer?
    // Comments and semicolons alone give no statement.
    while unsafe prepared == nil, end < bytes.count - 1 {
      let start = end
      guard unsafe Self.prepare(bytes, &end, connection, &prepared) else {
        throw watch.failure(sql, start: start)
      }
    }
    guard let handle = unsafe prepared else { throw QueryError(.notASelect, offset: 0) }
    unsafe self.handle = handle
    self.sql = sql
    self.watch = watch
    columns = unsafe (0..<sqlite3_column_count(handle)).map { index in
      unsafe sqlite3_column_name(handle, index).map { unsafe String(cString: $0) } ?? ""
    }
    declaredTypes = unsafe (0..<sqlite3_column_count(handle)).map { index in
      unsafe sqlite3_column_decltype(handle, index)
        .flatMap { unsafe QueryColumnType(rawValue: String(cString: $0)) }
    }
    guard unsafe sqlite3_stmt_readonly(handle) != 0, unsafe sqlite3_stmt_isexplain(handle) == 0,
      !columns.isEmpty
    else { throw QueryError(.notASelect, offset: 0) }
    if unsafe sqlite3_bind_parameter_count(handle) > 0 { throw QueryError(.parametersRefused) }
    if let offset = unsafe Self.secondStatement(bytes, from: end, connection) {
      throw QueryError(.severalStatements, offset: offset)
    }
  }

  deinit {
    unsafe sqlite3_finalize(handle)
  }

  /// Goes to the next row and tells whether there is one.
  func step() throws(QueryError) -> Bool {
    switch unsafe sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw watch.failure(sql, start: 0)
    }
  }

  /// Reads a value of the current row.
  func value(_ column: Int) -> QueryValue {
    let column = CInt(column)
    switch unsafe sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: return unsafe .integer(sqlite3_column_int64(handle, column))
    case SQLITE_FLOAT: return unsafe .number(sqlite3_column_double(handle, column))
    case SQLITE_TEXT:
      guard let text = unsafe sqlite3_column_text(handle, column) else { return .text("") }
      let count = unsafe Int(sqlite3_column_bytes(handle, column))
      let bytes = unsafe UnsafeBufferPointer(start: text, count: count)
      return unsafe .text(String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB: return .blob
    default: return .null
    }
  }

  /// Prepares the statement that begins at an offset and moves the offset behind it.
  private static func prepare(
    _ bytes: [UInt8], _ offset: inout Int, _ connection: OpaquePointer,
    _ statement: inout OpaquePointer?
  ) -> Bool {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = unsafe buffer.bindMemory(to: CChar.self).baseAddress else { return false }
      var tail: UnsafePointer<CChar>?
      let status = unsafe sqlite3_prepare_v3(
        connection, base + offset, CInt(clamping: bytes.count - offset), 0, &statement, &tail)
      guard status == SQLITE_OK, let tail = unsafe tail else { return false }
      offset = unsafe tail - base
      return true
    }
  }

  /// Finds anything behind the statement but comments and semicolons.
  private static func secondStatement(
    _ bytes: [UInt8], from end: Int, _ connection: OpaquePointer
  ) -> Int? {
    var end = end
    while end < bytes.count - 1 {
      let start = end
      var second: OpaquePointer?
      let isGood = unsafe prepare(bytes, &end, connection, &second)
      unsafe sqlite3_finalize(second)
      if unsafe !isGood || second != nil {
        let isSpace: (UInt8) -> Bool = { $0 == 32 || (9...13).contains($0) }
        return start + bytes[start...].prefix(while: isSpace).count
      }
    }
    return nil
  }
}
