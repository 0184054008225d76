/// A measure of how far predictions are from targets.
///
/// Sums are in row order and give the same bits each time. Weights count a row as often as they
/// say. A value that is not defined, as of no rows, is not-a-number.
package enum Metric: String, Codable, Hashable, Sendable, CaseIterable {
  /// Mean of prediction minus target, in units of the target.
  case bias
  /// Mean absolute error, in units of the target.
  case mae
  /// Mean of the absolute error as a share of the absolute target, in percent.
  ///
  /// Rows whose target is 0 have no such share and are left out; their count is given apart.
  case mape
  /// Median absolute error, in units of the target.
  case medianAbsoluteError = "median-absolute-error"
  /// One minus the squared error as a share of the target's own squared spread.
  ///
  /// Not defined where all targets are equal.
  case r2
  /// Root of the mean squared error, in units of the target.
  case rmse

  /// Which values are better.
  package enum Direction: String, Codable, Hashable, Sendable {
    case higher
    case lower
    case nearestZero
  }

  /// Which values of this metric are better.
  package var better: Direction {
    switch self {
    case .bias: .nearestZero
    case .mae, .mape, .medianAbsoluteError, .rmse: .lower
    case .r2: .higher
    }
  }

  /// Tells whether a value is better than another; a not-a-number is never better.
  package func isBetter(_ value: Double, than other: Double) -> Bool {
    if value.isNaN { return false }
    if other.isNaN { return true }
    return switch better {
    case .higher: value > other
    case .lower: value < other
    case .nearestZero: abs(value) < abs(other)
    }
  }

  /// Measures predictions.
  ///
  /// Targets, predictions and weights have one value a row; weights are at least 0.
  package func value(
    targets: [Double], predictions: [Double], weights: [Double]? = nil
  ) -> Double {
    let form = MetricForm(self, targets: targets, predictions: predictions)
    return form.value(weights: weights ?? [Double](repeating: 1, count: targets.count))
  }

  /// Counts the rows that this metric leaves out: for shares of the target, those of target 0.
  package func leftOutCount(targets: [Double]) -> Int {
    self == .mape ? targets.count { $0 == 0 } : 0
  }
}
