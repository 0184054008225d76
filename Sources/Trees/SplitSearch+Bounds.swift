import Kernels

extension SplitSearch {
  /// Gives the score of a set of rows whose step must stay within bounds.
  ///
  /// Twice what the step takes off the loss: -(2 G w + (H + l2) w^2); without bounds G^2 / (H + l2).
  func score(_ sum: PairSum, within bounds: StepBounds) -> Double {
    let gradient = Double(sum.x) * units.x
    let weight = Double(sum.y) * units.y + l2
    let step = bounds.clipped(step(sum))
    return -(2 * gradient * step + weight * step * step)
  }

  /// Looks at the splits of a feature where some features may lead one way only.
  ///
  /// A split of a bound feature counts only if the steps of its sides are in that order.
  func scanBound(
    _ cells: Span<PairSum>, feature: Int, total: PairSum, missing: PairSum, into best: inout Best
  ) {
    let hasMissing = missing != .zero
    var left = PairSum.zero
    for bin in 0..<(hasMissing ? cells.count : cells.count - 1) {
      let cell = cells[bin]
      if cell == .zero { continue }
      left &+= cell
      for goesLeft in hasMissing ? [true, false] : [false] {
        let side = goesLeft ? left &+ missing : left
        let other = total &- side
        guard min(side.y, other.y) >= max(1, best.least),
          let sum = boundScore(side, other, feature: feature, bounds: best.bounds),
          sum > best.score
        else { continue }
        best.score = sum
        best.place = (feature, bin, hasMissing ? goesLeft : nil)
        best.left = side
        best.levels = nil
      }
    }
  }

  /// Gives the sum of the scores of two sides within bounds, nil where they are in a wrong order.
  func boundScore(
    _ left: PairSum, _ right: PairSum, feature: Int, bounds: StepBounds
  ) -> Double? {
    if let direction = directions?[feature], direction != 0 {
      let rise = bounds.clipped(step(right)) - bounds.clipped(step(left))
      if Double(direction) * rise < 0 { return nil }
    }
    return score(left, within: bounds) + score(right, within: bounds)
  }

  /// Gives the bounds of the two sides of a split.
  ///
  /// After a split of a bound feature neither side may cross the middle of their two steps.
  func bounds(
    below bounds: StepBounds, split: Split, total: PairSum
  ) -> (left: StepBounds, right: StepBounds) {
    guard let direction = directions?[split.feature], direction != 0 else {
      return (bounds, bounds)
    }
    let left = bounds.clipped(step(split.left))
    let right = bounds.clipped(step(total &- split.left))
    let middle = left + (right - left) / 2
    var (below, above) = (bounds, bounds)
    below.high = middle
    above.low = middle
    return direction > 0 ? (below, above) : (above, below)
  }
}
