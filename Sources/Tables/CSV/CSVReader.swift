package import Diagnostics

/// Reads CSV files: RFC 4180 in UTF-8, with a header, and a place for everything that is wrong.
///
/// Line feeds or carriage returns with line feeds end lines, quoted fields may have both, a byte
/// order mark is skipped, the last line need not end, and empty lines at the end are ignored. A
/// quote inside a field that does not begin with one is a character. Columns whose values are all
/// numbers or missing are numbers, whether quoted or not; a leading zero makes no text, so declare
/// codes such as `00123` as text. All other columns are text, and so is one with `inf` in it
/// unless it is declared as numbers. Missing words count only without quotes. Texts are kept byte
/// for byte.
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
    let source = CSVSource(path: path, bytes: bytes)
    var start = try CSVStart(source, options, isPart: false)
    let fields = try rows(source, &start)
    guard !fields.isEmpty else { throw DiagnosticError(noRows(source)) }
    let reader = CSVColumnReader(
      source: source, fields: fields, columnCount: start.names.count, missing: options.missing)
    var problems = CSVProblems()
    var columns: [Column] = []
    var inferences: [CSVInference] = []
    for (index, name) in start.names.enumerated() {
      let (column, inference) = reader.read(
        column: index, name: name, declared: options.types[name], problems: &problems)
      columns.append(column)
      inferences.append(inference)
    }
    try problems.check()
    return Content(table: Table(columns), inferences: inferences)
  }

  /// Reads the header, and what is already certain of the kinds, from the first bytes of a file.
  ///
  /// The bytes may end anywhere after the first line; a row that is not whole is left out, and
  /// what is wrong with the rows is left to the reading of the whole file.
  package static func header(
    prefix: [UInt8], path: String, options: CSVOptions
  ) throws(DiagnosticError) -> CSVHeader {
    let source = CSVSource(path: path, bytes: prefix)
    var start = try CSVStart(source, options, isPart: true)
    let count = start.names.count
    var fields: [CSVField] = []
    while !start.scanner.isAtEnd {
      let whole = fields.count
      let ending = try? start.scanner.readRecord(into: &fields)
      if ending != .lineBreak || fields.count - whole != count {
        fields.removeSubrange(whole...)
        if ending != .lineBreak { break }
      }
    }
    let reader = CSVColumnReader(
      source: source, fields: fields, columnCount: count, missing: options.missing)
    let kinds = start.names.enumerated().map { index, name in
      options.types[name]
        ?? (reader.survey(column: index, allowsInfinity: false).firstOther == nil ? nil : .text)
    }
    return CSVHeader(names: start.names, kinds: kinds)
  }

  /// Cuts all rows into fields and reports the rows that are not as long as the header.
  private static func rows(
    _ source: CSVSource, _ start: inout CSVStart
  ) throws(DiagnosticError) -> [CSVField] {
    let count = start.names.count
    var fields: [CSVField] = []
    var problems = CSVProblems()
    var emptyLines: [CSVField] = []
    var row = 0
    while !start.scanner.isAtEnd {
      let before = fields.count
      do throws(CSVScanner.Fault) {
        _ = try start.scanner.readRecord(into: &fields)
      } catch {
        let field = fields.count - before + 1
        problems.add(.single) { error.diagnostic(in: source, row: row + 1, field: field) }
        // Where the next row begins is not known any more.
        try problems.check()
      }
      let added = fields.count - before
      if added == 1, fields[before].isBlank {
        emptyLines.append(fields.removeLast())
        continue
      }
      for line in emptyLines {
        problems.add(.emptyLine) { emptyLine(source, line) }
      }
      emptyLines.removeAll()
      row += 1
      guard added != count else { continue }
      let record = Array(fields[before...])
      problems.add(added < count ? .missingFields : .surplusFields) {
        wrongCount(source, record, row: row, names: start.names)
      }
      fields.removeSubrange(before...)
    }
    try problems.check()
    return fields
  }

  private static func emptyLine(_ source: CSVSource, _ line: CSVField) -> Diagnostic {
    Diagnostic(
      csv: .csvFieldCount, "a line between the rows is empty", at: source.place(of: line),
      hints: ["remove it, or write NA where the only value of a row is missing"])
  }

  private static func wrongCount(
    _ source: CSVSource, _ record: [CSVField], row: Int, names: [String]
  ) -> Diagnostic {
    let isShort = record.count < names.count
    let last = record[record.count - 1]
    let place =
      isShort
      ? source.place(of: last.end + (last.isQuoted ? 1 : 0), byteCount: 0)
      : source.place(of: record[names.count])
    let count = record.count == 1 ? "1 field" : "\(record.count) fields"
    return Diagnostic(
      csv: .csvFieldCount, "the row has \(count), and the header has \(names.count)",
      at: place, notes: ["row \(row), field \(isShort ? record.count + 1 : names.count + 1)"],
      hints: [
        isShort
          ? "the first field missing is \(CSVSource.quoted(names[record.count]))"
          : "put a field with a delimiter in it in quotes"
      ])
  }

  private static func noRows(_ source: CSVSource) -> Diagnostic {
    Diagnostic(
      csv: .csvEmpty, "the file has a header but no rows",
      at: source.place(of: source.contentStart), hints: ["at least one row must follow the header"])
  }
}

/// The beginning of a file: its encoding looked at and its header read.
private struct CSVStart {
  let names: [String]
  /// The reader of the records after the header.
  var scanner: CSVScanner

  init(_ source: CSVSource, _ options: CSVOptions, isPart: Bool) throws(DiagnosticError) {
    let problem = CSVEncoding.problem(in: source, isPart: isPart)
    if let problem { throw DiagnosticError(problem) }
    scanner = CSVScanner(source.bytes, delimiter: options.delimiter, from: source.contentStart)
    guard !scanner.isAtEnd else {
      throw DiagnosticError(
        Diagnostic(
          .csvEmpty, "the file is empty; a header and at least one row must stand in it",
          span: SourceSpan(file: source.path, line: 1, column: 1)))
    }
    var fields: [CSVField] = []
    let ending: CSVScanner.Ending
    do throws(CSVScanner.Fault) {
      ending = try scanner.readRecord(into: &fields)
    } catch {
      throw DiagnosticError(error.diagnostic(in: source, row: 0, field: fields.count + 1))
    }
    if isPart, ending == .endOfFile { throw DiagnosticError(Self.cutHeader(source)) }
    names = try CSVHeaderReader(source: source, options: options).names(fields)
  }

  private static func cutHeader(_ source: CSVSource) -> Diagnostic {
    Diagnostic(
      csv: .csvHeader, "the header does not end in the first \(source.bytes.count) bytes",
      at: source.place(of: source.contentStart),
      hints: ["a line with the names must come first, and rows after it"])
  }
}
