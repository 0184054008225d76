import Foundation
import Kernels

/// The penalised log loss of two classes as a function of an intercept and coefficients.
///
/// They make the log odds of the second class.
struct LogisticLoss: PenalisedLoss {
  /// Features as columns, each about as spread as the others.
  let columns: [[Double]]
  /// What half the squared coefficient of each feature is multiplied by, above 0.
  let penalties: [Double]
  /// The class of each row, 0 or 1; each class has a row.
  let classes: [Int]
  /// The weight of each row, above 0.
  let weights: [Double]

  /// The loss at some parameters.
  struct Point: LossPoint {
    let parameters: [Double]
    let loss: Double
    let gradient: [Double]
    /// The probability of the second class in each row.
    fileprivate let shares: [Double]
  }

  /// The parameters of a model that says the share of each class to every row.
  var start: [Double] {
    var sums = [Sum(), Sum()]
    for (place, weight) in zip(classes, weights) { sums[place].add(weight) }
    let rest = [Double](repeating: 0, count: columns.count)
    return [log(sums[1].value) - log(sums[0].value)] + rest
  }

  func vectors(_ parameters: [Double]) -> [[Double]] { [parameters] }

  func point(_ parameters: [Double]) -> Point {
    let margins = margins(parameters)
    var loss = Sum()
    var shares = margins
    var rests = margins
    for row in weights.indices {
      let odds = margins[row]
      let small = exp(-abs(odds))
      let towards = classes[row] == 1 ? odds : -odds
      loss.add(weights[row] * (max(-towards, 0) + log1p(small)))
      shares[row] = odds >= 0 ? 1 / (1 + small) : small / (1 + small)
      rests[row] = weights[row] * (shares[row] - (classes[row] == 1 ? 1 : 0))
    }
    for (feature, penalty) in penalties.enumerated() {
      let value = parameters[1 + feature]
      loss.add(penalty / 2 * value * value)
    }
    return Point(
      parameters: parameters, loss: loss.value, gradient: slopes(rests, parameters),
      shares: shares)
  }

  func curvature(_ point: Point, along direction: [Double]) -> [Double] {
    var rests = margins(direction)
    for row in weights.indices {
      let share = point.shares[row]
      rests[row] = weights[row] * share * (1 - share) * rests[row]
    }
    return slopes(rests, direction)
  }

  func preconditioner(
    _ point: Point, after steps: Int, previous: DiagonalPreconditioner?
  ) -> DiagonalPreconditioner {
    let rests = weights.indices.map { row in
      weights[row] * point.shares[row] * (1 - point.shares[row])
    }
    return DiagonalPreconditioner(
      [rests.reduce(0, +)]
        + zip(columns, penalties).map { column, penalty in
          StripedSum.ofProducts(rests, column.map { $0 * $0 }) + penalty
        })
  }

  private func margins(_ parameters: [Double]) -> [Double] {
    var margins = [Double](repeating: parameters[0], count: weights.count)
    for (feature, column) in columns.enumerated() {
      let coefficient = parameters[1 + feature]
      for row in margins.indices { margins[row] += coefficient * column[row] }
    }
    return margins
  }

  private func slopes(_ rests: [Double], _ parameters: [Double]) -> [Double] {
    [rests.reduce(0, +)]
      + columns.indices.map { feature in
        StripedSum.ofProducts(rests, columns[feature])
          + penalties[feature] * parameters[1 + feature]
      }
  }
}

/// Sums within four stripes, then the stripes in order: fast, and the same bits each time.
enum StripedSum {
  /// Gives the sum of the products of two arrays of one length.
  static func ofProducts(_ a: [Double], _ b: [Double]) -> Double {
    precondition(a.count == b.count, "each value has a partner")
    var stripes = SIMD4<Double>.zero
    let whole = a.count & ~3
    for index in Swift.stride(from: 0, to: whole, by: 4) {
      let first = SIMD4<Double>(a[index], a[index + 1], a[index + 2], a[index + 3])
      let second = SIMD4<Double>(b[index], b[index + 1], b[index + 2], b[index + 3])
      stripes += first * second
    }
    var total = (stripes[0] + stripes[1]) + (stripes[2] + stripes[3])
    for index in whole..<a.count { total += a[index] * b[index] }
    return total
  }
}
