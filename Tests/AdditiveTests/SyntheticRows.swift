import Tables
import TestSupport

/// The small committed table and what a real peer makes of it.
enum SyntheticRows {
  static func table() throws -> Table {
    Table(
      try OracleFile.columns(OracleFile.url("synthetic.csv")).map { name, fields in
        name == "level"
          ? Column(name, texts: fields) : Column(name, numbers: fields.map { Double($0) ?? .nan })
      })
  }

  static func prepared() throws -> Table {
    Table(
      try OracleFile.columns(OracleFile.url("synthetic-prepared.csv")).map { name, fields in
        Column(name, numbers: fields.map { Double($0) ?? .nan })
      })
  }
}
