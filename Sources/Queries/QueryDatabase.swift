import GRDB
import Tables

/// The database of one query, in memory, with nothing in it but the tables of the query.
struct QueryDatabase {
  private let queue: DatabaseQueue
  /// The columns of each table.
  let tableNames: [String: [String]]

  /// Takes the bytes of a database file.
  init(file bytes: [UInt8]) throws(QueryError) {
    (queue, tableNames) = try Self.translate {
      let queue = try DatabaseQueue()
      let names = try queue.inDatabase { database in
        Self.removeExtras(database)
        try DateFunctions.replace(in: database)
        SampleFunctions.add(to: database)
        FleetFunctions.add(to: database)
        try DatabaseImage.load(bytes, into: database)
        for name in QueryRules.functionTables.sorted() {
          try database.execute(sql: "SELECT 1 FROM \(name)('[]')")
        }
        var names: [String: [String]] = [:]
        let rows = try Row.fetchAll(
          database,
          sql: """
            SELECT s.name, c.name FROM sqlite_schema AS s, pragma_table_info(s.name) AS c
            WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            """)
        for row in rows { names[row[0], default: []].append(row[1]) }
        return names
      }
      return (queue, names)
    }
  }

  init(tables: [String: [Tables.Column]]) throws(QueryError) {
    tableNames = tables.mapValues { $0.map(\.name) }
    let names = tables.keys.sorted()
    try Self.checkNames(names)
    for name in names {
      let columns = tables[name, default: []]
      if columns.isEmpty { throw QueryError(.noColumns(table: name)) }
      try Self.checkNames(columns.map(\.name))
    }
    queue = try Self.translate {
      let queue = try DatabaseQueue()
      try queue.inDatabase { database in
        Self.removeExtras(database)
        try DateFunctions.replace(in: database)
        SampleFunctions.add(to: database)
        FleetFunctions.add(to: database)
        // SQLite makes these tables when they are first named, which no query may cause.
        for name in QueryRules.functionTables.sorted() {
          try database.execute(sql: "SELECT 1 FROM \(name)('[]')")
        }
        try database.inTransaction {
          for name in names { try Self.fill(name, tables[name, default: []], database) }
          return .commit
        }
      }
      return queue
    }
  }

  /// Gives the connection to a piece of work, in which it is used by nothing else.
  func read<Result>(
    _ work: (Database) throws(QueryError) -> Result
  ) throws(QueryError) -> Result {
    try queue.inDatabase { database in
      do throws(QueryError) {
        return Swift.Result<Result, QueryError>.success(try work(database))
      } catch {
        return .failure(error)
      }
    }.get()
  }

  private static func checkNames(_ names: [String]) throws(QueryError) {
    var known: [String: String] = [:]
    for name in names {
      let folded = QueryRules.folded(name)
      if let other = known.updateValue(name, forKey: folded) {
        throw QueryError(.namesDifferInCaseOnly(other, name))
      }
    }
  }

  /// Removes functions and orders that the connection has on top of SQLite's own; some of them
  /// depend on the language of the machine.
  private static func removeExtras(_ database: Database) {
    let functions: [DatabaseFunction] = [
      .capitalize, .lowercase, .uppercase, .localizedCapitalize, .localizedLowercase,
      .localizedUppercase,
    ]
    for function in functions { database.remove(function: function) }
    let collations: [DatabaseCollation] = [
      .unicodeCompare, .caseInsensitiveCompare, .localizedCaseInsensitiveCompare,
      .localizedCompare, .localizedStandardCompare,
    ]
    for collation in collations { database.remove(collation: collation) }
  }

  private static func fill(_ name: String, _ columns: [Tables.Column], _ database: Database) throws
  {
    let declared = columns.map { "\(quoted($0.name)) \(QueryColumnType($0.kind).rawValue)" }
    try database.execute(
      sql: "CREATE TABLE \(quoted(name)) (\(declared.joined(separator: ", ")))")
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    try TableFilling.insert(
      columns, sql: "INSERT INTO \(quoted(name)) VALUES (\(marks))", in: database)
  }

  /// A name as SQL writes it.
  static func quoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  private static func translate<Result>(_ work: () throws -> Result) throws(QueryError) -> Result {
    do {
      return try work()
    } catch let error as QueryError {
      throw error
    } catch let error as DatabaseError {
      throw QueryError(.failed(message: error.message ?? "SQLite failed: \(error.resultCode)"))
    } catch {
      throw QueryError(.failed(message: "\(error)"))
    }
  }
}
