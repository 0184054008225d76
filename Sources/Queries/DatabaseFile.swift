package import Tables

/// A SQLite database in the bytes of a file, which is read and never written.
///
/// The bytes are taken into memory, so what lies in a journal or log beside the file is not seen.
/// Dates in texts become dates where every value of a column is one.
package enum DatabaseFile {
  /// Tells whether the bytes begin as a SQLite file does.
  package static func isDatabase(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: Array("SQLite format 3".utf8) + [0])
  }

  /// Gives the tables and views with their columns.
  package static func tables(_ bytes: [UInt8]) throws(QueryError) -> [String: [String]] {
    try QueryDatabase(file: bytes).tableNames
  }

  /// Gives the names of the columns of a query's result without running it.
  package static func columns(
    of sql: String, in bytes: [UInt8]
  ) throws(QueryError) -> [String] {
    let database = try QueryDatabase(file: bytes)
    return try Query.prepared(sql, database, limits: QueryLimits()) {
      statement throws(QueryError) in statement.columns
    }
  }

  /// Runs a query; it stops at the limits and when the task is cancelled.
  package static func run(
    _ sql: String, in bytes: [UInt8], limits: QueryLimits = QueryLimits()
  ) throws(QueryError) -> Table {
    let database = try QueryDatabase(file: bytes)
    let table = try Query.prepared(sql, database, limits: limits) {
      statement throws(QueryError) in try Query.table(of: statement, limits: limits)
    }
    return Table(table.columns.map(withDates), rowCount: table.rowCount)
  }

  /// Gives the SELECT for all of one table.
  package static func selection(ofTable name: String) -> String {
    "SELECT * FROM \(QueryDatabase.quoted(name))"
  }

  private static func withDates(_ column: Column) -> Column {
    guard case .texts(let texts) = column.values, texts.codes.contains(where: { $0 >= 0 }),
      let dates = DateValues(texts: texts)
    else { return column }
    return Column(column.name, dates: dates)
  }
}
