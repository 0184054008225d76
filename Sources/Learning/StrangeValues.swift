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
  package func strangeValues(of table: Table) -> [StrangeValues] {
    StrangenessWatch(self).values(of: table)
  }
}
