import Foundation

/// Whether what was given a probability happens that often, in bins of rows.
package struct Reliability: Codable, Hashable, Sendable {
  /// How rows are put in bins.
  package enum Binning: String, Codable, Hashable, Sendable {
    /// So that bins hold the same weight; rows of equal probability stay together.
    case equalCount = "equal-count"
    /// So that bins are equally wide parts of 0...1.
    case equalWidth = "equal-width"
  }

  /// Rows of like probability.
  package struct Bin: Codable, Hashable, Sendable {
    /// The lowest and the highest probability in it.
    package let lowest: Double
    package let highest: Double
    /// The mean probability.
    package let predicted: Double
    /// The share of rows that are of the class.
    package let observed: Double
    package let rowCount: Int
    package let weight: Double
    /// The interval of the share (Wilson 1927).
    package let interval: Bootstrap.Interval
  }

  /// In rising order; those without rows are left out.
  package let bins: [Bin]

  /// The weighted mean distance between predicted and observed shares; 0 is best.
  ///
  /// The expected calibration error (Naeini, Cooper, Hauskrecht: Obtaining well calibrated
  /// probabilities using Bayesian binning, 2015). It is never below 0, so a perfect model has one of
  /// about the chance distance of its bins. Not-a-number where there are no rows.
  package var expectedError: Double {
    let total = bins.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return .nan }
    return bins.reduce(0) { $0 + $1.weight * abs($1.predicted - $1.observed) } / total
  }

  /// Puts rows in bins by their probability, in 0...1; the level is that of the intervals.
  ///
  /// A weight counts a row as often as it says. Intervals use the number of rows that would be as
  /// sure without weights (Kish: Survey sampling, 1965).
  package init(
    probabilities: [Double], isPositive: [Bool], weights: [Double]? = nil, binning: Binning,
    binCount: Int, level: Double
  ) {
    precondition(probabilities.count == isPositive.count, "every row has a probability")
    precondition(binCount > 0, "there is a bin")
    let weights = weights ?? [Double](repeating: 1, count: probabilities.count)
    let order = probabilities.indices.filter { weights[$0] > 0 }
      .sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    let places: [Int] =
      switch binning {
      case .equalWidth: order.map { min(Int(probabilities[$0] * Double(binCount)), binCount - 1) }
      case .equalCount: Self.equalPlaces(order, probabilities, weights, count: binCount)
      }
    let reach = Self.normalQuantile((1 + level) / 2)
    var bins: [Bin] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, places[end] == places[start] { end += 1 }
      bins.append(
        Self.bin(order[start..<end], probabilities, isPositive, weights, reach: reach))
      start = end
    }
    self.bins = bins
  }

  /// Puts each group of equal probabilities where the middle of its weight lies.
  private static func equalPlaces(
    _ order: [Int], _ probabilities: [Double], _ weights: [Double], count: Int
  ) -> [Int] {
    let total = order.reduce(0) { $0 + weights[$1] }
    var places: [Int] = []
    places.reserveCapacity(order.count)
    var (start, before) = (0, 0.0)
    while start < order.count {
      var (end, weight) = (start, 0.0)
      while end < order.count, probabilities[order[end]] == probabilities[order[start]] {
        weight += weights[order[end]]
        end += 1
      }
      let place = min(Int((before + weight / 2) / total * Double(count)), count - 1)
      for _ in start..<end { places.append(place) }
      (start, before) = (end, before + weight)
    }
    return places
  }

  private static func bin(
    _ rows: ArraySlice<Int>, _ probabilities: [Double], _ isPositive: [Bool], _ weights: [Double],
    reach: Double
  ) -> Bin {
    var (weight, squares, predicted, positives) = (0.0, 0.0, 0.0, 0.0)
    var (lowest, highest) = (1.0, 0.0)
    for row in rows {
      weight += weights[row]
      squares += weights[row] * weights[row]
      predicted += weights[row] * probabilities[row]
      if isPositive[row] { positives += weights[row] }
      lowest = min(lowest, probabilities[row])
      highest = max(highest, probabilities[row])
    }
    let share = positives / weight
    return Bin(
      lowest: lowest, highest: highest, predicted: predicted / weight, observed: share,
      rowCount: rows.count, weight: weight,
      interval: wilson(share, count: weight * weight / squares, reach: reach))
  }

  /// Gives the interval of a share of so many rows (Wilson: Probable inference, 1927).
  static func wilson(_ share: Double, count: Double, reach: Double) -> Bootstrap.Interval {
    let square = reach * reach / count
    let centre = (share + square / 2) / (1 + square)
    let half =
      reach / (1 + square)
      * (share * (1 - share) / count + square / (4 * count)).squareRoot()
    return Bootstrap.Interval(low: max(0, centre - half), high: min(1, centre + half))
  }

  /// Gives the value that a standard normal variable stays below with this probability, at least 0.5.
  static func normalQuantile(_ probability: Double) -> Double {
    var (low, high) = (0.0, 40.0)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if 1 - erfc(middle / 2.0.squareRoot()) / 2 < probability {
        low = middle
      } else {
        high = middle
      }
    }
    return (low + high) / 2
  }
}
