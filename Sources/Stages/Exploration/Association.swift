/// How well one column tells another.
enum Association {
  /// Gives the place of each value among the sorted ones, from 1; equal values share their mean.
  static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      let rank = Double(start + end + 1) / 2
      for place in start..<end { ranks[order[place]] = rank }
      start = end
    }
    return ranks
  }

  /// Gives Spearman's rank correlation over the rows that have both values; in -1...1.
  ///
  /// It is Pearson's correlation of mean ranks. Nil for fewer than three rows or equal values.
  static func rankCorrelation(_ a: [Double], _ b: [Double]) -> Double? {
    let rows = a.indices.filter { a[$0].isFinite && b[$0].isFinite }
    guard rows.count > 2 else { return nil }
    return correlation(ranks(rows.map { a[$0] }), ranks(rows.map { b[$0] }))
  }

  /// Gives Pearson's correlation; nil where one side has equal values only.
  static func correlation(_ a: [Double], _ b: [Double]) -> Double? {
    let count = Double(a.count)
    let (meanA, meanB) = (a.reduce(0, +) / count, b.reduce(0, +) / count)
    var (ab, aa, bb) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      ab += (x - meanA) * (y - meanB)
      aa += (x - meanA) * (x - meanA)
      bb += (y - meanB) * (y - meanB)
    }
    guard aa > 0, bb > 0 else { return nil }
    return min(max(ab / (aa.squareRoot() * bb.squareRoot()), -1), 1)
  }

  /// Gives groups of about equally many rows by rising value; equal values stay together.
  static func bins(_ values: [Double], count: Int) -> [Int] {
    let known = values.indices.filter { values[$0].isFinite }
    let ranks = ranks(known.map { values[$0] })
    var bins = [Int](repeating: -1, count: values.count)
    for (row, rank) in zip(known, ranks) {
      bins[row] = min(Int((rank - 0.5) / Double(known.count) * Double(count)), count - 1)
    }
    return bins
  }

  /// Gives the share of the squares of numbers that their group tells; in 0...1.
  ///
  /// Each row is told from the mean of the other rows of its group, so a group of one tells
  /// nothing, and an identifier is worth 0. The groups are any whole numbers.
  static func share(of numbers: [Double], by groups: [Int]) -> Double {
    guard numbers.count > 2 else { return 0 }
    var sums: [Int: (sum: Double, count: Int)] = [:]
    for (number, group) in zip(numbers, groups) {
      let known = sums[group] ?? (0, 0)
      sums[group] = (known.sum + number, known.count + 1)
    }
    let total = numbers.reduce(0, +)
    var (left, all) = (0.0, 0.0)
    for (number, group) in zip(numbers, groups) {
      let base = (total - number) / Double(numbers.count - 1)
      let known = sums[group] ?? (0, 0)
      let told = known.count > 1 ? (known.sum - number) / Double(known.count - 1) : base
      left += (number - told) * (number - told)
      all += (number - base) * (number - base)
    }
    return all > 0 ? min(max(1 - left / all, 0), 1) : 0
  }

  /// Gives the share of the spread of classes that their group tells; in 0...1.
  ///
  /// The spread is the sum of the squares of what is 1 for a row's own class and 0 for the others,
  /// each row told from the shares among the other rows of its group: it sees what moves a
  /// probability, also where no group has another most frequent class.
  static func spreadShare(ofClasses classes: [Int], by groups: [Int]) -> Double {
    let classCount = (classes.max() ?? -1) + 1
    guard classes.count > 2, classCount > 1 else { return 0 }
    var counts: [Int: [Int: Int]] = [:]
    var total: [Int: Int] = [:]
    for (one, group) in zip(classes, groups) {
      counts[group, default: [:]][one, default: 0] += 1
      total[one, default: 0] += 1
    }
    // With n rows, c of the row's class and q the sum of squares of all counts, the squares for the
    // row are (q - 2 c + 1) / (n - 1)^2 - 2 (c - 1) / (n - 1) + 1.
    func squares(_ counts: [Int: Int]) -> Double {
      let rows = Double(counts.values.reduce(0, +))
      let sum = counts.values.reduce(0.0) { $0 + Double($1) * Double($1) }
      return counts.values.reduce(0) { left, value in
        let c = Double(value)
        return left + c
          * ((sum - 2 * c + 1) / ((rows - 1) * (rows - 1))
            - 2 * (c - 1) / (rows - 1) + 1)
      }
    }
    let all = squares(total)
    let typical = all / Double(classes.count)
    let left = counts.values.reduce(0) { left, group in
      // A row alone in its group is told as it would be without groups.
      left + (group.values.reduce(0, +) > 1 ? squares(group) : typical)
    }
    // What is left of rounding is nothing.
    let share = all > 0 ? min(1 - left / all, 1) : 0
    return share > 1e-12 ? share : 0
  }

  /// Gives the share of rows of other classes than the most frequent that their group tells.
  ///
  /// Each row is told to be of the most frequent class among the other rows of its group (Goodman
  /// and Kruskal's lambda, each row left out in turn); in 0...1. Classes count from 0.
  static func share(ofClasses classes: [Int], by groups: [Int]) -> Double {
    let classCount = (classes.max() ?? -1) + 1
    guard classes.count > 2, classCount > 1 else { return 0 }
    var counts: [Int: [Int: Int]] = [:]
    var total = [Int](repeating: 0, count: classCount)
    for (one, group) in zip(classes, groups) {
      counts[group, default: [:]][one, default: 0] += 1
      total[one] += 1
    }
    let all = Dictionary(uniqueKeysWithValues: total.enumerated().map { ($0.offset, $0.element) })
    let base = told(all)
    let rows = classes.count
    guard base < rows else { return 0 }
    let alone = counts.values.filter { $0.count == 1 && $0.values.first == 1 }.count
    // A row alone in its group is told as it would be without groups.
    let right =
      Double(counts.values.reduce(0) { $0 + told($1) })
      + Double(alone) * Double(base) / Double(rows)
    return min(max((right - Double(base)) / Double(rows - base), 0), 1)
  }

  /// The number of rows told right from the most frequent class of the others; ties are wrong.
  private static func told(_ counts: [Int: Int]) -> Int {
    counts.reduce(0) { sum, pair in
      let own = pair.value - 1
      let other = counts.reduce(0) { $1.key == pair.key ? $0 : max($0, $1.value) }
      return own > other ? sum + pair.value : sum
    }
  }
}
