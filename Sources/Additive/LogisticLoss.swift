import Foundation
import Kernels
import Learning

/// The penalised log loss of training rows as a function of intercepts and coefficients.
///
/// Parameters lie vector after vector, each an intercept and then a coefficient a feature. Two
/// classes have one vector, for the log odds of the second; more have one each. Adding one number to
/// all of their intercepts changes no probability, so the square of their sum is added to the loss:
/// the sum is 0 at the least, and there is one least only.
struct LogisticLoss {
  /// Features as columns, each about as spread as the others.
  let columns: [[Double]]
  /// What half the squared coefficient of each feature is multiplied by, above 0.
  let penalties: [Double]
  /// The class of each row, in 0..<classCount; each class has a row.
  let classes: [Int]
  let classCount: Int
  /// The weight of each row, above 0.
  let weights: [Double]

  /// The number of vectors.
  var vectorCount: Int { LogisticPredictor.vectorCount(classCount: classCount) }
  /// The number of parameters of a vector.
  var stride: Int { columns.count + 1 }

  /// The loss at some parameters, and what its slopes there are made of.
  struct Point {
    let parameters: [Double]
    let loss: Double
    /// The slope along each parameter.
    let gradient: [Double]
    /// Of each vector, the probability of its class in each row.
    fileprivate let shares: [[Double]]
  }

  /// The parameters of a model that says the share of each class to every row.
  var start: [Double] {
    var sums = [Sum](repeating: Sum(), count: classCount)
    for (place, weight) in zip(classes, weights) { sums[place].add(weight) }
    let logs = sums.map { log($0.value) }
    var start = [Double](repeating: 0, count: vectorCount * stride)
    guard classCount > 2 else {
      start[0] = logs[1] - logs[0]
      return start
    }
    let mean = Sum.mean(of: logs)
    for vector in 0..<vectorCount { start[vector * stride] = logs[vector] - mean }
    return start
  }

  /// Works out the loss and its slopes.
  func point(_ parameters: [Double]) -> Point {
    let margins = (0..<vectorCount).map { self.margins(parameters, vector: $0) }
    var loss = Sum()
    var shares = margins
    var odds = [Double](repeating: 0, count: vectorCount)
    var row = [Double](repeating: 0, count: classCount)
    for index in weights.indices {
      for vector in odds.indices { odds[vector] = margins[vector][index] }
      loss.add(weights[index] * Self.logLoss(odds, class: classes[index]))
      Softmax.probabilities(odds, into: &row)
      for vector in odds.indices { shares[vector][index] = row[place(of: vector)] }
    }
    var gradient: [Double] = []
    for vector in 0..<vectorCount {
      let place = place(of: vector)
      let rests = weights.indices.map {
        weights[$0] * (shares[vector][$0] - (classes[$0] == place ? 1 : 0))
      }
      gradient += slopes(rests, parameters, vector: vector)
    }
    for vector in 0..<vectorCount {
      for feature in columns.indices {
        let value = parameters[vector * stride + 1 + feature]
        loss.add(penalties[feature] / 2 * value * value)
      }
    }
    let sum = interceptSum(parameters)
    loss.add(sumPenalty / 2 * sum * sum)
    return Point(parameters: parameters, loss: loss.value, gradient: gradient, shares: shares)
  }

  /// Gives how the slopes change along a direction.
  func curvature(_ point: Point, along direction: [Double]) -> [Double] {
    let changes = (0..<vectorCount).map { margins(direction, vector: $0) }
    var rests = changes
    for index in weights.indices {
      guard vectorCount > 1 else {
        let share = point.shares[0][index]
        rests[0][index] = weights[index] * share * (1 - share) * changes[0][index]
        continue
      }
      var mean = 0.0
      for vector in changes.indices { mean += point.shares[vector][index] * changes[vector][index] }
      for vector in changes.indices {
        rests[vector][index] =
          weights[index] * point.shares[vector][index] * (changes[vector][index] - mean)
      }
    }
    return (0..<vectorCount).flatMap { slopes(rests[$0], direction, vector: $0) }
  }

  /// Gives how each slope changes along its own parameter.
  func diagonal(_ point: Point) -> [Double] {
    let squares = columns.map { $0.map { $0 * $0 } }
    return (0..<vectorCount).flatMap { vector in
      let rests = weights.indices.map { index in
        let share = point.shares[vector][index]
        return weights[index] * share * (1 - share)
      }
      return [rests.reduce(0, +) + sumPenalty]
        + zip(squares, penalties).map { StripedSum.ofProducts(rests, $0) + $1 }
    }
  }

  /// What half the squared sum of the intercepts is multiplied by.
  private var sumPenalty: Double {
    vectorCount > 1 ? weights.reduce(0, +) / Double(vectorCount * vectorCount) : 0
  }

  private func interceptSum(_ parameters: [Double]) -> Double {
    (0..<vectorCount).reduce(0) { $0 + parameters[$1 * stride] }
  }

  /// The class that a vector is about.
  private func place(of vector: Int) -> Int { classCount > 2 ? vector : 1 }

  private func margins(_ parameters: [Double], vector: Int) -> [Double] {
    let start = vector * stride
    var margins = [Double](repeating: parameters[start], count: weights.count)
    for (feature, column) in columns.enumerated() {
      let coefficient = parameters[start + 1 + feature]
      for row in margins.indices { margins[row] += coefficient * column[row] }
    }
    return margins
  }

  private func slopes(_ rests: [Double], _ parameters: [Double], vector: Int) -> [Double] {
    [rests.reduce(0, +) + sumPenalty * interceptSum(parameters)]
      + columns.indices.map { feature in
        StripedSum.ofProducts(rests, columns[feature])
          + penalties[feature] * parameters[vector * stride + 1 + feature]
      }
  }

  /// Gives minus the logarithm of a class's probability.
  private static func logLoss(_ odds: [Double], class place: Int) -> Double {
    if odds.count == 1 {
      let towards = place == 1 ? odds[0] : -odds[0]
      return max(-towards, 0) + log1p(exp(-abs(towards)))
    }
    var greatest = -Double.infinity
    for value in odds { greatest = max(greatest, value) }
    var total = 0.0
    for value in odds { total += exp(value - greatest) }
    return greatest + log(total) - odds[place]
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
