/// The ranks of a feature scaled to -1...1, and their squares: what products of pairs are made of.
struct RankBasis {
  /// One or two columns with mean 0 over the rows, a number for each row.
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
    let squares = ranks.map { $0 * $0 }
    let mean = squares.reduce(0, +) / Double(max(squares.count, 1))
    columns = distinct > 2 ? [ranks, squares.map { $0 - mean }] : [ranks]
  }

  /// Gives each column of one times each of the other.
  func products(_ other: RankBasis) -> [[Double]] {
    columns.flatMap { a in other.columns.map { b in zip(a, b).map { $0 * $1 } } }
  }
}
