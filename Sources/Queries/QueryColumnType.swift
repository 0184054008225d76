import Tables

/// How the columns of a table are declared to SQLite, so that a result tells what a column holds.
///
/// SQLite keeps the declared type of a column that a query passes on unchanged; only the words in
/// it decide how values are stored: INT for flags as 0 and 1, TEXT for texts and ISO dates.
enum QueryColumnType: String {
  case number = "REAL"
  case text = "TEXT"
  case flag = "FLAG_INT"
  case date = "DATE_TEXT"

  init(_ kind: ColumnKind) {
    switch kind {
    case .number: self = .number
    case .text: self = .text
    case .flag: self = .flag
    case .date: self = .date
    }
  }
}
