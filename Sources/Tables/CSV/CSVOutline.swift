import Diagnostics

/// Where the rows of a CSV file lie: blocks of whole rows, each as long as the header.
///
/// The file is gone over once from the beginning, as only that tells what is inside of quotes.
/// Blocks depend on the bytes alone, and then can be read in any order.
struct CSVOutline {
  /// Rows that follow each other.
  struct Block {
    /// The offset of the first row.
    let start: Int
    /// The number of rows in the blocks before.
    let firstRow: Int
    var rowCount: Int
  }

  /// Bytes after which a block ends; small enough for a processor's cache.
  private static let blockBytes = 1 << 17

  private(set) var blocks: [Block] = []
  private(set) var rowCount = 0

  /// Goes over all rows and reports those that are not as long as the header.
  init(_ source: CSVSource, _ start: CSVStart) throws(DiagnosticError) {
    var scanner = start.scanner
    let bytes = source.bytes.span
    let count = start.names.count
    var problems = CSVProblems()
    var emptyLines = (first: 0, count: 0)
    while scanner.position < bytes.count {
      let offset = scanner.position
      do throws(CSVScanner.Fault) {
        _ = try scanner.skipRecord(bytes)
      } catch {
        let (row, field) = (rowCount + 1, scanner.fieldCount + 1)
        problems.add(.single) { error.diagnostic(in: source, row: row, field: field) }
        // Where the next row begins is not known any more.
        try problems.check()
      }
      if scanner.fieldCount == 1, scanner.lastField.isBlank {
        if emptyLines.count == 0 { emptyLines.first = offset }
        emptyLines.count += 1
        continue
      }
      for _ in 0..<emptyLines.count {
        problems.add(.emptyLine) { [first = emptyLines.first] in Self.emptyLine(source, first) }
      }
      emptyLines.count = 0
      rowCount += 1
      if scanner.fieldCount != count {
        problems.add(scanner.fieldCount < count ? .missingFields : .surplusFields) {
          Self.wrongCount(source, start, offset: offset, row: rowCount)
        }
        continue
      }
      add(rowAt: offset)
    }
    try problems.check()
  }

  /// Adds a row to the last block, or begins one.
  private mutating func add(rowAt offset: Int) {
    if let last = blocks.last, offset - last.start < Self.blockBytes {
      blocks[blocks.count - 1].rowCount += 1
    } else {
      blocks.append(Block(start: offset, firstRow: rowCount - 1, rowCount: 1))
    }
  }

  private static func emptyLine(_ source: CSVSource, _ offset: Int) -> Diagnostic {
    Diagnostic(
      csv: .csvFieldCount, "a line between the rows is empty",
      at: source.place(of: offset, byteCount: 0),
      hints: ["remove it, or write NA where the only value of a row is missing"])
  }

  private static func wrongCount(
    _ source: CSVSource, _ start: CSVStart, offset: Int, row: Int
  ) -> Diagnostic {
    var record: [CSVField] = []
    var scanner = CSVScanner(delimiter: start.delimiter, from: offset)
    // The record was gone over without a fault before.
    _ = try? scanner.readRecord(source.bytes.span, into: &record)
    let names = start.names
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
}

/// The beginning of a file: its header, and where the rows begin.
struct CSVStart {
  let names: [String]
  let delimiter: UInt8
  /// The reader of the records after the header.
  let scanner: CSVScanner

  init(_ source: CSVSource, _ options: CSVOptions, isPart: Bool) throws(DiagnosticError) {
    var scanner = CSVScanner(delimiter: options.delimiter, from: source.contentStart)
    guard scanner.position < source.bytes.count else {
      throw DiagnosticError(
        Diagnostic(
          .csvEmpty, "the file is empty; a header and at least one row must stand in it",
          span: SourceSpan(file: source.path, line: 1, column: 1)))
    }
    var fields: [CSVField] = []
    let ending: CSVScanner.Ending
    do throws(CSVScanner.Fault) {
      ending = try scanner.readRecord(source.bytes.span, into: &fields)
    } catch {
      throw DiagnosticError(error.diagnostic(in: source, row: 0, field: fields.count + 1))
    }
    if isPart, ending == .endOfFile { throw DiagnosticError(Self.cutHeader(source)) }
    names = try CSVHeaderReader(source: source, options: options).names(fields)
    delimiter = options.delimiter
    self.scanner = scanner
  }

  private static func cutHeader(_ source: CSVSource) -> Diagnostic {
    Diagnostic(
      csv: .csvHeader, "the header does not end in the first \(source.bytes.count) bytes",
      at: source.place(of: source.contentStart),
      hints: ["a line with the names must come first, and rows after it"])
  }
}
