package import Kernels

/// Whether test targets lie higher or lower than a model expects, beyond what held-out rows show.
///
/// A residual is target minus prediction. Held-out residuals come from training rows that the model
/// of their fold did not see.
package struct Shift: Hashable, Sendable {
  /// Mean test residual minus mean held-out residual, in units of the target.
  package let difference: Double
  /// The interval of the difference by Welch's t; nil for fewer than two rows or blocks.
  package let interval: Bootstrap.Interval?
  /// The distance between the two distributions of residuals.
  package let distribution: KolmogorovSmirnov
  /// The mean absolute error on the test rows as they are.
  package let errorAsIs: Double
  /// The mean absolute error once the shift is estimated on other test rows; nil for one test row.
  package let errorAfterShift: Double?
  /// The two estimates of the shift: the median residual of each half; empty for one test row.
  package let halfEstimates: [Double]

  /// Compares residuals; nil where there are none on one side.
  ///
  /// Test rows are cut into two random halves. Each half is corrected by the median residual of the
  /// other, so no row helps to correct itself. The level is that of the interval, such as 0.95.
  /// Where neighbouring rows depend on each other, the interval and the p-value take the means of
  /// blocks of so many rows to be independent, and not the rows.
  package init?(
    heldOut: [Double], test: [Double], level: Double, block: Int = 1, random: RandomStream
  ) {
    let (a, b) = (BlockMoments(heldOut, block: block), BlockMoments(test, block: block))
    guard let distribution = KolmogorovSmirnov(heldOut, test, worth: (a.worth, b.worth)) else {
      return nil
    }
    self.distribution = distribution
    difference = b.mean - a.mean
    interval = Self.welch(a, b, level: level)
    errorAsIs = test.reduce(0) { $0 + abs($1) } / Double(test.count)

    var random = random
    let order = random.permutation(of: test.count)
    let half = test.count / 2
    let first = order[..<half].map { test[$0] }
    let second = order[half...].map { test[$0] }
    guard let firstMedian = Quantiles.median(first), let secondMedian = Quantiles.median(second)
    else {
      errorAfterShift = nil
      halfEstimates = []
      return
    }
    halfEstimates = [firstMedian, secondMedian]
    let sum =
      first.reduce(0) { $0 + abs($1 - secondMedian) }
      + second.reduce(0) { $0 + abs($1 - firstMedian) }
    errorAfterShift = sum / Double(test.count)
  }

  /// Welch (1947), with the degrees of freedom of Satterthwaite.
  private static func welch(
    _ a: BlockMoments, _ b: BlockMoments, level: Double
  ) -> Bootstrap.Interval? {
    guard a.blockCount > 1, b.blockCount > 1 else { return nil }
    let (u, v) = (a.varianceOfMean, b.varianceOfMean)
    let difference = b.mean - a.mean
    guard u + v > 0 else { return Bootstrap.Interval(low: difference, high: difference) }
    let degrees = (u + v) * (u + v) / (u * u / (a.blockCount - 1) + v * v / (b.blockCount - 1))
    let reach =
      StudentDistribution.quantile((1 + level) / 2, degrees: degrees) * (u + v).squareRoot()
    return Bootstrap.Interval(low: difference - reach, high: difference + reach)
  }
}
