/// A summary of a column by which XGBoost finds its cuts; for the preset of that name.
///
/// Greenwald and Khanna (2001), in the weighted form of Chen and Guestrin: XGBoost, 2016, appendix.
/// Values arrive in the order of the rows in blocks of twice the limit; a full block is pruned and
/// joined with the summaries of earlier blocks. So with more rows than one block holds (8194 for
/// 256 bins) the cuts depend a little on the order of rows. Values and ranks have single precision,
/// as they do there.
struct QuantileSketch {
  /// A value, the least and the greatest rank it can have, and the weight of the value itself.
  struct Entry {
    var rankMin: Float
    var rankMax: Float
    var weight: Float
    var value: Float

    /// The least rank of what follows.
    var nextRankMin: Float { rankMin + weight }
    /// The greatest rank of what comes before.
    var previousRankMax: Float { rankMax - weight }
  }

  /// How much finer the summary is than the bins.
  private static let refinement = 8

  private let limit: Int
  private var block: [Float] = []
  private var levels: [[Entry]] = []

  /// Gives ascending cuts for at most so many bins; a value equal to a cut is above it.
  static func cuts(values: [Float], countMax: Int) -> [Float] {
    guard !values.isEmpty else { return [] }
    var sketch = QuantileSketch(valueCount: values.count, countMax: countMax)
    for value in values { sketch.push(value) }
    let fine = prune(sketch.summary(), to: countMax * refinement)
    let coarse = prune(fine, to: countMax + 1)
    var cuts: [Float] = []
    for entry in coarse.prefix(countMax).dropFirst() where entry.value > cuts.last ?? -.infinity {
      cuts.append(entry.value)
    }
    return cuts
  }

  private init(valueCount: Int, countMax: Int) {
    let binCount = max(1, min(valueCount, countMax))
    var levelCount = 1
    var limit = 0
    repeat {
      limit = min(valueCount, levelCount * binCount * Self.refinement + 1)
      levelCount += 1
    } while (limit << (levelCount - 1)) < valueCount
    self.limit = limit
  }

  private mutating func push(_ value: Float) {
    if block.count == 2 * limit, block.last != value {
      store(Self.exact(block))
      block = []
    }
    block.append(value)
  }

  /// Puts a full block's summary into the first level that has room for it.
  private mutating func store(_ full: [Entry]) {
    var joined = full
    for level in 0... {
      let pruned = Self.prune(joined, to: limit)
      if level == levels.count { levels.append([]) }
      if levels[level].isEmpty {
        levels[level] = pruned
        return
      }
      joined = Self.combine(pruned, levels[level])
      if joined.count <= limit {
        levels[level] = joined
        return
      }
      levels[level] = []
    }
  }

  private func summary() -> [Entry] {
    var result = Self.prune(Self.exact(block), to: limit)
    for level in levels where !level.isEmpty {
      result = Self.prune(Self.combine(result, level), to: limit)
    }
    return result
  }

  /// The summary that loses nothing.
  private static func exact(_ values: [Float]) -> [Entry] {
    var entries: [Entry] = []
    var before: Float = 0
    for value in values.sorted() {
      if let last = entries.last, last.value == value {
        entries[entries.count - 1].rankMax += 1
        entries[entries.count - 1].weight += 1
      } else {
        entries.append(Entry(rankMin: before, rankMax: before + 1, weight: 1, value: value))
      }
      before += 1
    }
    return entries
  }

  /// Keeps the entries nearest to equally spaced ranks, the first and the last included.
  private static func prune(_ entries: [Entry], to countMax: Int) -> [Entry] {
    guard entries.count > countMax, let first = entries.first, let last = entries.last else {
      return entries
    }
    let range = last.rankMin - first.rankMax
    var kept = [first]
    var index = 1
    var lastKept = 0
    for step in 1..<max(1, countMax - 1) {
      let twiceRank = 2 * (Float(step) * range / Float(countMax - 1) + first.rankMax)
      while index < entries.count - 1,
        twiceRank >= entries[index + 1].rankMax + entries[index + 1].rankMin
      {
        index += 1
      }
      guard index < entries.count - 1 else { break }
      let middle = entries[index].nextRankMin + entries[index + 1].previousRankMax
      let chosen = twiceRank < middle ? index : index + 1
      if chosen != lastKept {
        kept.append(entries[chosen])
        lastKept = chosen
      }
    }
    if lastKept != entries.count - 1 { kept.append(last) }
    return kept
  }

  /// Joins the summaries of two sets of values.
  private static func combine(_ a: [Entry], _ b: [Entry]) -> [Entry] {
    guard let lastA = a.last else { return b }
    guard let lastB = b.last else { return a }
    var result: [Entry] = []
    result.reserveCapacity(a.count + b.count)
    var (i, j) = (0, 0)
    var (beforeA, beforeB) = (Float(0), Float(0))
    while i < a.count || j < b.count {
      let x = i < a.count ? a[i] : nil
      let y = j < b.count ? b[j] : nil
      if let x, let y, x.value == y.value {
        result.append(
          Entry(
            rankMin: x.rankMin + y.rankMin, rankMax: x.rankMax + y.rankMax,
            weight: x.weight + y.weight, value: x.value))
        (beforeA, beforeB) = (x.nextRankMin, y.nextRankMin)
        i += 1
        j += 1
      } else if let x, x.value < (y?.value ?? .infinity) || y == nil {
        let above = y?.previousRankMax ?? lastB.rankMax
        result.append(
          Entry(
            rankMin: x.rankMin + beforeB, rankMax: x.rankMax + above, weight: x.weight,
            value: x.value))
        beforeA = x.nextRankMin
        i += 1
      } else if let y {
        let above = x?.previousRankMax ?? lastA.rankMax
        result.append(
          Entry(
            rankMin: y.rankMin + beforeA, rankMax: y.rankMax + above, weight: y.weight,
            value: y.value))
        beforeB = y.nextRankMin
        j += 1
      }
    }
    return result
  }
}
