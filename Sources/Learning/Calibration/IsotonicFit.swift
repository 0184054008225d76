import Digests

/// A rising function of a score, straight between knots and level outside them.
struct IsotonicFit: Hashable, Sendable {
  /// Rising scores.
  let knots: [Double]
  /// The value at each knot, rising or level.
  let heights: [Double]

  /// Fits the rising function with the least weighted squares; nil where no row has weight.
  ///
  /// Neighbours that fall are pooled (Ayer, Brunk, Ewing, Reid, Silverman 1955). Rows of one score
  /// count as their weighted mean, and knots inside a level part are left out, as in scikit-learn.
  init?(scores: [Double], targets: [Double], weights: [Double]) {
    precondition(scores.count == targets.count && scores.count == weights.count, "rows are whole")
    let order = scores.indices.filter { weights[$0] > 0 }
      .sorted { (scores[$0], targets[$0], $0) < (scores[$1], targets[$1], $1) }
    guard !order.isEmpty else { return nil }
    var values: [Double] = []
    var pools: [Pool] = []
    for row in order {
      if values.last == scores[row] {
        pools[pools.count - 1].add(targets[row] * weights[row], weights[row])
      } else {
        values.append(scores[row])
        pools.append(Pool(sum: targets[row] * weights[row], weight: weights[row], count: 1))
      }
    }
    let all = Self.pooled(pools).flatMap { [Double](repeating: $0.mean, count: $0.count) }
    let kept = values.indices.filter { place in
      place == 0 || place + 1 == values.count || all[place] != all[place - 1]
        || all[place] != all[place + 1]
    }
    knots = kept.map { values[$0] }
    heights = kept.map { all[$0] }
  }

  private struct Pool {
    var sum: Double
    var weight: Double
    /// The different scores in it.
    var count: Int
    var mean: Double { sum / weight }

    mutating func add(_ sum: Double, _ weight: Double) {
      self.sum += sum
      self.weight += weight
    }
  }

  private static func pooled(_ pools: [Pool]) -> [Pool] {
    var result: [Pool] = []
    for pool in pools {
      result.append(pool)
      while result.count > 1, result[result.count - 2].mean >= result[result.count - 1].mean {
        let last = result.removeLast()
        result[result.count - 1].add(last.sum, last.weight)
        result[result.count - 1].count += last.count
      }
    }
    return result
  }

  /// Gives the value at a score.
  func value(at score: Double) -> Double {
    var (low, high) = (0, knots.count)
    while low < high {
      let middle = (low + high) / 2
      if knots[middle] <= score { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return heights[0] }
    guard low < knots.count else { return heights[knots.count - 1] }
    let share = (score - knots[low - 1]) / (knots[low] - knots[low - 1])
    return heights[low - 1] + share * (heights[low] - heights[low - 1])
  }

  func encode(into writer: inout ByteWriter) {
    writer.numbers(knots)
    writer.numbers(heights)
  }

  init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    knots = try reader.numbers()
    heights = try reader.numbers()
    guard !knots.isEmpty, knots.count == heights.count,
      knots.allSatisfy(\.isFinite), zip(knots, knots.dropFirst()).allSatisfy({ $0 < $1 }),
      heights.allSatisfy({ $0 >= 0 && $0 <= 1 })
    else { throw reader.failure("rising knots with a share each") }
  }
}
