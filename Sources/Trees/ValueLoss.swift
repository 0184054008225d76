import Foundation
import Kernels
import Learning

/// The losses of values.
///
/// The absolute and the quantile loss have no curvature. They are replaced, round by round, by the
/// parabola above them that touches them at the margins, with its tip rounded off at a distance d:
/// its curvature is d / sqrt(d^2 + r^2) for a residual r (Hunter and Lange: Quantile regression via
/// an MM algorithm, 2000). For absolute errors d = (mean sqrt|r|)^2 as in XGBoost from 3.4 on, which
/// shrinks with the residuals; for quantiles it is a 25th of that, as a blunt tip would draw the
/// levels of a skew distribution together.
struct ValueLoss: MarginLoss {
  /// The share of the scale of residuals at which the tip of the quantile loss is rounded off.
  private static let quantileTip = 0.04
  /// What XGBoost adds to the margin in the curvature of counts, and the longest step with it.
  private static let poissonStep = 0.7
  /// What a mean count is raised to, so that its logarithm is finite.
  private static let countMin = 1e-16

  private let target: [Double]
  private let weights: [Double]?
  private let loss: TreeLoss
  private let level: Double
  private let huber: Double
  /// The distance at which the tip of the loss is rounded off in this round.
  private var tip = 1.0

  init(_ data: TrainingData, _ options: TreeOptions) {
    target = data.target
    weights = data.weights
    loss = options.loss
    level = options.loss == .quantile ? options.quantile : 0.5
    huber = options.huber
  }

  let marginCount = 1
  var hasConstantCurvatures: Bool { loss == .squared || loss == .huber }
  var stepMax: Double? { loss == .poisson ? Self.poissonStep : nil }

  func start() -> [Double] {
    switch loss {
    case .squared: [mean]
    case .poisson: [log(max(mean, Self.countMin))]
    case .absolute, .huber, .quantile:
      [WeightedQuantile.of(target, weights: weights, level: level)]
    }
  }

  /// The weighted mean of the target, exactly the target where it is constant.
  private var mean: Double {
    let low = target.min() ?? 0
    guard let weights else {
      return low + HistogramScale.sum(target.map { $0 - low }) / Double(target.count)
    }
    let sum = HistogramScale.sum(zip(target, weights).map { ($0 - low) * $1 })
    return low + sum / HistogramScale.sum(weights)
  }

  mutating func begin(_ margins: [[Double]]) {
    guard loss == .absolute || loss == .quantile else { return }
    let roots = target.indices.map { row in
      (weights?[row] ?? 1) * abs(margins[0][row] - target[row]).squareRoot()
    }
    let root =
      HistogramScale.sum(roots) / (weights.map { HistogramScale.sum($0) } ?? Double(target.count))
    tip = root * root * (loss == .quantile ? Self.quantileTip : 1)
  }

  func slopes(_ margins: [[Double]], along margin: Int, into slopes: inout RowSlopes) {
    switch loss {
    case .squared:
      write(margins[0], into: &slopes) { ($0, 1) }
    case .huber:
      let reach = huber
      write(margins[0], into: &slopes) { (min(max($0, -reach), reach), 1) }
    case .absolute, .quantile:
      let (tip, lean) = (tip, tip * (1 - 2 * level))
      write(margins[0], into: &slopes) { residual in
        // Where nothing is left over there is nothing to lower.
        let length = (tip * tip + residual * residual).squareRoot()
        guard length > 0 else { return (0, 1) }
        let curvature = tip / length
        return (residual * curvature + lean, curvature)
      }
    case .poisson:
      for row in target.indices {
        let weight = weights?[row] ?? 1
        slopes.gradients[row] = weight * (exp(margins[0][row]) - target[row])
        slopes.curvatures[row] = weight * exp(margins[0][row] + Self.poissonStep)
      }
    }
  }

  /// Writes gradient and curvature of each residual, the margin less the target.
  private func write(
    _ margins: [Double], into slopes: inout RowSlopes,
    _ slope: (Double) -> (gradient: Double, curvature: Double)
  ) {
    for row in target.indices {
      let (gradient, curvature) = slope(margins[row] - target[row])
      let weight = weights?[row] ?? 1
      slopes.gradients[row] = weight * gradient
      slopes.curvatures[row] = weight * curvature
    }
  }

  func mean(_ margins: [[Double]]) -> Double {
    var sum = 0.0
    var total = 0.0
    for row in target.indices {
      let weight = weights?[row] ?? 1
      sum += weight * loss(margins[0][row], target[row])
      total += weight
    }
    return total > 0 ? sum / total : 0
  }

  /// The loss of a row: squared and absolute errors as they are, so that readers know their units.
  private func loss(_ margin: Double, _ target: Double) -> Double {
    let residual = margin - target
    switch loss {
    case .squared: return residual * residual
    case .absolute: return abs(residual)
    case .quantile: return residual > 0 ? (1 - level) * residual : -level * residual
    case .huber:
      let size = abs(residual)
      return size <= huber ? residual * residual / 2 : huber * (size - huber / 2)
    case .poisson:
      return exp(margin) - target * margin
    }
  }
}

/// Quantiles of weighted values.
enum WeightedQuantile {
  /// Gives the least value with at least so much of the weight up to it; halfway where it is exact.
  static func of(_ values: [Double], weights: [Double]?, level: Double) -> Double {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var total = 0.0
    for row in order { total += weights?[row] ?? 1 }
    var below = 0.0
    for (place, row) in order.enumerated() {
      let weight = weights?[row] ?? 1
      guard weight > 0 else { continue }
      below += weight
      if below < level * total { continue }
      guard below == level * total,
        let next = order[(place + 1)...].first(where: { weights?[$0] ?? 1 > 0 })
      else { return values[row] }
      return values[row] + (values[next] - values[row]) / 2
    }
    return values[order[order.count - 1]]
  }
}
