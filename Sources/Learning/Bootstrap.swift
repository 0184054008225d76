package import Kernels

/// How sure a score is, given these predictions and as many rows as these.
///
/// Rows are drawn with replacement, and every metric of every model is measured on the same drawn
/// rows, so that differences between models are paired (Efron and Tibshirani: An introduction to
/// the bootstrap, 1993, chapter 13: the percentile interval).
///
/// What such an interval does not include: that the model would differ with other training rows or
/// another seed; that the best of several models was picked on these rows; and that the rows to
/// come may be of another kind than these. That rows depend on their neighbours, as in time, it
/// includes where blocks are drawn: rows stand in a circle, and runs of so many neighbours are drawn
/// from it (Politis and Romano: A circular block-resampling procedure for stationary data, 1992).
package struct Bootstrap: Sendable {
  /// A range of values.
  package struct Interval: Codable, Hashable, Sendable {
    package let low: Double
    package let high: Double

    package init(low: Double, high: Double) {
      self.low = low
      self.high = high
    }
  }

  package let metrics: [Metric]
  /// The resampled values, by model, metric and resample.
  private let values: [[[Double]]]

  /// Measures every model on resampled rows.
  ///
  /// - Parameters:
  ///   - targets: in; shape [row].
  ///   - predictions: in; shape [model][row].
  ///   - weights: in; shape [row], at least 0, or nil.
  ///   - metrics: the metrics to measure.
  ///   - resamples: the number of draws of all rows; 1000 is usual.
  ///   - block: how many neighbouring rows are drawn together, at least 1; 1 draws each on its own.
  ///   - random: the stream that the draws come from.
  /// - Complexity: O(resamples x rows x models x metrics). Same bits for the same stream.
  package init(
    targets: [Double], predictions: [[Double]], weights: [Double]? = nil, metrics: [Metric],
    resamples: Int, block: Int = 1, random: RandomStream
  ) {
    self.metrics = metrics
    values = Self.values(
      predictions.map { prediction in
        metrics.map { MetricForm($0, targets: targets, predictions: prediction) }
      }, count: targets.count, weights: weights, resamples: resamples, block: block,
      random: random)
  }

  /// Measures every model of classes on resampled rows; each model has the same rows.
  ///
  /// What is given is as for values, and weights are those of the rows where none are given; the
  /// time too, after sorting the rows once.
  package init(
    models: [ClassifiedRows], weights: [Double]? = nil, metrics: [Metric], resamples: Int,
    block: Int = 1, random: RandomStream
  ) {
    self.metrics = metrics
    values = Self.values(
      models.map { rows in metrics.map { MetricForm($0, rows: rows) } },
      count: models.first?.rowCount ?? 0, weights: weights ?? models.first?.weights,
      resamples: resamples, block: block,
      random: random)
  }

  private static func values(
    _ forms: [[MetricForm]], count: Int, weights: [Double]?, resamples: Int, block: Int,
    random: RandomStream
  ) -> [[[Double]]] {
    var values = forms.map { metrics in metrics.map { _ in [Double]() } }
    var random = random
    for _ in 0..<(count == 0 ? 0 : resamples) {
      var drawn = drawnCounts(count, block: block, random: &random)
      if let weights { for row in 0..<count { drawn[row] *= weights[row] } }
      for model in forms.indices {
        for metric in forms[model].indices {
          values[model][metric].append(forms[model][metric].value(weights: drawn))
        }
      }
    }
    return values
  }

  /// Draws as many rows as there are, and gives how often each was drawn.
  static func drawnCounts(
    _ count: Int, block: Int, random: inout RandomStream
  ) -> [Double] {
    precondition(block >= 1, "a block has a row")
    let length = min(block, count)
    var drawn = [Double](repeating: 0, count: count)
    for first in stride(from: 0, to: count, by: length) {
      let start = random.integer(below: count)
      for step in 0..<min(length, count - first) { drawn[(start + step) % count] += 1 }
    }
    return drawn
  }

  /// Gives the interval of a metric of a model, by their places in the lists given.
  ///
  /// The level is the share of resamples inside, such as 0.95. Resamples in which the metric is
  /// not defined are left out; nil where none is left.
  package func interval(model: Int, metric: Int, level: Double) -> Interval? {
    Self.interval(of: values[model][metric], level: level)
  }

  /// Gives the interval of a model's metric minus another model's, on the same drawn rows.
  package func differenceInterval(
    model: Int, minus other: Int, metric: Int, level: Double
  ) -> Interval? {
    let differences = zip(values[model][metric], values[other][metric]).map { $0 - $1 }
    return Self.interval(of: differences, level: level)
  }

  /// Gives the middle share of values, leaving out those that are not defined.
  static func interval(of values: [Double], level: Double) -> Interval? {
    let sorted = values.filter { !$0.isNaN }.sorted()
    guard !sorted.isEmpty else { return nil }
    let outside = (1 - min(max(level, 0), 1)) / 2
    return Interval(
      low: Quantiles.of(sorted: sorted, at: outside),
      high: Quantiles.of(sorted: sorted, at: 1 - outside))
  }
}
