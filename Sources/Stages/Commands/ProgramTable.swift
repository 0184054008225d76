import Diagnostics
import Tables

/// A table that a program wrote.
enum ProgramTable {
  /// Reads the columns declared, in that order; no other may be there unless it is allowed.
  static func read(
    _ bytes: [UInt8], path: String, columns: [(name: String, kind: ColumnKind)],
    allowsOthers: Bool = false
  ) throws -> Table {
    // Names first: what a column holds matters only where there is one.
    let names = try CSVReader.header(
      prefix: Array(bytes.prefix(1 << 16)), path: path, options: CSVOptions()
    ).names
    if let name = columns.first(where: { !names.contains($0.name) })?.name {
      throw ProgramCall.Failure(
        headline: "the program wrote no column '\(name)'",
        lastLines: ["it wrote \(Wording.list(names))"], setting: "columns")
    }
    let types = Dictionary(columns.map { ($0.name, $0.kind) }) { first, _ in first }
    if !allowsOthers, let name = names.first(where: { types[$0] == nil }) {
      throw ProgramCall.Failure(
        headline: "the program wrote a column '\(name)' that is not declared",
        lastLines: ["add it under `columns`, or do not write it"], setting: "columns")
    }
    let table = try CSVReader.read(bytes: bytes, path: path, options: CSVOptions(types: types))
    return Table(columns.compactMap { table[$0.name] }, rowCount: table.rowCount)
  }
}
