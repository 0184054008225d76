// SAFETY: the callbacks get this object's own address; the connection is told to forget it before
// the object goes, and both are used only inside one synchronous piece of work.
import GRDBSQLite

/// Watches over a connection while a query is prepared and run.
@safe
final class QueryGuard {
  private static let stepsBetweenLooks = 10_000

  private let connection: OpaquePointer
  private let names: QueryNames
  private let readable: Set<String>
  private let limits: QueryLimits
  private var steps = 0
  /// The first thing that was refused, as SQLite only says that something was.
  private var refusal: QueryError.Problem?

  /// Takes a connection and the names of the tables that may be read.
  init(connection: OpaquePointer, names: QueryNames, limits: QueryLimits) {
    unsafe self.connection = connection
    self.names = names
    readable = Set(names.tables.keys.map(QueryRules.folded)).union(QueryRules.functionTables)
    self.limits = limits
    let this = unsafe Unmanaged.passUnretained(self).toOpaque()
    _ = unsafe sqlite3_set_authorizer(
      connection,
      { this, action, first, second, _, _ in
        guard let this = unsafe this else { return SQLITE_DENY }
        let watch = unsafe Unmanaged<QueryGuard>.fromOpaque(this).takeUnretainedValue()
        let first = unsafe first.map { unsafe String(cString: $0) } ?? ""
        let second = unsafe second.map { unsafe String(cString: $0) } ?? ""
        return watch.allows(action, first, second) ? SQLITE_OK : SQLITE_DENY
      }, this)
    unsafe sqlite3_progress_handler(
      connection, CInt(Self.stepsBetweenLooks),
      { this in
        guard let this = unsafe this else { return 1 }
        return unsafe Unmanaged<QueryGuard>.fromOpaque(this).takeUnretainedValue().goesOn ? 0 : 1
      }, this)
    _ = unsafe sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, 100_000_000)
  }

  deinit {
    _ = unsafe sqlite3_set_authorizer(connection, nil, nil)
    unsafe sqlite3_progress_handler(connection, 0, nil, nil)
  }

  /// Gives the problem after SQLite refused or failed, for what begins at an offset of the query.
  func failure(_ sql: String, start: Int) -> QueryError {
    let offset = unsafe Int(sqlite3_error_offset(connection))
    let message = unsafe String(cString: sqlite3_errmsg(connection))
    return names.error(
      message: message, refusal: refusal, offset: offset < 0 ? nil : start + offset, in: sql)
  }

  private func allows(_ action: CInt, _ first: String, _ second: String) -> Bool {
    switch action {
    case SQLITE_SELECT, SQLITE_RECURSIVE:
      return true
    case SQLITE_READ:
      // Without a column SQLite counts rows, perhaps of a part of the query that has this name.
      let isCount = second.isEmpty && !QueryRules.isOwnTable(first)
      if isCount || readable.contains(QueryRules.folded(first)) { return true }
      refuse(.refusedTable(first))
    case SQLITE_FUNCTION:
      if !QueryRules.refusedFunctions.contains(QueryRules.folded(second)) { return true }
      refuse(.refusedFunction(second))
    default:
      refuse(.refusedAction(Self.name(of: action, onOwnTable: first.hasPrefix("sqlite_"))))
    }
    return false
  }

  private func refuse(_ problem: QueryError.Problem) {
    if refusal == nil { refusal = problem }
  }

  private var goesOn: Bool {
    steps += Self.stepsBetweenLooks
    if Task.isCancelled {
      refuse(.cancelled)
      return false
    }
    if steps > limits.steps {
      refuse(.tooManySteps(limit: limits.steps))
      return false
    }
    return true
  }

  private static func name(of action: CInt, onOwnTable isOwn: Bool) -> String {
    switch action {
    // SQLite asks for this before it makes a table that is computed on demand.
    case SQLITE_UPDATE where isOwn: "reading tables of SQLite's own"
    case SQLITE_INSERT where isOwn, SQLITE_DELETE where isOwn: "changing the database"
    case SQLITE_ATTACH: "ATTACH"
    case SQLITE_DETACH: "DETACH"
    case SQLITE_INSERT: "INSERT"
    case SQLITE_UPDATE: "UPDATE"
    case SQLITE_DELETE: "DELETE"
    case SQLITE_PRAGMA: "PRAGMA"
    case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: "a transaction"
    case SQLITE_ANALYZE: "ANALYZE"
    case SQLITE_REINDEX: "REINDEX"
    default: "changing the database"
    }
  }
}
