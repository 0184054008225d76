import Tables

/// What is seen of one column when an analysis is begun.
struct ColumnFacts: Sendable {
  let column: Column
  let rowCount: Int
  let missingCount: Int
  /// The number of different values, missing ones not counted.
  let distinctCount: Int
  /// Of a column of numbers or flags with a value.
  let numbers: TableProfile.Numbers?
  /// The most frequent texts.
  let levels: [TableProfile.Level]
  /// Whether the column holds whole numbers only.
  let isWhole: Bool
  /// Whether each value is at least as large as the one in the row above.
  let isSorted: Bool
  /// Whether it is what counts or names rows, by its values.
  let isIdentifier: Bool
  /// The mean number of characters of a text, each different one counted once.
  let meanLength: Double

  var name: String { column.name }
  var kind: ColumnKind { column.kind }
  /// The number of rows with a value.
  var knownCount: Int { rowCount - missingCount }
  /// The share of the rows without a value.
  var missingShare: Double { Double(missingCount) / Double(max(rowCount, 1)) }

  init(_ column: Column) {
    self.column = column
    rowCount = column.count
    missingCount = column.missingCount
    let summary = ColumnSummary(column)
    numbers = column.dates == nil ? summary.column.numbers : nil
    levels = summary.column.levels
    isIdentifier = summary.alerts.contains { alert in
      if case .identifier = alert { true } else { false }
    }
    switch column.values {
    case .numbers(let numbers):
      distinctCount = summary.column.distinctCount
      isWhole = numbers.allSatisfy { !$0.isFinite || $0 == $0.rounded() }
      isSorted = Self.isSorted(numbers)
      meanLength = 0
    case .dates(let dates):
      distinctCount = summary.column.distinctCount
      isWhole = false
      isSorted = Self.isSorted(dates.seconds)
      meanLength = 0
    case .flags:
      distinctCount = summary.column.distinctCount
      (isWhole, isSorted, meanLength) = (true, false, 0)
    case .texts(let texts):
      distinctCount = summary.column.distinctCount
      (isWhole, isSorted) = (false, false)
      let length = texts.levels.reduce(0) { $0 + $1.utf8.count }
      meanLength = Double(length) / Double(max(texts.levels.count, 1))
    }
  }

  private static func isSorted(_ values: [Double]) -> Bool {
    zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }
  }

  /// Describes all columns of a table, on all processors.
  static func all(of table: Table) -> [ColumnFacts] {
    Parallel.map(table.columns.count) { ColumnFacts(table.columns[$0]) }
  }

  /// The words of the name, in lower case: `customerID` and `customer_id` give the same ones.
  var words: [String] { Self.words(of: name) }

  /// The words of a name.
  static func words(of name: String) -> [String] {
    var words: [String] = [""]
    var wasLower = false
    for character in name {
      guard character.isLetter || character.isNumber else {
        words.append("")
        wasLower = false
        continue
      }
      if character.isUppercase, wasLower { words.append("") }
      wasLower = character.isLowercase
      words[words.count - 1] += character.lowercased()
    }
    return words.filter { !$0.isEmpty }
  }
}
