import Kernels

/// Which inputs make a result vary: shares of its variance.
///
/// Saltelli et al.: Variance based sensitivity analysis of model output. Design and estimator for the
/// total sensitivity index, 2010; Jansen's estimators of both indices. The design has rows of two
/// independent samples A and B, and for each input the rows of A with that input taken from B.
package enum SaltelliDesign {
  /// The indices of one input, each with the deviation of its estimate.
  package struct Indices: Sendable, Hashable {
    /// The share of the variance that the input explains alone.
    package let first: Double
    package let firstError: Double
    /// The share that it explains with all others' help.
    package let total: Double
    package let totalError: Double
  }

  /// Gives the number of rows of a design: draws x (inputs + 2).
  package static func rowCount(draws: Int, inputs: Int) -> Int { draws * (inputs + 2) }

  /// Gives for each input its first-order and its total index.
  ///
  /// - Parameters:
  ///   - a: in; results of the rows of A, shape [draws], at least 2.
  ///   - b: in; results of the rows of B, same shape.
  ///   - mixed: in; for each input results of A's rows with that input of B, same shape each.
  /// - Returns: the indices in the order of the inputs; zeros where the result never varies.
  /// - Throws: an error where there are fewer than two draws or a result is no number.
  /// - Complexity: O(draws x inputs).
  package static func indices(
    a: [Double], b: [Double], mixed: [[Double]]
  ) throws(FleetError) -> [Indices] {
    try Argument.count(a.count, in: 2...Int(Int32.max), "number of draws")
    precondition(b.count == a.count, "both samples have the same number of rows")
    for value in a + b { try Argument.finite(value, "result of a draw") }
    let variance = Sum.variance(of: a + b)
    return try mixed.map { results throws(FleetError) in
      precondition(results.count == a.count, "each input has as many rows")
      for value in results { try Argument.finite(value, "result of a draw") }
      guard variance > 0 else {
        return Indices(first: 0, firstError: 0, total: 0, totalError: 0)
      }
      // What is left when all but this input are changed, and what changes when only this one is.
      let others = zip(b, results).map { ($0 - $1) * ($0 - $1) / (2 * variance) }
      let own = zip(a, results).map { ($0 - $1) * ($0 - $1) / (2 * variance) }
      return Indices(
        first: 1 - Sum.mean(of: others), firstError: error(of: others),
        total: Sum.mean(of: own), totalError: error(of: own))
    }
  }

  private static func error(of values: [Double]) -> Double {
    (Sum.sampleVariance(of: values) / Double(values.count)).squareRoot()
  }
}
