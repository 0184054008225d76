package import Tables

/// Values of a column that are unlike all that a model was trained on.
package struct StrangeValues: Hashable, Sendable {
  /// In what way they are strange.
  package enum Sort: Hashable, Sendable {
    /// Numbers far below or above those of the training rows, which lay in this range.
    case numbers(low: Double, high: Double)
    /// Moments far before or after those of the training rows, in seconds since 1970.
    case dates(first: Double, last: Double)
    /// Texts that no training row had, of so many that were known.
    case texts(knownCount: Int)
  }

  package let column: String
  package let sort: Sort
  /// How many rows have such a value.
  package let count: Int
  /// The row of the farthest number or moment, or of the first text, from 0.
  package let row: Int
}

extension FeatureSchema {
  /// A value counts as far where it is beyond the training rows by more than this part of their range.
  ///
  /// A little beyond is what one new row in a few hundred is by chance.
  package static let farShare = 0.1

  /// Finds the values of a table that are unlike all training rows, column by column.
  ///
  /// Missing values are never strange; columns that the table does not have are passed over.
  package func strangeValues(of table: Table) -> [StrangeValues] {
    entries.compactMap { entry in
      guard let column = table[entry.name]?.withFlagsAsNumbers else { return nil }
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
      case (.texts(let levels), .texts(let texts)) where !levels.isEmpty:
        let known = Set(levels.map { ExactText($0) })
        let isKnown = texts.levels.map { known.contains(ExactText($0)) }
        let rows = texts.codes.indices.filter {
          texts.codes[$0] >= 0 && !isKnown[Int(texts.codes[$0])]
        }
        return rows.first.map { row in
          StrangeValues(
            column: entry.name, sort: .texts(knownCount: levels.count), count: rows.count,
            row: row)
        }
      default: return nil
      }
    }
  }

  /// Counts the numbers far outside a range, and finds the farthest.
  private static func far(_ numbers: [Double], _ low: Double, _ high: Double) -> (Int, Int)? {
    guard low <= high else { return nil }
    // A column of one value says nothing of how far is far, so any other value is.
    let reach = farShare * (high - low)
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
