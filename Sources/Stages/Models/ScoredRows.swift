import Learning

/// Rows that fits predict, and how their predictions are scored: for repeats and for searches.
struct ScoredRows: Sendable {
  let metric: Metric
  /// With classes the place of each row's class.
  let targets: [Double]
  /// Nil where every row counts the same.
  let weights: [Double]?

  /// Scores predicted values; not-a-number with the reason where they are not finite.
  func score(_ values: [Double]) -> FitScore {
    guard values.count == targets.count else { return .mismatch }
    guard values.allSatisfy(\.isFinite) else {
      return FitScore(value: .nan, problem: "predictions are not finite numbers")
    }
    return FitScore(
      value: metric.value(targets: targets, predictions: values, weights: weights),
      isConstant: values.count > 1 && values.allSatisfy { $0 == values[0] })
  }

  /// Scores rows with the probabilities of their classes.
  func score(_ rows: ClassifiedRows) -> FitScore {
    FitScore(value: metric.value(rows, weights: weights))
  }
}

/// The score of one fit.
struct FitScore: Sendable {
  /// Not-a-number where the fit failed or the metric is not defined on its rows.
  var value = Double.nan
  var problem: String?
  /// Whether all rows got the same value, as from a dead network.
  var isConstant = false

  /// What a fit gets that predicted other rows.
  static let mismatch = FitScore(problem: "rows and predictions differ in number")
}
