package import Tables

/// The ranges and texts of training rows, made ready to look at many tables, each of few rows.
package struct StrangenessWatch: Sendable {
  private let entries: [FeatureSchema.Entry]
  /// The known texts of each column of texts.
  private let known: [Set<ExactText>]

  package init(_ schema: FeatureSchema) {
    entries = schema.entries
    known = entries.map { entry in
      if case .texts(let levels) = entry.content { Set(levels.map { ExactText($0) }) } else { [] }
    }
  }

  /// Finds the values of a table that are unlike all training rows, column by column.
  ///
  /// Missing values are never strange; columns that the table does not have are passed over.
  package func values(of table: Table) -> [StrangeValues] {
    var found: [StrangeValues] = []
    for (place, entry) in entries.enumerated() {
      guard let column = table[entry.name]?.withFlagsAsNumbers else { continue }
      if let strange = values(of: column, entry, known[place]) { found.append(strange) }
    }
    return found
  }

  private func values(
    of column: Column, _ entry: FeatureSchema.Entry, _ known: Set<ExactText>
  ) -> StrangeValues? {
    switch (entry.content, column.values) {
    case (.numbers(let low, let high), .numbers(let numbers)):
      return Self.far(numbers, low, high).map { count, row in
        StrangeValues(
          column: entry.name, sort: .numbers(low: low, high: high), count: count, row: row)
      }
    case (.dates(let first, let last), .dates(let dates)):
      return Self.far(dates.seconds, first, last).map { count, row in
        StrangeValues(
          column: entry.name, sort: .dates(first: first, last: last), count: count, row: row)
      }
    case (.texts, .texts(let texts)) where !known.isEmpty:
      let isKnown = texts.levels.map { known.contains(ExactText($0)) }
      guard isKnown.contains(false) else { return nil }
      let rows = texts.codes.indices.filter {
        texts.codes[$0] >= 0 && !isKnown[Int(texts.codes[$0])]
      }
      return rows.first.map { row in
        StrangeValues(
          column: entry.name, sort: .texts(knownCount: known.count), count: rows.count, row: row)
      }
    default: return nil
    }
  }

  /// Counts the numbers far outside a range, and finds the farthest.
  private static func far(_ numbers: [Double], _ low: Double, _ high: Double) -> (Int, Int)? {
    guard low <= high else { return nil }
    // A column of one value says nothing of how far is far, so any other value is.
    let reach = FeatureSchema.farShare * (high - low)
    var count = 0
    var farthest = (distance: reach, row: -1)
    for (row, number) in numbers.enumerated() where !number.isNaN {
      let distance = max(low - number, number - high)
      guard distance > reach else { continue }
      count += 1
      if distance > farthest.distance || farthest.row < 0 { farthest = (distance, row) }
    }
    return count == 0 ? nil : (count, farthest.row)
  }
}
