import Tables

/// Collects a column of a result and finds its kind from its values.
struct QueryResultColumn {
  /// The largest whole number up to which a number keeps all.
  private static let exactLimit: UInt64 = 1 << 53

  let name: String
  /// What the column was in the table that it is passed on from, if it is.
  private let declaredType: QueryColumnType?
  private var rowCount = 0
  private var numbers: [Double] = []
  private var texts = TextCoder()
  /// The kind and the row of the first value that is not missing.
  private var first: (kind: ColumnKind, row: Int)?

  init(name: String, declaredType: QueryColumnType? = nil) {
    self.name = name
    self.declaredType = declaredType
  }

  /// The column; without any value it is one of numbers.
  var column: Column {
    if declaredType == .flag, first?.kind != .text {
      return Column(name, flags: numbers.map { $0.isNaN ? nil : $0 != 0 })
    }
    if declaredType == .date, first?.kind != .number,
      let dates = DateValues(texts: values)
    {
      return Column(name, dates: dates)
    }
    return first?.kind == .text
      ? Column(name, .texts(texts.values)) : Column(name, numbers: numbers)
  }

  /// The texts, or as many missing ones as there are rows.
  private var values: TextValues {
    first == nil ? TextValues([String?](repeating: nil, count: rowCount)) : texts.values
  }

  /// Adds the value of the next row.
  mutating func append(_ value: QueryValue) throws(QueryError) {
    rowCount += 1
    switch value {
    case .null:
      if first?.kind == .text { texts.append(nil) } else { numbers.append(.nan) }
    case .integer(let integer):
      guard integer.magnitude <= Self.exactLimit else {
        throw QueryError(.integerTooLarge(integer, column: name, row: rowCount))
      }
      try take(.number)
      numbers.append(Double(integer))
    case .number(let number):
      try take(.number)
      numbers.append(number)
    case .text(let text):
      try take(.text)
      texts.append(text)
    case .blob:
      throw QueryError(.blobValue(column: name, row: rowCount))
    }
  }

  /// Sets the kind with the first value, and refuses another kind after it.
  private mutating func take(_ kind: ColumnKind) throws(QueryError) {
    guard let first else {
      first = (kind, rowCount)
      if kind == .text {
        for _ in numbers { texts.append(nil) }
        numbers = []
      }
      return
    }
    guard first.kind == kind else {
      throw QueryError(
        .mixedKinds(
          column: name, row: rowCount, kind: kind.rawValue, firstRow: first.row,
          firstKind: first.kind.rawValue))
    }
  }
}
