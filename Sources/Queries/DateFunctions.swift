import GRDB

/// SQLite's date functions without those uses that depend on the clock or the place.
///
/// A query may compute with dates that it is given. Calls that ask for the present (no argument, or
/// 'now') or for the machine's time zone ('localtime', 'utc') are refused. The check must see the
/// arguments of each call, as they may come from a column, so the functions are replaced: each call
/// is checked and answered by a second connection that has the originals.
enum DateFunctions {
  /// Replaces the functions of a connection.
  static func replace(in database: Database) throws {
    let originals = try DatabaseQueue()
    for name in QueryRules.dateFunctions {
      database.add(
        function: DatabaseFunction(name, pure: true) { arguments in
          try check(name, arguments)
          let marks = arguments.map { _ in "?" }.joined(separator: ", ")
          return try originals.inDatabase { database in
            try DatabaseValue.fetchOne(
              database.cachedStatement(sql: "SELECT \(name)(\(marks))"),
              arguments: StatementArguments(arguments))
          }
        })
    }
  }

  private static func check(_ name: String, _ arguments: [DatabaseValue]) throws {
    // The first argument of strftime is the format, and the date comes after it.
    let dates = name == "strftime" ? arguments.dropFirst() : arguments[...]
    guard let first = dates.first else {
      throw DatabaseError(message: "\(name)() without a date depends on the clock; give a date")
    }
    let isShort = ["subsec", "subsecond"].contains(word(first))
    for argument in dates {
      let word = word(argument)
      if word == "now" || isShort {
        throw DatabaseError(message: "\(name)('\(word)') depends on the clock; give a date")
      }
      if word == "localtime" || word == "utc" {
        throw DatabaseError(
          message: "\(name)(…, '\(word)') depends on the time zone of the machine")
      }
    }
  }

  /// The argument as SQLite reads it: up to a zero byte, in any case.
  private static func word(_ value: DatabaseValue) -> String {
    let text = String.fromDatabaseValue(value) ?? ""
    let visible = text.unicodeScalars.prefix { $0 != "\0" }
    return String(String.UnicodeScalarView(visible)).lowercased()
  }
}
