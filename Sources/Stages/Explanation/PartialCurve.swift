import Analyses
import Foundation

/// What a model predicts, on average and for single rows, as one column takes value after value.
///
/// Friedman: Greedy function approximation, 2001; single rows: Goldstein and others: Peeking inside
/// the black box, 2015.
struct PartialCurve: JSONArtifact, Hashable {
  static let format = "partial-curve"

  /// What a column may hold.
  enum Places: Codable, Hashable, Sendable {
    /// Numbers, ascending.
    case numbers([Double])
    /// Dates as seconds, ascending.
    case dates([Double])
    /// Levels, the most common first.
    case levels([String])
  }

  let column: String
  let places: Places
  /// The mean prediction at each place.
  let means: [Double]
  /// The predictions of some rows, a row after the other, each with one number a place.
  let rows: [[Double]]
  /// The tenth and the nine-tenths quantile of all rows at each place.
  let lows: [Double]
  let highs: [Double]

  /// The range of the means: how far this column alone moves the mean prediction.
  var range: Double { (means.max() ?? .nan) - (means.min() ?? .nan) }
}
