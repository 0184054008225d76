/// A metric as weighted sums over rows, so that resampled rows only change the weights.
struct MetricForm: Sendable {
  private enum Kind {
    /// A function of weighted sums of these columns and of the sum of the weights.
    case sums([[Double]], finish: @Sendable ([Double], Double) -> Double)
    /// The weighted median of values; the order sorts them.
    case median(values: [Double], order: [Int])
    /// Any other function of the weights.
    case function(@Sendable (_ weights: [Double]) -> Double)
  }

  private let kind: Kind

  /// Takes columns, and a function of their weighted sums and the sum of the weights.
  init(columns: [[Double]], finish: @escaping @Sendable ([Double], Double) -> Double) {
    kind = .sums(columns, finish: finish)
  }

  /// Takes a function of the weights.
  init(_ function: @escaping @Sendable (_ weights: [Double]) -> Double) {
    kind = .function(function)
  }

  /// Makes a metric of values a function of weights; one of classes is not defined.
  init(_ metric: Metric, targets: [Double], predictions: [Double]) {
    precondition(targets.count == predictions.count, "every target has a prediction")
    let errors = zip(predictions, targets).map { $0 - $1 }
    switch metric {
    case .bias:
      kind = .sums([errors]) { sums, total in sums[0] / total }
    case .mae:
      kind = .sums([errors.map { abs($0) }]) { sums, total in sums[0] / total }
    case .rmse:
      kind = .sums([errors.map { $0 * $0 }]) { sums, total in (sums[0] / total).squareRoot() }
    case .mape:
      let shares = zip(errors, targets).map { $1 == 0 ? 0 : 100 * (abs($0) / abs($1)) }
      let counted = targets.map { $0 == 0 ? 0.0 : 1.0 }
      kind = .sums([shares, counted]) { sums, _ in sums[0] / sums[1] }
    case .r2:
      kind = Self.explainedShare(errors: errors, targets: targets)
    case .medianAbsoluteError:
      let values = errors.map { abs($0) }
      kind = .median(
        values: values,
        order: values.indices.sorted { (values[$0], $0) < (values[$1], $1) })
    case .accuracy, .auc, .averagePrecision, .balancedAccuracy, .brier, .f1, .logLoss, .meanCost:
      kind = .function { _ in .nan }
    }
  }

  private static func explainedShare(errors: [Double], targets: [Double]) -> Kind {
    // Centred first: the spread is a small difference of large sums otherwise.
    let centre = targets.isEmpty ? 0 : targets.reduce(0, +) / Double(targets.count)
    let centred = targets.map { $0 - centre }
    let columns = [errors.map { $0 * $0 }, centred.map { $0 * $0 }, centred]
    let isConstant = targets.allSatisfy { $0 == targets[0] }
    return .sums(columns) { sums, total in
      let spread = sums[1] - sums[2] * sums[2] / total
      return spread > 0 && !isConstant ? 1 - sums[0] / spread : .nan
    }
  }

  /// Gives the metric with a weight of at least 0 for each row.
  func value(weights: [Double]) -> Double {
    switch kind {
    case .sums(let columns, let finish):
      let total = Self.sum(weights)
      guard total > 0 else { return .nan }
      return finish(columns.map { Self.sum($0, weights: weights) }, total)
    case .median(let values, let order):
      return Self.median(values, order: order, weights: weights)
    case .function(let function):
      return function(weights)
    }
  }

  /// Sums in row order within four stripes, then the stripes in order.
  private static func sum(_ values: [Double], weights: [Double]) -> Double {
    precondition(values.count == weights.count, "every value has a weight")
    var stripes = SIMD4<Double>.zero
    let whole = values.count & ~3
    for row in stride(from: 0, to: whole, by: 4) {
      let value = SIMD4<Double>(values[row], values[row + 1], values[row + 2], values[row + 3])
      let weight = SIMD4<Double>(weights[row], weights[row + 1], weights[row + 2], weights[row + 3])
      stripes += value * weight
    }
    var total = (stripes[0] + stripes[1]) + (stripes[2] + stripes[3])
    for row in whole..<values.count { total += values[row] * weights[row] }
    return total
  }

  private static func sum(_ values: [Double]) -> Double {
    values.reduce(0, +)
  }

  /// Gives the value at which half of the weight is reached; the mean of two where it falls between.
  private static func median(_ values: [Double], order: [Int], weights: [Double]) -> Double {
    let half = sum(weights) / 2
    guard half > 0 else { return .nan }
    var reached = 0.0
    for (place, row) in order.enumerated() where weights[row] > 0 {
      reached += weights[row]
      if reached > half { return values[row] }
      if reached == half {
        let next = order[(place + 1)...].first { weights[$0] > 0 } ?? row
        return values[row] / 2 + values[next] / 2
      }
    }
    return order.last.map { values[$0] } ?? .nan
  }
}
