package import Kernels

/// A curve with the range that it keeps to when rows are drawn again, place by place.
package struct CurveBand: Codable, Hashable, Sendable {
  /// Rising, in 0...1.
  package let places: [Double]
  package let heights: [Double]
  /// The lower and upper ends at each place; those of the whole curve together are wider.
  package let lows: [Double]
  package let highs: [Double]

  /// Draws rows again; nil where the curve is not defined for the rows as they are.
  ///
  /// Percentile intervals as for metrics. The level is the share of resamples inside, such as 0.95;
  /// the block is how many neighbouring rows are drawn together, at least 1.
  package init?(
    _ ranked: RankedScores, _ curve: RankedScores.Curve, rowCount: Int, places: [Double],
    resamples: Int, block: Int, level: Double, random: RandomStream
  ) {
    let ones = [Double](repeating: 1, count: rowCount)
    let heights = ranked.heights(of: curve, at: places, weights: ones)
    guard !heights.contains(where: \.isNaN) else { return nil }
    var values = places.map { _ in [Double]() }
    var random = random
    for _ in 0..<resamples {
      let drawn = Bootstrap.drawnCounts(rowCount, block: block, random: &random)
      for (index, height) in ranked.heights(of: curve, at: places, weights: drawn).enumerated() {
        values[index].append(height)
      }
    }
    let intervals = values.map { Bootstrap.interval(of: $0, level: level) }
    self.places = places
    self.heights = heights
    lows = zip(intervals, heights).map { $0?.low ?? $1 }
    highs = zip(intervals, heights).map { $0?.high ?? $1 }
  }
}
