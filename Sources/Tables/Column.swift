/// What a column holds.
package enum ColumnKind: String, Hashable, Sendable, Codable, CaseIterable {
  case number
  case text
  /// True or false.
  case flag
  /// A day, or a moment of a day.
  case date

  /// Whether the values serve as numbers: a flag counts as 0 or 1.
  package var isNumeric: Bool { self == .number || self == .flag }
}

/// Texts stored once each: the distinct texts in order of first appearance, and a code a row.
package struct TextValues: Hashable, Sendable {
  /// The code of a missing text.
  package static let missing: Int32 = -1

  /// The distinct texts.
  package let levels: [String]
  /// The index into the levels for each row, or the missing code.
  package let codes: [Int32]

  /// Takes codes that are all the missing code or an index into the levels.
  package init(levels: [String], codes: [Int32]) {
    precondition(
      codes.allSatisfy { $0 >= Self.missing && $0 < levels.count },
      "every code names a level")
    self.levels = levels
    self.codes = codes
  }

  /// Takes the text of each row, nil where it is missing.
  package init(_ values: [String?]) {
    var coder = TextCoder()
    for value in values { coder.append(value) }
    self = coder.values
  }

  /// Takes levels and codes that belong together by the way they were made.
  init(unchecked levels: [String], _ codes: [Int32]) {
    self.levels = levels
    self.codes = codes
  }

  /// The same texts with only the levels in use, each once, in order of first appearance.
  package var canonical: TextValues {
    var coder = TextCoder()
    var known = [Int32?](repeating: nil, count: levels.count)
    for code in codes {
      guard code >= 0 else {
        coder.append(nil)
        continue
      }
      if let known = known[Int(code)] {
        coder.append(code: known)
      } else {
        known[Int(code)] = coder.append(levels[Int(code)])
      }
    }
    return coder.values
  }

  /// Gives the text of a row, nil where it is missing.
  package subscript(row: Int) -> String? {
    let code = codes[row]
    return code < 0 ? nil : levels[Int(code)]
  }
}

/// A named column of a table.
package struct Column: Sendable, Equatable {
  /// The values of a column by kind.
  package enum Values: Sendable {
    /// Numbers; not-a-number is missing.
    case numbers([Double])
    /// Texts.
    case texts(TextValues)
    /// Truth values; nil is missing.
    case flags([Bool?])
    /// Dates and times.
    case dates(DateValues)
  }

  package let name: String
  package let values: Values

  package init(_ name: String, numbers: [Double]) {
    self.name = name
    values = .numbers(numbers)
  }

  package init(_ name: String, texts: [String?]) {
    self.name = name
    values = .texts(TextValues(texts))
  }

  package init(_ name: String, flags: [Bool?]) {
    self.name = name
    values = .flags(flags)
  }

  package init(_ name: String, dates: DateValues) {
    self.name = name
    values = .dates(dates)
  }

  package init(_ name: String, _ values: Values) {
    self.name = name
    self.values = values
  }

  /// The number of rows.
  package var count: Int {
    switch values {
    case .numbers(let numbers): numbers.count
    case .texts(let texts): texts.codes.count
    case .flags(let flags): flags.count
    case .dates(let dates): dates.seconds.count
    }
  }

  package var kind: ColumnKind {
    switch values {
    case .numbers: .number
    case .texts: .text
    case .flags: .flag
    case .dates: .date
    }
  }

  /// The numbers, or flags as 0 and 1; nil for texts and dates.
  package var numbers: [Double]? {
    switch values {
    case .numbers(let numbers): numbers
    case .flags(let flags): flags.map { $0.map { $0 ? 1 : 0 } ?? .nan }
    case .texts, .dates: nil
    }
  }

  /// The column as learners take it: flags as numbers 0 and 1, all else as it is.
  package var withFlagsAsNumbers: Column {
    guard case .flags = values, let numbers else { return self }
    return Column(name, numbers: numbers)
  }

  /// The dates, or nil for a column of another kind.
  package var dates: DateValues? {
    if case .dates(let dates) = values { dates } else { nil }
  }

  /// The flags, or nil for a column of another kind.
  package var flags: [Bool?]? {
    if case .flags(let flags) = values { flags } else { nil }
  }

  /// The texts, or nil for a column of another kind.
  package var texts: TextValues? {
    if case .texts(let texts) = values { texts } else { nil }
  }

  /// The number of rows without a value.
  package var missingCount: Int {
    switch values {
    case .numbers(let numbers): numbers.count { $0.isNaN }
    case .texts(let texts): texts.codes.count { $0 < 0 }
    case .flags(let flags): flags.count { $0 == nil }
    case .dates(let dates): dates.seconds.count { $0.isNaN }
    }
  }

  /// Tells whether a row has no value.
  package func isMissing(_ row: Int) -> Bool {
    switch values {
    case .numbers(let numbers): numbers[row].isNaN
    case .texts(let texts): texts.codes[row] < 0
    case .flags(let flags): flags[row] == nil
    case .dates(let dates): dates.seconds[row].isNaN
    }
  }

  /// Gives the column with the rows asked for, in that order.
  package func rows(_ rows: [Int]) -> Column {
    switch values {
    case .numbers(let numbers):
      Column(name, numbers: rows.map { numbers[$0] })
    case .texts(let texts):
      Column(name, .texts(TextValues(levels: texts.levels, codes: rows.map { texts.codes[$0] })))
    case .flags(let flags):
      Column(name, flags: rows.map { flags[$0] })
    case .dates(let dates):
      Column(name, dates: dates.rows(rows))
    }
  }

  /// Gives the same column under another name.
  package func named(_ name: String) -> Column {
    Column(name, values)
  }

  /// Equal columns have the same name, kind, missing rows and values, however texts are coded.
  ///
  /// Values are equal when their bits are: minus zero differs from zero, and texts that only
  /// Unicode holds to be the same differ. So columns are equal just when their bytes are.
  package static func == (a: Column, b: Column) -> Bool {
    guard ExactText(a.name) == ExactText(b.name), a.count == b.count else { return false }
    switch (a.values, b.values) {
    case (.numbers(let x), .numbers(let y)):
      return areEqual(x, y)
    case (.texts(let x), .texts(let y)):
      let (x, y) = (x.canonical, y.canonical)
      return x.codes == y.codes && x.levels.map(ExactText.init) == y.levels.map(ExactText.init)
    case (.flags(let x), .flags(let y)):
      return x == y
    case (.dates(let x), .dates(let y)):
      return x.precision == y.precision && x.hasZone == y.hasZone && areEqual(x.seconds, y.seconds)
    default:
      return false
    }
  }

  private static func areEqual(_ x: [Double], _ y: [Double]) -> Bool {
    zip(x, y).allSatisfy { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) }
  }
}
