import Kernels

extension SplitSearch {
  /// Up to so many levels are divided in all ways; more are put in order first.
  private static let levelsInAllWays = 7

  /// Looks at divisions of the levels of a feature.
  ///
  /// Few levels are tried in all ways. More are put in the order of their own steps, and cut in one
  /// place: without a penalty that finds the best division (Fisher: On grouping for maximum
  /// homogeneity, 1958). As the order is made from the same rows, sides are scored with more `l2`.
  /// Missing values go the way that gains more.
  func scanLevels(
    _ cells: Span<PairSum>, feature: Int, total: PairSum, missing: PairSum, into best: inout Best
  ) {
    let present = cells.indices.filter { cells[$0].y > 0 }
    if present.count <= Self.levelsInAllWays {
      scanAllWays(cells, present, feature, total: total, missing: missing, into: &best)
    } else {
      scanInOrder(cells, present, feature, total: total, missing: missing, into: &best)
    }
  }

  private func scanAllWays(
    _ cells: Span<PairSum>, _ present: [Int], _ feature: Int, total: PairSum, missing: PairSum,
    into best: inout Best
  ) {
    let hasMissing = missing != .zero
    // Missing values, or else the last level, stay right: the other way is the same division.
    let count = hasMissing ? present.count : present.count - 1
    guard count > 0 else { return }
    for ways in 1..<(1 << count) {
      var left = PairSum.zero
      for place in 0..<count where ways >> place & 1 == 1 { left &+= cells[present[place]] }
      guard let sum = levelScore(left, total, best, l2: 0), sum > best.score else { continue }
      best.score = sum
      best.place = (feature, 0, hasMissing ? false : nil)
      best.left = left
      best.levels = Set((0..<count).filter { ways >> $0 & 1 == 1 }.map { present[$0] })
    }
  }

  private func scanInOrder(
    _ cells: Span<PairSum>, _ present: [Int], _ feature: Int, total: PairSum, missing: PairSum,
    into best: inout Best
  ) {
    let hasMissing = missing != .zero
    let steps = present.map { place in
      Double(cells[place].x) * units.x / (Double(cells[place].y) * units.y + l2 + levelsL2)
    }
    let order = present.indices.sorted { (steps[$0], $0) < (steps[$1], $1) }
    var left = PairSum.zero
    for (place, index) in order.enumerated() {
      left &+= cells[present[index]]
      for goesLeft in hasMissing ? [true, false] : [false] {
        let side = goesLeft ? left &+ missing : left
        guard let sum = levelScore(side, total, best, l2: levelsL2), sum > best.score
        else { continue }
        best.score = sum
        best.place = (feature, 0, hasMissing ? goesLeft : nil)
        best.left = side
        best.levels = Set(order[...place].map { present[$0] })
      }
    }
  }

  /// Gives the sum of the scores of two sides, nil where one is too light.
  private func levelScore(
    _ left: PairSum, _ total: PairSum, _ best: Best, l2 more: Double
  ) -> Double? {
    let right = total &- left
    guard min(left.y, right.y) >= max(1, best.least) else { return nil }
    if directions != nil {
      return score(left, within: best.bounds) + score(right, within: best.bounds)
    }
    let gradients = SIMD2(Double(left.x), Double(right.x)) * units.x
    let weights = SIMD2(Double(left.y), Double(right.y)) * units.y + (l2 + more)
    return gradients.x * gradients.x / weights.x + gradients.y * gradients.y / weights.y
  }
}
