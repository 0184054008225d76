package import Diagnostics

/// Reads CSV files: RFC 4180, with a header, and a place for everything that is wrong.
///
/// Line feeds or carriage returns with line feeds end lines, quoted fields may have both, a byte
/// order mark is skipped, the last line need not end, and empty lines at the end are ignored. A
/// quote inside a field that does not begin with one is a character. A first column without a name is
/// called `row`. Missing words count only
/// without quotes. Texts are kept byte for byte.
///
/// A column is of the first kind that takes all values that are not missing, whether quoted or not:
/// numbers, flags (`true` and `false` in any case), dates (ISO 8601), text. A leading zero makes no
/// text, so declare codes such as `00123` as text. Whole numbers beyond 2^53 make a column text, as
/// numbers would round them, and so does `inf`, unless the column is declared as numbers. Dates
/// with and without a zone in one column make it text.
///
/// Blocks of rows are read on all processors; the result is the same for any number of them.
package enum CSVReader {
  /// A table with the reason for the kind of each column.
  package struct Content: Sendable {
    package let table: Table
    package let inferences: [CSVInference]
  }

  /// Reads a whole file into a table.
  package static func read(
    bytes: [UInt8], path: String, options: CSVOptions
  ) throws(DiagnosticError) -> Table {
    try content(bytes: bytes, path: path, options: options).table
  }

  /// Reads a whole file into a table and tells why each column has its kind.
  package static func content(
    bytes: [UInt8], path: String, options: CSVOptions
  ) throws(DiagnosticError) -> Content {
    let source = try CSVEncoding.source(
      bytes, path: path, encoding: options.encoding, isPart: false)
    let start = try CSVStart(source, options, isPart: false)
    let outline = try CSVOutline(source, start)
    guard outline.rowCount > 0 else { throw DiagnosticError(noRows(source)) }
    let joiners = joiners(source, start, outline, options)
    var problems = CSVProblems()
    for joiner in joiners { joiner.report(source, style: options.numbers, to: &problems) }
    try problems.check()
    let columns = Parallel.map(joiners.count) { joiners[$0].joined() }
    let inferences = Parallel.map(joiners.count) { joiners[$0].inference(source) }
    return Content(table: Table(columns), inferences: inferences)
  }

  /// Reads the header, and what is already certain of the kinds, from the first bytes of a file.
  ///
  /// The bytes may end anywhere after the first line; a row that is not whole is left out, and
  /// what is wrong with the rows is left to the reading of the whole file. Where the bytes are the
  /// whole file, the kind of each column with a value is certain.
  package static func header(
    prefix: [UInt8], path: String, options: CSVOptions, isWhole: Bool = false
  ) throws(DiagnosticError) -> CSVHeader {
    let source = try CSVEncoding.source(
      prefix, path: path, encoding: options.encoding, isPart: !isWhole)
    let start = try CSVStart(source, options, isPart: !isWhole)
    let count = start.names.count
    var fields: [CSVField] = []
    var scanner = start.scanner
    let bytes = source.bytes.span
    while scanner.position < bytes.count {
      let whole = fields.count
      let ending = try? scanner.readRecord(bytes, into: &fields)
      let isRowWhole = ending == .lineBreak || (ending == .endOfFile && isWhole)
      if !isRowWhole || fields.count - whole != count {
        fields.removeSubrange(whole...)
        if !isRowWhole { break }
      }
    }
    let reader = CSVPartReader(source: source, columnCount: count, options: options)
    let kinds = start.names.enumerated().map { index, name -> ColumnKind? in
      let declared = options.kind(of: name)
      let part = reader.part(fields, column: index, declared: declared, pattern: nil)
      return CSVColumnJoiner(
        name: name, column: index, declared: declared, pattern: nil, parts: [part], firstRows: [0]
      ).certainKind(isWhole: isWhole)
    }
    return CSVHeader(names: start.names, kinds: kinds)
  }

  /// Reads the blocks in parallel, and those parts again as texts that other parts make texts.
  private static func joiners(
    _ source: CSVSource, _ start: CSVStart, _ outline: CSVOutline, _ options: CSVOptions
  ) -> [CSVColumnJoiner] {
    let names = start.names
    let blocks = outline.blocks
    let reader = CSVPartReader(source: source, columnCount: names.count, options: options)
    let parts = Parallel.map(blocks.count) { block in
      let fields = reader.fields(blocks[block])
      return names.indices.map { column in
        reader.part(
          fields, column: column, declared: options.kind(of: names[column]),
          pattern: options.datePatterns[names[column]])
      }
    }
    var joiners = names.indices.map { column in
      CSVColumnJoiner(
        name: names[column], column: column, declared: options.kind(of: names[column]),
        pattern: options.datePatterns[names[column]], parts: parts.map { $0[column] },
        firstRows: blocks.map(\.firstRow))
    }
    let again = joiners.map(\.partsToReadAgain)
    guard again.contains(where: { !$0.isEmpty }) else { return joiners }
    var columns = [[Int]](repeating: [], count: blocks.count)
    for (column, blocks) in again.enumerated() {
      for block in blocks { columns[block].append(column) }
    }
    let wanted = columns
    let texts = Parallel.map(blocks.count) { block -> [CSVColumnPart] in
      guard !wanted[block].isEmpty else { return [] }
      let fields = reader.fields(blocks[block])
      return wanted[block].map { column in
        var part = parts[block][column]
        reader.readTexts(fields, column, &part)
        return part
      }
    }
    for block in blocks.indices {
      for (index, column) in wanted[block].enumerated() {
        joiners[column].parts[block] = texts[block][index]
      }
    }
    return joiners
  }

  private static func noRows(_ source: CSVSource) -> Diagnostic {
    Diagnostic(
      csv: .csvEmpty, "the file has a header but no rows",
      at: source.place(of: source.contentStart), hints: ["at least one row must follow the header"])
  }
}
