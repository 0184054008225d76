/// Turns the fields of a block into the values of its columns.
struct CSVPartReader: Sendable {
  let source: CSVSource
  let delimiter: UInt8
  let columnCount: Int
  private let missing: MissingWords
  private let style: NumberStyle
  private let isPlain: Bool
  /// Whether what has quotes is neither number nor flag, unless it is declared.
  private let areQuotesText: Bool

  /// Takes a source, the number of its columns, and how values are written.
  init(source: CSVSource, columnCount: Int, options: CSVOptions, areQuotesText: Bool = false) {
    self.areQuotesText = areQuotesText
    self.source = source
    delimiter = options.delimiter
    self.columnCount = columnCount
    missing = MissingWords(options.missing)
    style = options.numbers
    isPlain = options.numbers.isPlain
  }

  /// Cuts a block into fields, row after row; its rows were gone over without a fault before.
  func fields(_ block: CSVOutline.Block) -> [CSVField] {
    var fields: [CSVField] = []
    fields.reserveCapacity(block.rowCount * columnCount + 1)
    var scanner = CSVScanner(delimiter: delimiter, from: block.start)
    let bytes = source.bytes.span
    for _ in 0..<block.rowCount { _ = try? scanner.readRecord(bytes, into: &fields) }
    return fields
  }

  /// Reads a column of a block as its declared kind, or as the first kind that takes all values.
  func part(
    _ fields: [CSVField], column: Int, declared: ColumnKind?, pattern: DatePattern?
  ) -> CSVColumnPart {
    var part = CSVColumnPart(rowCount: fields.count / columnCount)
    switch declared {
    case .text: readTexts(fields, column, &part)
    case .flag: readFlags(fields, column, isDeclared: true, &part)
    case .date: readDates(fields, column, isDeclared: true, pattern, &part)
    case .number: readNumbers(fields, column, isDeclared: true, &part)
    case nil:
      readNumbers(fields, column, isDeclared: false, &part)
      guard part.numberCount < part.valueCount else { break }
      if part.numberCount == 0, part.largeCount == 0 {
        readFlags(fields, column, isDeclared: false, &part)
        if case .flags = part.values { break }
        readDates(fields, column, isDeclared: false, nil, &part)
        if case .dates = part.values { break }
      }
      readTexts(fields, column, &part)
    }
    return part
  }

  /// Reads a number in the style of the options.
  func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> DecimalNumber.Reading {
    guard !isPlain else { return DecimalNumber.read(bytes, range) }
    guard let plain = style.plain(bytes, range) else { return .none }
    return DecimalNumber.read(plain.span, 0..<plain.count)
  }

  private func readNumbers(
    _ fields: [CSVField], _ column: Int, isDeclared: Bool, _ part: inout CSVColumnPart
  ) {
    let bytes = source.bytes.span
    var numbers: [Double] = []
    numbers.reserveCapacity(part.rowCount)
    for row in 0..<part.rowCount {
      let field = fields[row * columnCount + column]
      if missing.contains(field, bytes) {
        numbers.append(.nan)
        continue
      }
      part.valueCount += 1
      let isText = areQuotesText && field.isQuoted && !isDeclared
      switch isText ? .none : number(bytes, field.range) {
      case .number(let value):
        part.numberCount += 1
        numbers.append(value)
        continue
      case .largeInteger(let value):
        if isDeclared {
          part.numberCount += 1
          numbers.append(value)
          continue
        }
        part.largeCount += 1
        if part.firstLarge == nil { part.firstLarge = .init(row: row, field: field) }
      case .none:
        if isDeclared {
          if let value = DecimalNumber.infinity(bytes, field.range) {
            part.numberCount += 1
            numbers.append(value)
            continue
          }
          part.refuse(row, field)
        }
      }
      if part.firstOther == nil { part.firstOther = .init(row: row, field: field) }
      numbers.append(.nan)
    }
    if isDeclared || (part.valueCount > 0 && part.numberCount == part.valueCount) {
      part.values = .numbers(numbers)
    }
  }

  private func readFlags(
    _ fields: [CSVField], _ column: Int, isDeclared: Bool, _ part: inout CSVColumnPart
  ) {
    let bytes = source.bytes.span
    var flags: [Bool?] = []
    flags.reserveCapacity(part.rowCount)
    for row in 0..<part.rowCount {
      let field = fields[row * columnCount + column]
      if missing.contains(field, bytes) {
        flags.append(nil)
        continue
      }
      let flag =
        isDeclared
        ? FlagWord.parseDeclared(bytes, field.range) : FlagWord.parse(bytes, field.range)
      if isDeclared {
        part.valueCount += 1
        if flag == nil { part.refuse(row, field) }
      } else if flag == nil || (areQuotesText && field.isQuoted) {
        return
      }
      flags.append(flag)
    }
    part.values = .flags(flags)
  }

  private func readDates(
    _ fields: [CSVField], _ column: Int, isDeclared: Bool, _ pattern: DatePattern?,
    _ part: inout CSVColumnPart
  ) {
    let bytes = source.bytes.span
    var dates: [Double] = []
    dates.reserveCapacity(part.rowCount)
    for row in 0..<part.rowCount {
      let field = fields[row * columnCount + column]
      if missing.contains(field, bytes) {
        dates.append(.nan)
        continue
      }
      if isDeclared { part.valueCount += 1 }
      let moment = pattern?.parse(bytes, field.range) ?? Self.iso(pattern, bytes, field.range)
      if let moment {
        part.dateCount += 1
        part.take(moment, at: .init(row: row, field: field))
      } else if isDeclared {
        part.refuse(row, field)
      } else if part.dateCount == 0 {
        return
      } else if part.firstNoDate == nil {
        part.firstNoDate = .init(row: row, field: field)
      }
      dates.append(moment?.seconds ?? .nan)
    }
    if isDeclared || part.firstNoDate == nil { part.values = .dates(dates) }
  }

  private static func iso(
    _ pattern: DatePattern?, _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> Moment? {
    pattern == nil ? ISODate.parse(bytes, range) : nil
  }

  /// Reads texts, whatever the column was read as before.
  func readTexts(_ fields: [CSVField], _ column: Int, _ part: inout CSVColumnPart) {
    let bytes = source.bytes.span
    var coder = FieldCoder(capacity: part.rowCount)
    for row in 0..<part.rowCount {
      let field = fields[row * columnCount + column]
      if missing.contains(field, bytes) {
        coder.appendMissing()
      } else {
        coder.append(field, bytes)
      }
    }
    part.values = .texts(codes: coder.codes, levels: coder.levels.map { source.text(of: $0) })
  }
}

extension CSVColumnPart {
  /// Counts a value that is not of the declared kind.
  fileprivate mutating func refuse(_ row: Int, _ field: CSVField) {
    refusedCount += 1
    if firstRefused == nil { firstRefused = Place(row: row, field: field) }
  }
}
