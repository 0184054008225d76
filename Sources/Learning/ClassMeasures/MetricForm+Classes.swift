import Foundation

extension MetricForm {
  /// Makes a metric of classes a function of weights; one of values is not defined.
  init(_ metric: Metric, rows: ClassifiedRows) {
    switch metric {
    case .accuracy:
      self.init(columns: [rows.cells.map { $0 % (rows.classCount + 1) == 0 ? 1 : 0 }]) {
        $0[0] / $1
      }
    case .balancedAccuracy:
      self.init { ConfusionMatrix(rows, weights: $0).balancedAccuracy }
    case .f1:
      self.init { ConfusionMatrix(rows, weights: $0).f1 }
    case .auc:
      self.init(ranked: rows) { $0.areaUnderCurve(weights: $1) }
    case .averagePrecision:
      self.init(ranked: rows) { $0.averagePrecision(weights: $1) }
    case .logLoss:
      // The distance from 1 to the next number: a certain error costs about 36 and not infinity.
      let least = Double.ulpOfOne
      let losses = rows.ownProbabilities.map { -log(min(max($0, least), 1 - least)) }
      self.init(columns: [losses]) { $0[0] / $1 }
    case .brier:
      self.init(columns: [Self.squares(rows)]) { $0[0] / $1 }
    case .meanCost:
      self = rows.costs?.form(rows) ?? MetricForm { _ in .nan }
    case .bias, .mae, .mape, .medianAbsoluteError, .r2, .rmse:
      self.init { _ in .nan }
    }
  }

  /// A figure of one class against the rest; the mean where there are more than two classes.
  ///
  /// A class without rows, or with all of them, has no such figure and is left out of the mean.
  private init(
    ranked rows: ClassifiedRows,
    _ figure: @escaping @Sendable (RankedScores, _ weights: [Double]) -> Double
  ) {
    let ranked = rows.facedClasses.map { place in
      RankedScores(
        scores: rows.probabilities(class: place), isPositive: rows.isOf(class: place))
    }
    self.init { weights in
      let figures = ranked.map { figure($0, weights) }.filter { !$0.isNaN }
      return figures.isEmpty ? .nan : figures.reduce(0, +) / Double(figures.count)
    }
  }

  /// The squared errors of each row: of the positive class for two, the sum over all for more.
  private static func squares(_ rows: ClassifiedRows) -> [Double] {
    rows.targets.enumerated().map { row, target in
      rows.facedClasses.reduce(0) { sum, place in
        let error = rows.probabilities[row * rows.classCount + place] - (place == target ? 1 : 0)
        return sum + error * error
      }
    }
  }
}
