import Kernels

/// How often a class occurs on test rows, beside held-out rows and beside what was expected of it.
package struct ClassShift: Codable, Hashable, Sendable {
  /// The place of the class.
  package let place: Int
  /// The share of the class among held-out rows.
  package let heldOutShare: Double
  /// The share of the class among test rows.
  package let testShare: Double
  /// The interval of the second minus the first (Newcombe: Interval estimation, 1998, method 10).
  package let difference: Bootstrap.Interval
  /// The mean probability that was given to the class on test rows.
  package let predicted: Double
  /// The interval of the share on test rows minus that mean (Student's t).
  package let surprise: Bootstrap.Interval

  /// Whether the class occurs more or less often than on held-out rows.
  package var isClear: Bool { difference.low > 0 || difference.high < 0 }
  /// Whether the class occurs more or less often than the probabilities say on the whole.
  package var isSurprising: Bool { surprise.low > 0 || surprise.high < 0 }

  /// Compares rows for a class; nil with fewer than two rows on a side.
  ///
  /// The level is that of the intervals; the block is how many neighbouring rows depend on each
  /// other, at least 1.
  package init?(
    of place: Int, heldOut: ClassifiedRows, test: ClassifiedRows, level: Double, block: Int
  ) {
    guard heldOut.rowCount > 1, test.rowCount > 1 else { return nil }
    func shares(_ rows: ClassifiedRows) -> [Double] { rows.targets.map { $0 == place ? 1 : 0 } }
    let a = BlockMoments(shares(heldOut), block: block)
    let b = BlockMoments(shares(test), block: block)
    let probabilities = test.probabilities(class: place)
    let errors = BlockMoments(zip(shares(test), probabilities).map { $0 - $1 }, block: block)
    self.place = place
    heldOutShare = a.mean
    testShare = b.mean
    predicted = probabilities.reduce(0, +) / Double(probabilities.count)
    let reach = Reliability.normalQuantile((1 + level) / 2)
    let (first, second) = (
      Reliability.wilson(a.mean, count: a.worth, reach: reach),
      Reliability.wilson(b.mean, count: b.worth, reach: reach)
    )
    func length(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
    let change = b.mean - a.mean
    difference = Bootstrap.Interval(
      low: change - length(b.mean - second.low, first.high - a.mean),
      high: change + length(second.high - b.mean, a.mean - first.low))
    let half =
      errors.blockCount > 1
      ? StudentDistribution.quantile((1 + level) / 2, degrees: errors.blockCount - 1)
        * errors.varianceOfMean.squareRoot() : .infinity
    surprise = Bootstrap.Interval(low: errors.mean - half, high: errors.mean + half)
  }
}
