/// The ranks of a feature scaled to -1...1, and their powers: what products of pairs are made of.
struct RankBasis {
  /// The highest power.
  private static let degreeMax = 4

  /// One column a power, fewer than there are values; of mean 0, a number for each row.
  let columns: [[Double]]

  /// Takes finite values; equal ones share the mean of their ranks.
  init(_ values: [Double]) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var distinct = 0
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      let middle = Double(start + end) / Double(order.count) - 1
      for place in start..<end { ranks[order[place]] = middle }
      distinct += 1
      start = end
    }
    let count = Double(max(values.count, 1))
    columns = (1...max(1, min(Self.degreeMax, distinct - 1))).map { degree in
      let power = ranks.map { rank in (1..<degree).reduce(rank) { product, _ in product * rank } }
      let mean = power.reduce(0, +) / count
      return power.map { $0 - mean }
    }
  }

  /// Gives at most four products: those of ranks and squares, or of all powers and two values.
  func products(_ other: RankBasis) -> [[Double]] {
    let isPlain = columns.count == 1 || other.columns.count == 1
    let kept = isPlain ? Self.degreeMax : 2
    return columns.prefix(kept).flatMap { a in
      other.columns.prefix(kept).map { b in zip(a, b).map { $0 * $1 } }
    }
  }
}
