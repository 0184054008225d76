package import Diagnostics

/// The format of a text file with a table.
package enum TableFormat: String, Hashable, Sendable, CaseIterable {
  case csv
  case jsonLines = "json-lines"

  /// Takes the format that a path promises, whether it ends in `.gz` or not.
  package init(path: String) {
    let name = path.lowercased()
    let inner = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    self = inner.hasSuffix(".jsonl") || inner.hasSuffix(".ndjson") ? .jsonLines : .csv
  }
}

/// Reads a table from the bytes of a file, which gzip may have compressed.
package enum TableFile {
  /// Reads a whole file into a table and tells why each column has its kind.
  ///
  /// A compressed file may hold so many bytes and no more.
  package static func content(
    bytes: [UInt8], path: String, format: TableFormat, options: CSVOptions,
    inflatedLimit: Int = 1 << 32
  ) throws(DiagnosticError) -> CSVReader.Content {
    let bytes = try Gzip.content(bytes, path: path, limit: inflatedLimit)
    switch format {
    case .csv: return try CSVReader.content(bytes: bytes, path: path, options: options)
    case .jsonLines:
      return try JSONLinesReader.content(bytes: bytes, path: path, options: options)
    }
  }

  /// Reads the names of the columns, and what is certain of their kinds, from the first bytes.
  ///
  /// Where the bytes are all of a file that is not compressed, all kinds are certain.
  package static func header(
    prefix: [UInt8], path: String, format: TableFormat, options: CSVOptions, isWhole: Bool = false
  ) throws(DiagnosticError) -> CSVHeader {
    let bytes = Gzip.beginning(prefix)
    let isWhole = isWhole && !Gzip.isGzip(prefix)
    switch format {
    case .csv:
      return try CSVReader.header(prefix: bytes, path: path, options: options, isWhole: isWhole)
    case .jsonLines:
      return try JSONLinesReader.header(
        prefix: bytes, path: path, options: options, isWhole: isWhole)
    }
  }
}
