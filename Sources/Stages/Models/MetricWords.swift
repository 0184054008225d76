import Learning

/// The names and meanings of metrics for readers.
enum MetricWords {
  /// The name within a sentence, where only names of persons and short forms keep their capitals.
  static func inSentence(_ metric: Metric) -> String {
    switch metric {
    case .accuracy, .averagePrecision, .balancedAccuracy, .bias, .logLoss, .meanCost,
      .medianAbsoluteError:
      name(of: metric).lowercased()
    case .auc, .brier, .f1, .mae, .mape, .r2, .rmse: name(of: metric)
    }
  }

  /// The name in a table's heading.
  static func name(of metric: Metric) -> String {
    switch metric {
    case .accuracy: "Accuracy"
    case .auc: "AUC"
    case .averagePrecision: "Average precision"
    case .balancedAccuracy: "Balanced accuracy"
    case .bias: "Bias"
    case .brier: "Brier score"
    case .f1: "F1"
    case .logLoss: "Log loss"
    case .mae: "MAE"
    case .mape: "MAPE"
    case .meanCost: "Mean cost"
    case .medianAbsoluteError: "Median error"
    case .r2: "R²"
    case .rmse: "RMSE"
    }
  }

  /// What the metric is, in one sentence.
  static func meaning(of metric: Metric) -> String {
    switch metric {
    case .accuracy: "the share of rows whose class was chosen"
    case .auc:
      "how often a row of the class is held more probable to be of it than a row of another; "
        + "0.5 is chance"
    case .averagePrecision:
      "the mean share of the class among the rows held most probable to be of it"
    case .balancedAccuracy: "the mean over the classes of the share of their rows that were found"
    case .bias: "the mean of prediction minus target"
    case .brier: "the mean squared distance between probability and what happened"
    case .f1: "the harmonic mean of the share that was found and the share that was right"
    case .logLoss:
      "the mean of minus the logarithm of the probability that was given to what happened"
    case .mae: "the mean distance between prediction and target"
    case .mape: "the mean distance between prediction and target as a share of the target"
    case .meanCost: "the mean cost of what was chosen, by the costs that models were trained with"
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
    case _ where metric.task == .classes: nil
    default: "in units of \(target)"
    }
  }

  /// Gives a value as text, with its unit where it is a share.
  ///
  /// The explained share has a fixed number of decimals, as its distance from 1 is what matters.
  static func value(_ value: Double, of metric: Metric) -> String {
    switch metric {
    case .mape: Wording.number(value, digits: 3) + " %"
    case .r2: value.isFinite ? Wording.decimals(value, 4) : Wording.number(value)
    case .meanCost: Wording.number(value)
    case _ where metric.task == .classes:
      value.isFinite ? Wording.decimals(value, 4) : Wording.number(value)
    default: Wording.number(value)
    }
  }

  /// What is wrong with metrics for this sort of target, or nil.
  static func problem(_ metrics: [Metric], task: TargetTask) -> String? {
    let others = metrics.filter { $0.task != task }
    guard !others.isEmpty else { return nil }
    let names = Wording.list(others.map { "'\($0.rawValue)'" })
    let sort = task == .values ? "classes" : "values"
    let known = Wording.list(Metric.all(of: task).map(\.rawValue))
    return "\(names) \(others.count == 1 ? "measures" : "measure") \(sort), and the models predict "
      + "\(task.rawValue); those are measured by \(known)"
  }

  /// An interval in the same digits as a value.
  static func interval(_ low: Double, _ high: Double, of metric: Metric) -> String {
    "\(value(low, of: metric)) to \(value(high, of: metric))"
  }
}
