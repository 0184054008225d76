/// A measure of how far predictions are from targets.
///
/// Sums are in row order and give the same bits each time. Weights count a row as often as they
/// say. A value that is not defined, as of no rows or of a target of the other sort, is
/// not-a-number. Figures of one class against the rest are those of the positive one of two
/// classes, and of more the mean over the classes that have such a figure, each counting the same.
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

  /// Share of rows for which their class was chosen.
  case accuracy
  /// Area under the curve of true against false positive shares; ties count half.
  case auc
  /// Mean precision over the rows of a class, from the most probable on.
  case averagePrecision = "average-precision"
  /// Mean over the classes of the share of their rows for which they were chosen.
  case balancedAccuracy = "balanced-accuracy"
  /// Mean squared error of the probability of the positive class; of more than two, of all summed.
  case brier
  /// Mean cost of what was chosen; not defined without costs of errors.
  case meanCost = "mean-cost"
  /// Harmonic mean of precision and recall of what was chosen.
  case f1
  /// Mean of minus the natural logarithm of the probability that a row's own class was given.
  ///
  /// Probabilities are held 2.2e-16 away from 0 and 1, as in scikit-learn.
  case logLoss = "log-loss"

  /// Which values are better.
  package enum Direction: String, Codable, Hashable, Sendable {
    case higher
    case lower
    case nearestZero
  }

  /// Which sort of target it measures.
  package var task: TargetTask {
    switch self {
    case .bias, .mae, .mape, .medianAbsoluteError, .r2, .rmse: .values
    case .accuracy, .auc, .averagePrecision, .balancedAccuracy, .brier, .f1, .logLoss, .meanCost:
      .classes
    }
  }

  /// The metrics of a sort of target.
  package static func all(of task: TargetTask) -> [Metric] { allCases.filter { $0.task == task } }

  /// Which values of this metric are better.
  package var better: Direction {
    switch self {
    case .bias: .nearestZero
    case .brier, .logLoss, .mae, .mape, .meanCost, .medianAbsoluteError, .rmse: .lower
    case .accuracy, .auc, .averagePrecision, .balancedAccuracy, .f1, .r2: .higher
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

  /// Measures predicted values.
  ///
  /// Targets, predictions and weights have one value a row; weights are at least 0.
  package func value(
    targets: [Double], predictions: [Double], weights: [Double]? = nil
  ) -> Double {
    let form = MetricForm(self, targets: targets, predictions: predictions)
    return form.value(weights: weights ?? [Double](repeating: 1, count: targets.count))
  }

  /// Measures predicted classes; weights, those of the rows where none are given, are at least 0.
  package func value(_ rows: ClassifiedRows, weights: [Double]? = nil) -> Double {
    MetricForm(self, rows: rows)
      .value(weights: weights ?? rows.weights ?? [Double](repeating: 1, count: rows.rowCount))
  }

  /// Counts the rows that this metric leaves out: for shares of the target, those of target 0.
  package func leftOutCount(targets: [Double]) -> Int {
    self == .mape ? targets.count { $0 == 0 } : 0
  }
}
