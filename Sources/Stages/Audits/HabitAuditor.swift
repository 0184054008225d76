import Analyses
import Kernels
import Learning
import Tables

/// Works out what choosing among repeats by their test scores would have done.
struct HabitAuditor {
  /// How many random halves the optimism is a mean of.
  private static let halvings = 200
  private static let curvePoints = 81

  let metric: Metric
  let random: RandomStream
  let targets: [Double]
  let weights: [Double]?

  /// A model with its predictions of the test rows.
  struct Predicted {
    let name: String
    let predictions: [Double]
    let heldOut: Double?
  }

  /// The error of predictions on the test rows, or some of them.
  private func error(_ predictions: [Double], _ rows: [Int]? = nil) -> Double {
    guard let rows else {
      return metric.value(targets: targets, predictions: predictions, weights: weights)
    }
    return metric.value(
      targets: rows.map { targets[$0] }, predictions: rows.map { predictions[$0] },
      weights: weights.map { weights in rows.map { weights[$0] } })
  }

  private func place(_ model: Predicted, from reference: [Double]) -> HabitAudit.Place {
    let differences = zip(model.predictions, reference).map { $0 - $1 }
    let count = Double(max(differences.count, 1))
    return HabitAudit.Place(
      name: model.name, offset: differences.reduce(0, +) / count, error: error(model.predictions),
      distance: differences.reduce(0) { $0 + abs($1) } / count, heldOut: model.heldOut)
  }

  /// Gives the audit; the reference is the model with the best held-out score.
  ///
  /// Throws where no model has one, or no repeat has a test score.
  func audit(
    stage: String, rows: String, target: String, repeats: [Predicted], models: [Predicted]
  ) throws -> HabitAudit {
    let held = models.filter { $0.heldOut?.isFinite == true }
    guard
      let reference = held.min(by: {
        metric.isBetter($0.heldOut ?? .nan, than: $1.heldOut ?? .nan)
      })
    else {
      throw StageProblem(
        "no model has held-out rows, so nothing says what the training rows imply",
        hints: ["train one with `folds: 5`"])
    }
    let base = reference.predictions
    let places = repeats.map { place($0, from: base) }
    guard let kept = best(places.map(\.error)) else {
      throw StageProblem("no repeat has a score on the test rows")
    }
    let others = models.map { place($0, from: base) }
    let curve = curve(base, covering: (places + others).map(\.offset))
    let (bestOffset, bestError) = leastError(base)
    return HabitAudit(
      target: target, metric: metric, stage: stage, rows: rows, rowCount: targets.count,
      reference: place(reference, from: base), models: others, repeats: places, kept: kept,
      chosen: best(places.map { $0.heldOut ?? .nan }), curve: curve, bestOffset: bestOffset,
      bestError: bestError, optimism: optimism(repeats.map(\.predictions)))
  }

  private func best(_ values: [Double]) -> Int? {
    var best: Int?
    for (place, value) in values.enumerated() where value.isFinite {
      if best.map({ metric.isBetter(value, than: values[$0]) }) ?? true { best = place }
    }
    return best
  }

  /// The error of the reference with constants added, over the offsets of all models but far ones.
  private func curve(_ base: [Double], covering offsets: [Double]) -> HabitAudit.Curve {
    let (middle, _) = leastError(base)
    let spread = zip(targets, base).map { abs($0 - $1 - middle) }
    let reach = 3 * max(Quantiles.median(spread) ?? 0, abs(middle) / 2, 1e-9)
    let sorted = offsets.filter(\.isFinite).sorted()
    let low = min(-reach / 3, middle - reach, Quantiles.of(sorted: sorted, at: 0.1))
    let high = max(reach / 3, middle + reach, Quantiles.of(sorted: sorted, at: 0.9))
    let steps = (0..<Self.curvePoints).map { step in
      low + (high - low) * Double(step) / Double(Self.curvePoints - 1)
    }
    return HabitAudit.Curve(offsets: steps, errors: steps.map { error(shifted(base, by: $0)) })
  }

  private func shifted(_ base: [Double], by constant: Double) -> [Double] {
    base.map { $0 + constant }
  }

  /// The constant that makes the error of the reference least: a median or a mean of residuals.
  private func leastError(_ base: [Double]) -> (offset: Double, error: Double) {
    let residuals = zip(targets, base).map { $0 - $1 }
    let total = weights?.reduce(0, +) ?? Double(residuals.count)
    let mean = zip(residuals, weights ?? residuals.map { _ in 1 }).reduce(0) { $0 + $1.0 * $1.1 }
    let candidates = [Quantiles.median(residuals) ?? 0, mean / max(total, 1e-300), 0]
    let errors = candidates.map { error(shifted(base, by: $0)) }
    let place = best(errors) ?? 0
    return (candidates[place], errors[place])
  }

  /// How much worse the best of one half is on the other, as a mean over random halves.
  private func optimism(_ predictions: [[Double]]) -> Double {
    guard targets.count >= 4 else { return .nan }
    var random = random.derived("halves")
    var sum = 0.0
    var count = 0
    for _ in 0..<Self.halvings {
      let order = random.permutation(of: targets.count)
      let halves = [
        Array(order[..<(targets.count / 2)]), Array(order[(targets.count / 2)...]),
      ]
      let first = predictions.map { error($0, halves[0]) }
      let second = predictions.map { error($0, halves[1]) }
      for (choosing, judging) in [(first, second), (second, first)] {
        guard let best = best(choosing), judging[best].isFinite else { continue }
        sum += judging[best] - choosing[best]
        count += 1
      }
    }
    return count > 0 ? sum / Double(count) : .nan
  }
}
