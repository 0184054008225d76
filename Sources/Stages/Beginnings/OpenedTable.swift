package import Diagnostics
import Queries
package import Tables

/// A table read from a file of any form that stages can read.
package struct OpenedTable: Sendable {
  package let table: Table
  package let form: BeginningSource.Form
  /// Why each column has its kind, by column; empty for databases.
  package let inferences: [CSVInference]

  /// Reads a text file, or one table of a SQLite file; of a single table the name is not needed.
  package init(bytes: [UInt8], path: String, table name: String? = nil) throws(DiagnosticError) {
    guard DatabaseFile.isDatabase(bytes) else {
      if let name {
        throw DiagnosticError(
          Diagnostic(
            .inputUnreadable, "'\(path)' is no SQLite file, so it has no table '\(name)'",
            hints: ["leave `--table` out"]))
      }
      let guess = try TableGuess(bytes: bytes, path: path)
      table = guess.content.table
      form = .text(guess)
      inferences = guess.content.inferences
      return
    }
    let names = try Self.explained(path) { () throws(QueryError) in
      try DatabaseFile.tables(bytes).keys.sorted()
    }
    guard let chosen = name ?? (names.count == 1 ? names[0] : nil), names.contains(chosen) else {
      throw DiagnosticError(Self.unknownTable(name, names, path))
    }
    table = try Self.explained(path) { () throws(QueryError) in
      try DatabaseFile.run(DatabaseFile.selection(ofTable: chosen), in: bytes)
    }
    form = .database(table: chosen)
    inferences = []
  }

  /// Tells whether bytes are those of a SQLite file.
  package static func isDatabase(_ bytes: [UInt8]) -> Bool { DatabaseFile.isDatabase(bytes) }

  private static func explained<Result>(
    _ path: String, _ work: () throws(QueryError) -> Result
  ) throws(DiagnosticError) -> Result {
    do throws(QueryError) {
      return try work()
    } catch {
      throw DiagnosticError(
        Diagnostic(.inputUnreadable, "'\(path)' cannot be read: \(error.description)"))
    }
  }

  private static func unknownTable(_ name: String?, _ names: [String], _ path: String) -> Diagnostic
  {
    let shown = names.isEmpty ? "none" : Wording.list(names)
    return Diagnostic(
      .inputUnreadable,
      name.map { "'\(path)' has no table '\($0)'" } ?? "'\(path)' has several tables or none",
      hints: [
        name.flatMap { Suggestion.nearest(to: $0, among: names) }.map { "did you mean '\($0)'?" }
          ?? "say which one with `--table`; there are: \(shown)"
      ])
  }
}
