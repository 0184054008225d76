import Kernels

/// The sums of the rows in a node: gradients and weights (with classes: curvatures), as whole numbers.
typealias PairSum = SIMD2<Int64>

/// A way to divide the rows of a node.
struct Split: Equatable, Sendable {
  let feature: Int
  /// The last bin that goes left.
  let bin: Int
  let missingGoesLeft: Bool
  /// How much the score of the children exceeds that of the parent, in squared target units.
  let gain: Double
  /// The sums of the rows that go left.
  let left: PairSum
}

/// Finds the best split of a node.
///
/// The score of a set of rows is G^2 / (H + l2), with G its sum of gradients and H its sum of
/// weights: twice what the best constant step takes off the squared loss, less the penalty (Chen
/// and Guestrin: XGBoost, 2016, equations 6 and 7). Of equal gains the lower feature wins, then the
/// lower bin, then the split that sends missing values left.
struct SplitSearch: Sendable {
  /// Gains below this share of the parent's score are rounding, as of a feature that tells nothing.
  private static let roundingShare = 1e-13

  let bins: [Bins]
  let offsets: [Int]
  let l2: Double
  let minimumGain: Double
  /// The least weight of a side, as a whole number.
  let minimumChildWeight: Int64
  /// What a sum of gradients and a sum of weights are multiplied by to come back.
  let units: SIMD2<Double>

  /// Gives the score of a set of rows.
  func score(_ sum: PairSum) -> Double {
    let gradient = Double(sum.x) * units.x
    let weight = Double(sum.y) * units.y + l2
    return weight > 0 ? gradient * gradient / weight : 0
  }

  /// Gives the step for a set of rows that lowers its loss most: -G / (H + l2).
  func step(_ sum: PairSum) -> Double {
    let weight = Double(sum.y) * units.y + l2
    return weight > 0 ? -(Double(sum.x) * units.x) / weight : 0
  }

  /// Tells whether a set of rows is heavy enough to be divided.
  func canDivide(_ sum: PairSum) -> Bool {
    sum.y > 0 && sum.y / 2 >= minimumChildWeight
  }

  /// Finds the best split by the histogram of a node and its sums; nil where none is good enough.
  func best(histogram: Span<PairSum>, total: PairSum) -> Split? {
    let parent = score(total)
    let limit = parent + max(minimumGain, parent * Self.roundingShare)
    var best = Best(score: limit)
    for feature in bins.indices {
      let start = offsets[feature]
      let binCount = bins[feature].count
      let missing = histogram[start + binCount]
      if missing == .zero {
        scan(histogram, start, binCount, feature: feature, total: total, into: &best)
      } else {
        scan(
          histogram, start, binCount, feature: feature, total: total, missing: missing,
          into: &best)
      }
    }
    guard let place = best.place else { return nil }
    // No row of this node lacks the value: later ones go the way of the heavier side.
    let goesLeft = place.missingGoesLeft ?? (best.left.y >= total.y - best.left.y)
    return Split(
      feature: place.feature, bin: place.bin, missingGoesLeft: goesLeft,
      gain: best.score - parent, left: best.left)
  }

  private struct Best {
    var score: Double
    var place: (feature: Int, bin: Int, missingGoesLeft: Bool?)?
    var left: PairSum = .zero

    init(score: Double) {
      self.score = score
    }
  }

  /// Looks at the splits of a feature that no row of the node lacks.
  private func scan(
    _ histogram: Span<PairSum>, _ start: Int, _ binCount: Int, feature: Int, total: PairSum,
    into best: inout Best
  ) {
    var left = PairSum.zero
    for bin in 0..<(binCount - 1) {
      let cell = histogram[start + bin]
      // An empty bin gives the split of the bin before it again.
      if cell == .zero { continue }
      left &+= cell
      let right = total &- left
      if left.y < minimumChildWeight || left.y == 0 { continue }
      if right.y < minimumChildWeight || right.y == 0 { break }
      let sum = childScore(left, right)
      if sum > best.score {
        best.score = sum
        best.place = (feature, bin, nil)
        best.left = left
      }
    }
  }

  /// Looks at the splits of a feature that some rows of the node lack, both ways.
  private func scan(
    _ histogram: Span<PairSum>, _ start: Int, _ binCount: Int, feature: Int, total: PairSum,
    missing: PairSum, into best: inout Best
  ) {
    var left = PairSum.zero
    for bin in 0..<binCount {
      let cell = histogram[start + bin]
      if cell == .zero { continue }
      left &+= cell
      for goesLeft in [true, false] {
        let side = goesLeft ? left &+ missing : left
        let other = total &- side
        guard min(side.y, other.y) >= max(1, minimumChildWeight) else { continue }
        let sum = childScore(side, other)
        if sum > best.score {
          best.score = sum
          best.place = (feature, bin, goesLeft)
          best.left = side
        }
      }
    }
  }

  /// Gives the sum of the scores of two sides, each with some weight.
  private func childScore(_ left: PairSum, _ right: PairSum) -> Double {
    let leftGradient = Double(left.x) * units.x
    let leftWeight = Double(left.y) * units.y + l2
    let rightGradient = Double(right.x) * units.x
    let rightWeight = Double(right.y) * units.y + l2
    return leftGradient * leftGradient / leftWeight + rightGradient * rightGradient / rightWeight
  }
}
