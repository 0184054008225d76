import Documents
import Foundation
import Learning

/// The bins of a histogram: round edges, as many as the rows can fill.
struct PlotBins {
  let edges: [Double]
  /// The number of values below the first edge or above the last.
  let beyondCount: Int
  private let isLogarithmic: Bool

  /// Chooses bins for sorted finite numbers; on an axis of ratios all of them are above zero.
  ///
  /// Without a wished count a bin is as wide as Freedman and Diaconis (1981) have it, within 5 to 60
  /// bins.
  init(sorted: [Double], count wished: Int?, isLogarithmic: Bool) {
    self.isLogarithmic = isLogarithmic
    let values = isLogarithmic ? sorted.map { Foundation.log10($0) } : sorted
    guard let first = values.first, let last = values.last else {
      edges = [0, 1]
      beyondCount = 0
      return
    }
    let (low, high) = Self.range(values, first, last)
    let count = wished ?? Self.count(values, low, high)
    var edges = NiceScale.edges(low: low, high: high, count: count)
    if edges.count < 2 {
      // One value, or values so close that no round number lies between them.
      let half = max(abs(first) * 0.05, 0.5)
      edges = [first - half, max(last, first) + half]
    }
    beyondCount = values.count { $0 < edges[0] || $0 > edges[edges.count - 1] }
    self.edges = isLogarithmic ? edges.map { Foundation.pow(10, $0) } : edges
  }

  /// Bins that begin with days, months or years, for sorted moments in seconds since 1970.
  init(dates sorted: [Double], count wished: Int?, isDaily: Bool) {
    isLogarithmic = false
    beyondCount = 0
    guard let first = sorted.first, let last = sorted.last else {
      edges = [0, 1]
      return
    }
    let steps = DateSteps(from: first, to: last, about: wished ?? 24, isDaily: isDaily)
    let covering = steps.covering
    // The last bin holds its upper edge, so the next one begins it anew.
    edges = covering.count > 1 ? covering : [first, first + 86_400]
  }

  /// All values, or without the outermost where a few of them would squeeze the rest together.
  private static func range(
    _ sorted: [Double], _ first: Double, _ last: Double
  ) -> (low: Double, high: Double) {
    let low = Quantiles.of(sorted: sorted, at: 0.002)
    let high = Quantiles.of(sorted: sorted, at: 0.998)
    return high > low && last - first > 3 * (high - low) ? (low, high) : (first, last)
  }

  private static func count(_ sorted: [Double], _ low: Double, _ high: Double) -> Int {
    let root = Foundation.cbrt(Double(sorted.count))
    let middle = Quantiles.of(sorted: sorted, at: 0.75) - Quantiles.of(sorted: sorted, at: 0.25)
    let rough = middle > 0 ? (high - low) * root / (2 * middle) : 2 * root
    return rough.isFinite ? Int(rough.clamped(to: 5...60).rounded()) : 20
  }

  /// Gives the share of values in each bin, in percent; values beyond count in the outermost bins.
  func shares(of values: [Double]) -> [Double] {
    var counts = [Int](repeating: 0, count: edges.count - 1)
    for value in values {
      let above = edges.partition(above: value)
      counts[min(max(above - 1, 0), counts.count - 1)] += 1
    }
    guard !values.isEmpty else { return counts.map { _ in 0 } }
    return counts.map { 100 * Double($0) / Double(values.count) }
  }
}

extension [Double] {
  /// The place of the first number above a value in a rising list.
  func partition(above value: Double) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] > value { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Boxes by the rule of Tukey: whiskers reach the last value within 1.5 heights of the box.
enum TukeyBox {
  /// Gives the box of sorted numbers, and how many values beyond the whiskers it does not hold.
  static func box(
    group: String, series: String, sorted: [Double], outliersMax: Int
  ) -> (box: Figure.Box, hiddenCount: Int)? {
    guard !sorted.isEmpty else { return nil }
    let quarter = Quantiles.of(sorted: sorted, at: 0.25)
    let threeQuarters = Quantiles.of(sorted: sorted, at: 0.75)
    let reach = 1.5 * (threeQuarters - quarter)
    let low = sorted.first { $0 >= quarter - reach } ?? quarter
    let high = sorted.last { $0 <= threeQuarters + reach } ?? threeQuarters
    let beyond = sorted.filter { $0 < low || $0 > high }
    let kept =
      beyond.count <= outliersMax
      ? beyond : (0..<outliersMax).map { beyond[$0 * (beyond.count - 1) / (outliersMax - 1)] }
    let box = Figure.Box(
      group: group, series: series, count: sorted.count, low: min(low, quarter),
      lowerQuartile: quarter, median: Quantiles.of(sorted: sorted, at: 0.5),
      upperQuartile: threeQuarters, high: max(high, threeQuarters), outliers: kept)
    return (box, beyond.count - kept.count)
  }
}
