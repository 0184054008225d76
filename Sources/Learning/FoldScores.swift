import Kernels

/// The scores of one way to learn, each on rows that its fit had not seen.
///
/// Folds share most of their training rows, so that their scores hang together and the usual error
/// of a mean is too small. The variance is therefore that of Nadeau and Bengio (Inference for the
/// generalization error, 2003): the scores' own, times one over their number plus the share of
/// held-out to training rows.
package struct FoldScores: Hashable, Sendable {
  /// One score a fit, in the order of the repeats and folds.
  package let values: [Double]
  /// How many rows are held out for each row that is fitted.
  package let heldOutPerTraining: Double

  /// Takes scores; with k folds, one row is held out for every k - 1 that are fitted.
  package init(_ values: [Double], foldCount: Int) {
    self.values = values
    heldOutPerTraining = 1 / Double(max(1, foldCount - 1))
  }

  private init(values: [Double], heldOutPerTraining: Double) {
    self.values = values
    self.heldOutPerTraining = heldOutPerTraining
  }

  /// The mean; not-a-number where there are no scores or one is not-a-number.
  package var mean: Double {
    values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
  }

  /// The deviation of single scores, 0 for one score.
  package var deviation: Double {
    guard values.count > 1 else { return 0 }
    let mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  /// The error of the mean, with the correction for shared rows.
  package var standardError: Double {
    guard values.count > 1 else { return 0 }
    return deviation * (1 / Double(values.count) + heldOutPerTraining).squareRoot()
  }

  /// Gives the interval of the mean by Student's t; nil for fewer than two scores.
  package func interval(level: Double) -> ClosedRange<Double>? {
    guard values.count > 1, mean.isFinite, deviation.isFinite else { return nil }
    let factor = StudentDistribution.quantile(
      1 - (1 - level) / 2, degrees: Double(values.count - 1))
    let half = factor * standardError
    return mean - half...mean + half
  }

  /// Gives the differences to other scores of the same fits, fit by fit.
  package func differences(to other: FoldScores) -> FoldScores {
    FoldScores(
      values: zip(values, other.values).map { $0 - $1 }, heldOutPerTraining: heldOutPerTraining)
  }
}
