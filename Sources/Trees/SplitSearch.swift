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
  /// Whether each bin goes left, for a split by levels.
  var goesLeft: [Bool]?
}

/// The range that the steps of a node's leaves must stay in.
struct StepBounds: Equatable, Sendable {
  static let none = StepBounds(low: -.infinity, high: .infinity)

  var low: Double
  var high: Double

  /// Gives the nearest step within the bounds.
  func clipped(_ step: Double) -> Double { min(max(step, low), high) }
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
  /// The features that may be used.
  var columns: [Int]
  /// Whether each feature has levels.
  var isByLevel: [Bool]
  /// What is added to `l2` where levels are put in order.
  var levelsL2 = 0.0
  /// The least number of rows of a side, by their share of the node's weight.
  var rowsPerLeaf = 1
  /// The longest step of a leaf, or nil for any.
  var stepMax: Double?
  /// The way each feature may lead, 1 up and -1 down; nil where none is bound.
  var directions: [Int]?

  /// Gives the score of a set of rows.
  func score(_ sum: PairSum) -> Double {
    let gradient = Double(sum.x) * units.x
    let weight = Double(sum.y) * units.y + l2
    return weight > 0 ? gradient * gradient / weight : 0
  }

  /// Gives the step for a set of rows that lowers its loss most: -G / (H + l2).
  func step(_ sum: PairSum) -> Double {
    let weight = Double(sum.y) * units.y + l2
    let step = weight > 0 ? -(Double(sum.x) * units.x) / weight : 0
    guard let stepMax else { return step }
    return min(max(step, -stepMax), stepMax)
  }

  /// Tells whether a set of rows is heavy enough to be divided.
  func canDivide(_ sum: PairSum, rowCount: Int) -> Bool {
    sum.y > 0 && sum.y / 2 >= minimumChildWeight && rowCount / 2 >= rowsPerLeaf
  }

  /// Finds the best split by the histogram of a node and its sums; nil where none is good enough.
  ///
  /// The node can be divided.
  func best(
    histogram: Span<PairSum>, total: PairSum, rowCount: Int, bounds: StepBounds
  ) -> Split? {
    let parent = directions == nil ? score(total) : score(total, within: bounds)
    let limit = parent + max(minimumGain, parent * Self.roundingShare)
    var best = Best(score: limit, least: leastWeight(total, rowCount: rowCount), bounds: bounds)
    for feature in columns {
      let start = offsets[feature]
      let cells = histogram.extracting(start..<(start + bins[feature].count))
      let missing = histogram[start + bins[feature].count]
      if isByLevel[feature] {
        scanLevels(cells, feature: feature, total: total, missing: missing, into: &best)
      } else if directions != nil {
        scanBound(cells, feature: feature, total: total, missing: missing, into: &best)
      } else if missing == .zero {
        scan(cells, feature: feature, total: total, into: &best)
      } else {
        scan(cells, feature: feature, total: total, missing: missing, into: &best)
      }
    }
    guard let place = best.place else { return nil }
    // No row of this node lacks the value: later ones go the way of the heavier side.
    let goesLeft = place.missingGoesLeft ?? (best.left.y >= total.y - best.left.y)
    return Split(
      feature: place.feature, bin: place.bin, missingGoesLeft: goesLeft,
      gain: best.score - parent, left: best.left,
      goesLeft: best.levels.map { levels in
        let start = offsets[place.feature]
        // A level that no row of this node has is as good as missing.
        return (0..<bins[place.feature].count).map {
          histogram[start + $0] == .zero ? goesLeft : levels.contains($0)
        }
      })
  }

  /// The least weight of a side; the number of rows counts by its share of the weight.
  private func leastWeight(_ total: PairSum, rowCount: Int) -> Int64 {
    guard rowsPerLeaf > 1 else { return minimumChildWeight }
    let product = total.y.multipliedFullWidth(by: Int64(rowsPerLeaf))
    let (share, rest) = Int64(rowCount).dividingFullWidth(product)
    return max(minimumChildWeight, share + (rest > 0 ? 1 : 0))
  }

  /// The best split so far, and what holds for all splits of the node.
  struct Best {
    var score: Double
    let least: Int64
    let bounds: StepBounds
    var place: (feature: Int, bin: Int, missingGoesLeft: Bool?)?
    var left: PairSum = .zero
    /// The bins that go left in a split by levels.
    var levels: Set<Int>?

    init(score: Double, least: Int64, bounds: StepBounds) {
      self.score = score
      self.least = least
      self.bounds = bounds
    }
  }

  /// Looks at the splits of a feature that no row of the node lacks.
  private func scan(
    _ cells: Span<PairSum>, feature: Int, total: PairSum, into best: inout Best
  ) {
    let least = best.least
    var left = PairSum.zero
    for bin in 0..<(cells.count - 1) {
      let cell = cells[bin]
      // An empty bin gives the split of the bin before it again.
      if cell == .zero { continue }
      left &+= cell
      let right = total &- left
      if left.y < least || left.y == 0 { continue }
      if right.y < least || right.y == 0 { break }
      let sum = childScore(left, right)
      if sum > best.score {
        best.score = sum
        best.place = (feature, bin, nil)
        best.left = left
        best.levels = nil
      }
    }
  }

  /// Looks at the splits of a feature that some rows of the node lack, both ways.
  private func scan(
    _ cells: Span<PairSum>, feature: Int, total: PairSum, missing: PairSum, into best: inout Best
  ) {
    var left = PairSum.zero
    for bin in cells.indices {
      let cell = cells[bin]
      if cell == .zero { continue }
      left &+= cell
      for goesLeft in [true, false] {
        let side = goesLeft ? left &+ missing : left
        let other = total &- side
        guard min(side.y, other.y) >= max(1, best.least) else { continue }
        let sum = childScore(side, other)
        if sum > best.score {
          best.score = sum
          best.place = (feature, bin, goesLeft)
          best.left = side
          best.levels = nil
        }
      }
    }
  }

  /// Gives the sum of the scores of two sides, each with some weight.
  func childScore(_ left: PairSum, _ right: PairSum) -> Double {
    let leftGradient = Double(left.x) * units.x
    let leftWeight = Double(left.y) * units.y + l2
    let rightGradient = Double(right.x) * units.x
    let rightWeight = Double(right.y) * units.y + l2
    return leftGradient * leftGradient / leftWeight + rightGradient * rightGradient / rightWeight
  }
}
