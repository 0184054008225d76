import Documents
package import Tables

/// A table at a glance: each column in figures, and the first rows.
package struct TableLook: Sendable, Encodable {
  /// A column in figures; what it does not have is absent.
  package struct Column: Sendable, Encodable {
    package let name: String
    package let kind: String
    /// Why it is of that kind, where that is known.
    package let reason: String?
    /// Whether the values are behind the seal; then nothing else is known.
    package let isSealed: Bool
    package let missing: Int?
    package let distinct: Int?
    /// The quantiles at 0, 0.05, 0.25, 0.5, 0.75, 0.95 and 1 of numbers.
    package let quantiles: [Double]?
    package let mean: Double?
    /// How many values fall into each of equally wide parts of the range, or of the most frequent
    /// texts.
    package let shape: [Int]?
    /// The most frequent texts.
    package let top: [TableProfile.Level]?
    /// The first and last date.
    package let first: String?
    package let last: String?
  }

  package let name: String
  package let rows: Int
  package let columns: [Column]
  /// The first rows as texts, nil where a value is missing.
  package let head: [[String?]]

  /// Looks at a table; columns behind the seal are named and not looked at.
  package init(
    _ table: Table, name: String, inferences: [CSVInference] = [], head: Int,
    sealed: Set<String> = []
  ) {
    self.name = name
    rows = table.rowCount
    let reasons = Dictionary(inferences.map { ($0.column, $0.reason) }) { first, _ in first }
    columns = Parallel.map(table.columns.count) { index in
      let column = table.columns[index]
      return sealed.contains(column.name)
        ? Self.sealed(column) : Self.look(at: column, reason: reasons[column.name])
    }
    self.head = (0..<min(max(head, 0), table.rowCount)).map { row in
      table.columns.map { column in
        sealed.contains(column.name) ? "(sealed)" : Self.text(column, row)
      }
    }
  }

  private static func sealed(_ column: Tables.Column) -> Column {
    Column(
      name: column.name, kind: column.kind.rawValue, reason: nil, isSealed: true, missing: nil,
      distinct: nil, quantiles: nil, mean: nil, shape: nil, top: nil, first: nil, last: nil)
  }

  private static func look(at column: Tables.Column, reason: String?) -> Column {
    let facts = ColumnFacts(column)
    var shape = facts.numbers?.shape ?? facts.levels.map(\.count)
    var ends: (first: String?, last: String?) = (nil, nil)
    if let dates = column.dates {
      let known = dates.seconds.indices.filter { !dates.seconds[$0].isNaN }
      let first = known.min { dates.seconds[$0] < dates.seconds[$1] }
      let last = known.max { dates.seconds[$0] < dates.seconds[$1] }
      if let first, let last {
        ends = (dates.text(first), dates.text(last))
        shape = Sparkline.counts(
          known.map { dates.seconds[$0] }, from: dates.seconds[first], to: dates.seconds[last],
          parts: ColumnSummary.shapeParts)
      }
    }
    return Column(
      name: column.name, kind: column.kind.rawValue, reason: reason, isSealed: false,
      missing: facts.missingCount, distinct: facts.distinctCount,
      quantiles: column.dates == nil ? facts.numbers?.quantiles : nil,
      mean: column.dates == nil ? facts.numbers?.mean : nil,
      shape: facts.distinctCount > 1 ? shape : nil,
      top: facts.levels.isEmpty ? nil : facts.levels, first: ends.first, last: ends.last)
  }

  private static func text(_ column: Tables.Column, _ row: Int) -> String? {
    switch column.values {
    case .numbers(let numbers): numbers[row].isNaN ? nil : ValueText.number(numbers[row])
    case .texts(let texts): texts[row]
    case .flags(let flags): flags[row].map { "\($0)" }
    case .dates(let dates): dates.text(row)
    }
  }
}
