package import Tables

/// Questions to tables in SQL: one SELECT in the dialect of SQLite, and its result as a table.
///
/// Missing values are NULL, and NULL is missing in the result. Flags are 0 and 1 and dates texts as
/// ISO 8601 writes them; a column that is passed on unchanged stays what it was. Infinities are kept,
/// and minus zero becomes zero. Whole numbers become numbers, and those beyond 2^53 are refused; so
/// are bytes and columns of mixed kinds. A column of nothing but NULL is one of numbers. Names of tables and columns must
/// differ in more than the case of letters.
///
/// The result depends on the tables and the text of the query only: the functions of chance, of the
/// clock and of the connection are refused, as is everything but reading the given tables. Without
/// ORDER BY the rows come in the order of SQLite's plan, the same each time for a version of SQLite.
package enum Query {
  /// Gives the names of the columns of the result without running the query.
  package static func columns(
    of sql: String, tables: [String: [String]]
  ) throws(QueryError) -> [String] {
    let empty = tables.mapValues { names in names.map { Column($0, numbers: []) } }
    return try prepared(sql, tables: empty, limits: QueryLimits()) { statement throws(QueryError) in
      statement.columns
    }
  }

  /// Runs the query; it stops at the limits and when the task is cancelled.
  package static func run(
    _ sql: String, tables: [String: Table], limits: QueryLimits = QueryLimits()
  ) throws(QueryError) -> Table {
    try prepared(sql, tables: tables.mapValues(\.columns), limits: limits) {
      statement throws(QueryError) in try table(of: statement, limits: limits)
    }
  }

  /// Collects the result of a statement.
  static func table(
    of statement: QueryStatement, limits: QueryLimits
  ) throws(QueryError) -> Table {
    var columns = zip(statement.columns, statement.declaredTypes).map { name, type in
      QueryResultColumn(name: name, declaredType: type)
    }
    var valueCount = 0
    while try statement.step() {
      valueCount += columns.count
      guard valueCount <= limits.resultValues else {
        throw QueryError(.tooManyValues(limit: limits.resultValues))
      }
      for index in columns.indices { try columns[index].append(statement.value(index)) }
    }
    return Table(columns.map(\.column))
  }

  /// Prepares a query on the tables, checks its columns and does a piece of work with it.
  private static func prepared<Result>(
    _ sql: String, tables: [String: [Column]], limits: QueryLimits,
    _ work: (QueryStatement) throws(QueryError) -> Result
  ) throws(QueryError) -> Result {
    try prepared(sql, try QueryDatabase(tables: tables), limits: limits, work)
  }

  /// Prepares a query on a database, checks its columns and does a piece of work with it.
  static func prepared<Result>(
    _ sql: String, _ database: QueryDatabase, limits: QueryLimits,
    _ work: (QueryStatement) throws(QueryError) -> Result
  ) throws(QueryError) -> Result {
    let names = QueryNames(tables: database.tableNames)
    return try database.read { database throws(QueryError) in
      let statement = try QueryStatement(sql, in: database, names: names, limits: limits)
      try checkNames(statement.columns)
      return try work(statement)
    }
  }

  private static func checkNames(_ names: [String]) throws(QueryError) {
    var known: Set<String> = []
    for (index, name) in names.enumerated() {
      if name.isEmpty { throw QueryError(.unnamedColumn(number: index + 1)) }
      if !known.insert(name).inserted { throw QueryError(.duplicateColumn(name)) }
    }
  }
}
