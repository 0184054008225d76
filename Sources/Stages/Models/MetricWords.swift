import Learning

/// The names and meanings of metrics for readers.
enum MetricWords {
  /// The name in a table's heading.
  static func name(of metric: Metric) -> String {
    switch metric {
    case .bias: "Bias"
    case .mae: "MAE"
    case .mape: "MAPE"
    case .medianAbsoluteError: "Median error"
    case .r2: "R²"
    case .rmse: "RMSE"
    }
  }

  /// What the metric is, in one sentence.
  static func meaning(of metric: Metric) -> String {
    switch metric {
    case .bias: "the mean of prediction minus target"
    case .mae: "the mean distance between prediction and target"
    case .mape: "the mean distance between prediction and target as a share of the target"
    case .medianAbsoluteError: "the distance that half of the predictions stay within"
    case .r2: "the share of the target's spread that the predictions explain"
    case .rmse: "the root of the mean squared distance, which weighs large errors more"
    }
  }

  /// The unit of the metric for a target.
  static func unit(of metric: Metric, target: String) -> String? {
    switch metric {
    case .mape: "in %"
    case .r2: nil
    default: "in units of \(target)"
    }
  }

  /// Gives a value as text, with its unit where it is a share.
  ///
  /// The explained share has a fixed number of decimals, as its distance from 1 is what matters.
  static func value(_ value: Double, of metric: Metric) -> String {
    switch metric {
    case .mape: Wording.number(value, digits: 3) + " %"
    case .r2: value.isFinite ? Wording.fixed(value, decimals: 4) : Wording.number(value)
    default: Wording.number(value)
    }
  }

  /// An interval in the same digits as a value.
  static func interval(_ low: Double, _ high: Double, of metric: Metric) -> String {
    "\(value(low, of: metric)) to \(value(high, of: metric))"
  }
}
