/// What a query may do: read its own tables and compute the same from them each time.
enum QueryRules {
  /// The functions that answer from the clock, from chance or from the connection.
  static let refusedFunctions: Set<String> = [
    "changes", "current_date", "current_time", "current_timestamp", "fts3_tokenizer", "fts5",
    "fts5_source_id", "last_insert_rowid", "load_extension", "random", "randomblob", "rtreecheck",
    "sqlite_compileoption_get", "sqlite_compileoption_used", "sqlite_offset", "sqlite_source_id",
    "sqlite_version", "total_changes",
  ]

  /// The functions that read a date, and the clock when none or 'now' is given.
  static let dateFunctions = ["date", "datetime", "julianday", "strftime", "time", "unixepoch"]

  /// The tables that SQLite makes from an argument.
  static let functionTables: Set<String> = ["json_each", "json_tree"]

  /// Tells whether a table belongs to SQLite and says something of the connection.
  static func isOwnTable(_ name: String) -> Bool {
    let name = folded(name)
    return name.hasPrefix("sqlite_") || name.hasPrefix("pragma_") || name == "dbstat"
  }

  /// Gives a name as SQL compares it: without regard to the case of the letters A to Z.
  static func folded(_ name: String) -> String {
    String(decoding: name.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
  }
}
