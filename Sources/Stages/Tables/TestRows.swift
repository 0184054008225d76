import Analyses
import Kernels
import Learning
import Tables

/// Chooses the test rows of a table with at least two rows; both parts get at least one.
struct TestRows {
  /// Into how many ranges of equal count numbers are cut to be spread over both parts.
  private static let rangeCount = 10

  private let table: Table
  private let stage: String
  private let share: Double

  init(_ table: Table, stage: String, share: Double) {
    self.table = table
    self.stage = stage
    self.share = share
  }

  /// How many test rows the share asks for, with at least one row left for each part.
  private var wantedCount: Int {
    min(max(1, Int((Double(table.rowCount) * share).rounded())), table.rowCount - 1)
  }

  // MARK: At random

  /// Draws rows without regard to order; with a column its values are spread over both parts.
  ///
  /// Each level or range gives its share of the test rows, rounded to whole rows so that the sum is
  /// right: those with the largest remainders give one more.
  func atRandom(stratify: String?, _ random: RandomStream) throws -> [Bool] {
    let strata = try stratify.map { self.strata(of: try column($0, setting: "stratify")) }
    var isTest = [Bool](repeating: false, count: table.rowCount)
    let all = strata ?? [Array(0..<table.rowCount)]
    for (index, item) in zip(all, counts(of: all)).enumerated() {
      var stream = random.derived("stratum", index)
      for place in stream.permutation(of: item.0.count).prefix(item.1) {
        isTest[item.0[place]] = true
      }
    }
    return isTest
  }

  /// How many test rows each stratum gives; ties go to the first.
  private func counts(of strata: [[Int]]) -> [Int] {
    let rate = Double(wantedCount) / Double(table.rowCount)
    let exact = strata.map { Double($0.count) * rate }
    var counts = exact.map { Int($0) }
    let order = strata.indices.sorted { a, b in
      let (x, y) = (exact[a] - exact[a].rounded(.down), exact[b] - exact[b].rounded(.down))
      return x != y ? x > y : a < b
    }
    var rest = wantedCount - counts.reduce(0, +)
    for index in order where rest > 0 && counts[index] < strata[index].count {
      counts[index] += 1
      rest -= 1
    }
    return counts
  }

  /// The rows of each level or range in a fixed order; rows without a value are one more stratum.
  private func strata(of column: Column) -> [[Int]] {
    let keys: [Int]
    switch column.values {
    case .texts(let texts):
      let sorted = Set(texts.codes.compactMap { $0 < 0 ? nil : texts.levels[Int($0)] }).sorted {
        $0.utf8.lexicographicallyPrecedes($1.utf8)
      }
      let places = Dictionary(zip(sorted, sorted.indices)) { first, _ in first }
      keys = texts.codes.map { $0 < 0 ? Int.max : places[texts.levels[Int($0)]] ?? Int.max }
    case .flags(let flags):
      keys = flags.map { $0.map { $0 ? 1 : 0 } ?? Int.max }
    case .numbers, .dates:
      let numbers = column.numbers ?? column.dates?.seconds ?? []
      let edges = Self.edges(of: numbers)
      keys = numbers.map { number in
        number.isNaN ? Int.max : edges.count { $0 < number }
      }
    }
    return Dictionary(grouping: keys.indices, by: { keys[$0] }).sorted { $0.key < $1.key }
      .map(\.value)
  }

  /// Few different numbers are levels of their own; many are cut at their quantiles.
  private static func edges(of numbers: [Double]) -> [Double] {
    let sorted = numbers.filter { !$0.isNaN }.sorted()
    let different = Set(sorted).sorted()
    guard different.count > rangeCount else { return Array(different.dropLast()) }
    return (1..<rangeCount).map {
      Quantiles.of(sorted: sorted, at: Double($0) / Double(rangeCount))
    }
  }

  // MARK: By time

  /// Takes the last rows in the order of a column.
  ///
  /// Rows of one time stay together. Where the cut would fall between them, they are training rows.
  func last(in name: String) throws -> [Bool] {
    let times = try column(name, setting: "column")
    guard times.missingCount == 0 else { throw missing(name, times, noun: "time") }
    let ranks = try TimeOrder.ranks(of: times)
    let sorted = ranks.sorted()
    let cut = sorted[table.rowCount - wantedCount - 1]
    guard let last = sorted.last, cut < last else {
      let tied = Double(ranks.count { $0 == cut }) / Double(table.rowCount)
      let isOne = sorted.first == sorted.last
      throw StageProblem(
        "the last \(Wording.percent(share)) of the rows all have one time in '\(name)', and rows "
          + "of one time stay together on the training side",
        hints: [
          isOne
            ? "'\(name)' has one value only; name another column"
            : "the last time holds \(Wording.percent(tied)) of the rows; set `test` to that or more"
        ], setting: "test")
    }
    return ranks.map { $0 > cut }
  }

  // MARK: By group

  /// Takes whole groups in a random order until their rows come nearest to the share.
  func groups(of name: String, _ random: RandomStream) throws -> [Bool] {
    let groups = try groupNumbers(column(name, setting: "column"))
    let sizes = groups.reduce(into: [Int](repeating: 0, count: (groups.max() ?? 0) + 1)) {
      $0[$1] += 1
    }
    guard sizes.count > 1 else {
      throw StageProblem(
        "'\(name)' has one value only, so its rows cannot be cut into two parts",
        setting: "column")
    }
    var stream = random.derived("groups")
    let order = stream.permutation(of: sizes.count)
    var total = 0
    var best = (count: 1, distance: Int.max)
    for (index, group) in order.dropLast().enumerated() {
      total += sizes[group]
      let distance = abs(total - wantedCount)
      if distance < best.distance { best = (index + 1, distance) }
    }
    let chosen = Set(order.prefix(best.count))
    return groups.map { chosen.contains($0) }
  }

  /// Numbers the groups in the order in which they first appear.
  private func groupNumbers(_ column: Column) throws -> [Int] {
    guard column.missingCount == 0 else {
      throw missing(column.name, column, noun: "group")
    }
    switch column.values {
    case .texts(let texts): return texts.canonical.codes.map(Int.init)
    case .numbers, .flags, .dates:
      var known: [Double: Int] = [:]
      return (column.numbers ?? column.dates?.seconds ?? []).map { number in
        if let group = known[number] { return group }
        known[number] = known.count
        return known.count - 1
      }
    }
  }

  // MARK: Problems

  private func column(_ name: String, setting: String) throws -> Column {
    guard let column = table[name] else {
      throw StageProblem("column '\(name)' is not in '\(stage)'", setting: setting)
    }
    return column
  }

  private func missing(_ name: String, _ column: Column, noun: String) -> StageProblem {
    let rows = (0..<column.count).filter { column.isMissing($0) }
    return StageProblem(
      "\(Wording.count(rows.count, "row")) of '\(stage)' \(rows.count == 1 ? "has" : "have") no "
        + "\(noun) in '\(name)'; the first is row \((rows.first ?? 0) + 1)",
      hints: ["leave them out, or give them a \(noun), with an `sql` stage above"],
      setting: "column")
  }
}
