import Foundation

/// The scale on which a target of values is learned; predictions are turned back.
package enum TargetScale: String, Codable, Hashable, Sendable, CaseIterable {
  /// As it is.
  case linear
  /// Its natural logarithm, so that shares of the target count and not units.
  case logarithm

  /// Gives the targets on this scale; throws where one has no place on it.
  func scaled(_ targets: [Double], column: String) throws(LearningError) -> [Double] {
    guard self == .logarithm else { return targets }
    if let row = targets.firstIndex(where: { $0 <= 0 }) {
      throw .noLogarithm(column: column, row: row, value: targets[row])
    }
    return targets.map { Foundation.log($0) }
  }

  /// Gives predictions in units of the target.
  ///
  /// What was a mean of logarithms becomes a middle of the target, which lies below its mean.
  func restored(_ predictions: [Double]) -> [Double] {
    self == .logarithm ? predictions.map { Foundation.exp($0) } : predictions
  }
}
