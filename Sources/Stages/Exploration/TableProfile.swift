import Analyses
package import Documents

/// What a table holds: each column's numbers, what is odd about them, and how columns go together.
package struct TableProfile: JSONArtifact, Hashable {
  package static let format = "profile"

  /// A number column in figures; its values are the finite ones.
  package struct Numbers: Codable, Hashable, Sendable {
    /// The quantiles at 0, 0.05, 0.25, 0.5, 0.75, 0.95 and 1.
    package let quantiles: [Double]
    package let mean: Double
    /// The standard deviation, with count - 1; 0 for one value.
    package let deviation: Double
    /// The third standardised moment; 0 where all values are equal.
    package let skewness: Double
    /// How many values fall into each of equally wide parts of their range.
    ///
    /// Values far out do not widen the range; they count in the outermost parts.
    package let shape: [Int]

    /// The smallest value.
    package var least: Double { quantiles[0] }
    /// The middle value.
    package var median: Double { quantiles[3] }
    /// The largest value.
    package var most: Double { quantiles[6] }
  }

  /// A text and how often it occurs.
  package struct Level: Codable, Hashable, Sendable {
    package let text: String
    package let count: Int
  }

  /// One column in figures.
  package struct Column: Codable, Hashable, Sendable {
    package let name: String
    package let kind: String
    package let missingCount: Int
    package let distinctCount: Int
    /// Of a column of numbers with at least one value.
    package let numbers: Numbers?
    /// Of a column of texts: the most frequent ones, at most eight.
    package let levels: [Level]
    /// How the numbers are written, where they are moments of a column of dates.
    package var dates: DateForm?
  }

  /// Something about the table that its reader should know before a model is fitted.
  package enum Alert: Codable, Hashable, Sendable {
    case duplicates(rows: Int)
    case empty(column: String)
    case constant(column: String, value: String)
    case nearlyConstant(column: String, value: String, share: Double)
    case identifier(column: String)
    case manyLevels(column: String, count: Int)
    case skewed(column: String, skewness: Double, isPositive: Bool)
    case missing(column: String, share: Double)
    case farOut(column: String, count: Int, example: Double)
    case farOutDate(column: String, count: Int, example: String)
    case nearlyNumbers(column: String, share: Double, example: String)
    case equal(columns: [String])
    /// A column from which the target can be told: the share of its ranks or classes explained.
    case leak(column: String, share: Double)
    /// Two columns that give the target by a sum, difference or product.
    case formula(target: String, first: String, sign: String, second: String)
  }

  /// Rank correlations of number columns.
  package struct Correlations: Codable, Hashable, Sendable {
    package let names: [String]
    /// A row for each name; not-a-number where fewer than three rows have both values.
    package let values: [[Double]]
    /// The number of rows used, and of number columns that are not among the names.
    package let rowCount: Int
    package let leftOutCount: Int
  }

  /// How well one column alone tells the target.
  package struct Relation: Codable, Hashable, Sendable {
    package let column: String
    /// The share of the target's ranks or classes told from this column; in 0...1.
    package let share: Double
    /// The rank correlation, where both columns hold numbers.
    package let rank: Double?
    /// The two columns as a picture; nil for those not among the most related.
    package let chart: Figure.Chart?
  }

  /// The target and what the other columns say of it.
  package struct Target: Codable, Hashable, Sendable {
    package let name: String
    package let kind: String
    /// The other columns, the most telling first.
    package let relations: [Relation]
  }

  package let rowCount: Int
  /// The number of columns of the table; those beyond the setting are not described.
  package let columnCount: Int
  package let columns: [Column]
  package let alerts: [Alert]
  package let correlations: Correlations?
  package let target: Target?
  package let drift: Drift?
  /// The columns that a recipe ignores; nil where there is none, or no recipe.
  package var ignored: [String]?
}
