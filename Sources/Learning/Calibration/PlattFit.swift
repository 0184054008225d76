import Digests
import Foundation

/// A logistic function of a score.
///
/// Platt: Probabilistic outputs for support vector machines, 1999; the search is that of Lin, Lin
/// and Weng: A note on Platt's probabilistic outputs, 2007.
struct PlattFit: Hashable, Sendable {
  /// What a score is multiplied by.
  let slope: Double
  /// What is added then.
  let intercept: Double

  /// Fits by likelihood; nil where no row has weight.
  ///
  /// Targets are drawn in as if one more row of each class had been seen, as Platt does. Scores are
  /// finite and best of size 1 to 30.
  init?(scores: [Double], isPositive: [Bool], weights: [Double]) {
    precondition(
      scores.count == isPositive.count && scores.count == weights.count, "rows are whole")
    var (positives, negatives) = (0.0, 0.0)
    for row in scores.indices {
      if isPositive[row] { positives += weights[row] } else { negatives += weights[row] }
    }
    guard positives + negatives > 0 else { return nil }
    let high = (positives + 1) / (positives + 2)
    let low = 1 / (negatives + 2)
    let search = Search(
      scores: scores, targets: isPositive.map { $0 ? high : low }, weights: weights)
    let start = log((positives + 1) / (negatives + 1))
    (slope, intercept) = search.minimum(from: (slope: 0, intercept: start))
  }

  /// Gives the value at a score, in 0...1.
  func value(at score: Double) -> Double {
    let sum = slope * score + intercept
    return sum >= 0 ? 1 / (1 + exp(-sum)) : exp(sum) / (1 + exp(sum))
  }

  func encode(into writer: inout ByteWriter) {
    writer.number(slope)
    writer.number(intercept)
  }

  init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    slope = try reader.number()
    intercept = try reader.number()
    guard slope.isFinite, intercept.isFinite else { throw reader.failure("a finite line") }
  }
}

/// Newton's method with halved steps for two parameters.
private struct Search {
  let scores: [Double]
  let targets: [Double]
  let weights: [Double]

  typealias Point = (slope: Double, intercept: Double)

  /// The negative logarithm of the likelihood.
  func loss(_ point: Point) -> Double {
    var sum = 0.0
    for row in scores.indices where weights[row] > 0 {
      let value = point.slope * scores[row] + point.intercept
      // log(1 + exp(value)) - target x value, without overflow.
      sum += weights[row] * (max(value, 0) + log1p(exp(-abs(value))) - targets[row] * value)
    }
    return sum
  }

  /// Steps until the gradient is as small as rounding lets it be.
  func minimum(from start: Point) -> Point {
    var point = start
    var least = loss(point)
    let total = weights.reduce(0, +)
    for _ in 0..<100 {
      var (g1, g2, h11, h21, h22) = (0.0, 0.0, 1e-12, 0.0, 1e-12)
      for row in scores.indices where weights[row] > 0 {
        let value = point.slope * scores[row] + point.intercept
        let share = value >= 0 ? 1 / (1 + exp(-value)) : exp(value) / (1 + exp(value))
        let error = weights[row] * (share - targets[row])
        let curvature = weights[row] * share * (1 - share)
        g1 += scores[row] * error
        g2 += error
        h11 += scores[row] * scores[row] * curvature
        h21 += scores[row] * curvature
        h22 += curvature
      }
      if abs(g1) < 1e-11 * total && abs(g2) < 1e-11 * total { break }
      let determinant = h11 * h22 - h21 * h21
      guard determinant > 0 else { break }
      let step = (
        -(h22 * g1 - h21 * g2) / determinant, -(h11 * g2 - h21 * g1) / determinant
      )
      guard let next = halved(step, from: point, least: least) else { break }
      (point, least) = next
    }
    return point
  }

  /// Halves a step until the loss falls; nil where it never does.
  private func halved(
    _ step: (Double, Double), from point: Point, least: Double
  ) -> (Point, Double)? {
    var size = 1.0
    while size > 1e-10 {
      let next = (point.slope + size * step.0, point.intercept + size * step.1)
      let value = loss(next)
      if value < least { return (next, value) }
      size /= 2
    }
    return nil
  }
}
