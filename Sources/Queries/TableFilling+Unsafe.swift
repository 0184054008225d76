// SAFETY: the texts lie in one buffer that outlives the statement, so SQLite need not copy them on
// binding; each is bound with its own count of bytes inside the buffer.
import GRDB
import GRDBSQLite
import Tables

/// The filling of a database table, which is most of the time of a small query.
enum TableFilling {
  /// Runs an insertion with one parameter for each column once for each row.
  static func insert(
    _ columns: [Tables.Column], sql: String, in database: Database
  ) throws(QueryError) {
    guard let connection = unsafe database.sqliteConnection else {
      throw QueryError(.failed(message: "the database is closed"))
    }
    var statement: OpaquePointer?
    defer { unsafe sqlite3_finalize(statement) }
    var status = unsafe sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
    let sources = Sources(columns)
    for row in 0..<(columns.first?.count ?? 0) where status == SQLITE_OK {
      unsafe sources.bytes.withUnsafeBytes { buffer in
        unsafe sources.bind(row, to: statement, buffer)
      }
      _ = unsafe sqlite3_step(statement)
      status = unsafe sqlite3_reset(statement)
    }
    if status != SQLITE_OK {
      throw QueryError(.failed(message: unsafe String(cString: sqlite3_errmsg(connection))))
    }
  }

  /// The values of the columns, and the bytes of all their texts one after the other.
  private struct Sources {
    enum Values {
      case numbers([Double])
      case texts(codes: [Int32], levels: [Range<Int>])
      case flags([Bool?])
    }

    var columns: [Values] = []
    /// One byte comes first, so that the buffer has an address.
    var bytes: [UInt8] = [0]

    init(_ columns: [Tables.Column]) {
      for column in columns {
        switch column.values {
        case .numbers(let numbers):
          self.columns.append(.numbers(numbers))
        case .texts(let texts):
          let levels = texts.levels.map { level in
            let start = bytes.count
            bytes.append(contentsOf: level.utf8)
            return start..<bytes.count
          }
          self.columns.append(.texts(codes: texts.codes, levels: levels))
        case .flags(let flags):
          self.columns.append(.flags(flags))
        case .dates(let dates):
          let texts = dates.coded
          let levels = texts.levels.map { level in
            let start = bytes.count
            bytes.append(contentsOf: level.utf8)
            return start..<bytes.count
          }
          self.columns.append(.texts(codes: texts.codes, levels: levels))
        }
      }
    }

    @unsafe
    func bind(_ row: Int, to statement: OpaquePointer?, _ buffer: UnsafeRawBufferPointer) {
      let base = unsafe buffer.bindMemory(to: CChar.self).baseAddress
      for (index, values) in columns.enumerated() {
        let place = CInt(index + 1)
        switch values {
        case .numbers(let numbers):
          // SQLite takes not a number for NULL.
          _ = unsafe sqlite3_bind_double(statement, place, numbers[row])
        case .flags(let flags):
          if let flag = flags[row] {
            _ = unsafe sqlite3_bind_int(statement, place, flag ? 1 : 0)
          } else {
            _ = unsafe sqlite3_bind_null(statement, place)
          }
        case .texts(let codes, let levels):
          guard codes[row] >= 0, let base = unsafe base else {
            _ = unsafe sqlite3_bind_null(statement, place)
            continue
          }
          let range = levels[Int(codes[row])]
          _ = unsafe sqlite3_bind_text(
            statement, place, base + range.lowerBound, CInt(clamping: range.count), nil)
        }
      }
    }
  }
}
