import Foundation
import Learning
import Tables

/// How the columns of one table differ from those of another.
package struct Drift: Codable, Hashable, Sendable {
  /// A level whose share differs most.
  package struct LevelChange: Codable, Hashable, Sendable {
    package let text: String
    package let share: Double
    package let otherShare: Double
  }

  /// One column of both tables.
  package struct Comparison: Codable, Hashable, Sendable {
    package let column: String
    /// The distance of Kolmogorov and Smirnov for numbers, the total variation for texts; 0...1.
    package let distance: Double
    /// Whether chance would hardly ever make samples of one kind so different.
    package let isClear: Bool
    package let missingShare: Double
    package let otherMissingShare: Double
    /// Whether the shares of missing values differ more than by chance.
    package let isMissingClear: Bool
    package let median: Double?
    package let otherMedian: Double?
    package let change: LevelChange?
    /// The first and last dates here and there, of a column of dates.
    package var dates: DateRange?
    package var otherDates: DateRange?
  }

  /// The first and the last date of a column.
  package struct DateRange: Codable, Hashable, Sendable {
    package let first: String
    package let last: String

    package init(first: String, last: String) {
      self.first = first
      self.last = last
    }
  }

  package let rowCount: Int
  package let otherRowCount: Int
  /// The columns, the most different first.
  package let comparisons: [Comparison]
  /// The columns of one table only, and those that hold another kind in the other.
  package let onlyHere: [String]
  package let onlyThere: [String]
  package let otherKind: [String]
  /// The column that was not read, as the other rows are test rows; nil where all were.
  package let sealedColumn: String?
  /// Whether nothing was compared, as the column to leave unread was not named.
  package let isSealed: Bool

  /// How seldom chance alone may call a table different, over all its columns.
  private static let level = 0.01

  /// Says that nothing was compared: the rows are test rows and their target is not known.
  init(sealed rowCount: Int, _ otherRowCount: Int) {
    self.rowCount = rowCount
    self.otherRowCount = otherRowCount
    (comparisons, onlyHere, onlyThere, otherKind) = ([], [], [], [])
    sealedColumn = nil
    isSealed = true
  }

  /// Compares columns by name; the sealed one is not read.
  init(_ names: [String], of table: Table, with other: Table, sealed: String?) {
    rowCount = table.rowCount
    otherRowCount = other.rowCount
    sealedColumn = sealed.flatMap { other[$0] == nil ? nil : $0 }
    isSealed = false
    let names = names.filter { $0 != sealed }
    onlyHere = names.filter { other[$0] == nil }
    onlyThere = other.names.filter { $0 != sealed && table[$0] == nil }
    let both = names.compactMap { name -> (Column, Column)? in
      guard let first = table[name], let second = other[name] else { return nil }
      return (first, second)
    }
    otherKind = both.filter { $0.kind != $1.kind }.map(\.0.name)
    let same = both.filter { $0.kind == $1.kind }
    let level = Self.level / Double(max(same.count, 1))
    comparisons =
      table.rowCount == 0 || other.rowCount == 0
      ? []
      : same.compactMap { Self.compare($0, $1, level: level) }.sorted {
        $0.isDifferent != $1.isDifferent
          ? $0.isDifferent
          : ($1.distance, $0.column) < ($0.distance, $1.column)
      }
  }

  private static func median(_ sorted: [Double]) -> Double? {
    sorted.isEmpty ? nil : Quantiles.of(sorted: sorted, at: 0.5)
  }

  private static func range(_ dates: DateValues?, _ sorted: [Double]) -> DateRange? {
    guard let dates, let first = sorted.first, let last = sorted.last else { return nil }
    let (start, end) = DateForm(dates).texts(first, last)
    return DateRange(first: start, last: end)
  }

  private static func compare(_ a: Column, _ b: Column, level: Double) -> Comparison? {
    let shares = (
      Double(a.missingCount) / Double(a.count), Double(b.missingCount) / Double(b.count)
    )
    // Hoeffding's bound (1963) for the difference of two shares.
    let spread = 1 / Double(a.count) + 1 / Double(b.count)
    let isMissingClear = abs(shares.0 - shares.1) > (log(2 / level) / 2 * spread).squareRoot()
    if let first = a.numbersOrSeconds, let second = b.numbersOrSeconds {
      // Sorted once here, as both the distance and the medians need it.
      let known = first.filter(\.isFinite).sorted()
      let otherKnown = second.filter(\.isFinite).sorted()
      let test = KolmogorovSmirnov(known, otherKnown)
      return Comparison(
        column: a.name, distance: test?.distance ?? 0, isClear: (test?.pValue ?? 1) < level,
        missingShare: shares.0, otherMissingShare: shares.1, isMissingClear: isMissingClear,
        median: a.dates == nil ? median(known) : nil,
        otherMedian: b.dates == nil ? median(otherKnown) : nil, change: nil,
        dates: range(a.dates, known), otherDates: range(b.dates, otherKnown))
    }
    guard let first = a.texts, let second = b.texts else { return nil }
    let variation = LevelVariation(first, second)
    return Comparison(
      column: a.name, distance: variation.distance, isClear: variation.isClear(level: level),
      missingShare: shares.0, otherMissingShare: shares.1, isMissingClear: isMissingClear,
      median: nil, otherMedian: nil, change: variation.change)
  }
}

extension Drift.Comparison {
  /// Whether the values or the missing ones differ more than by chance.
  package var isDifferent: Bool { isClear || isMissingClear }
}

/// The total variation between the shares of texts in two samples.
struct LevelVariation {
  /// Half the sum of the differences of shares; 0 for equal shares, 1 where no text is in both.
  let distance: Double
  /// The text whose share differs most.
  let change: Drift.LevelChange?
  private let expected: Double
  private let spread: Double

  /// Compares the texts that are not missing.
  init(_ first: TextValues, _ second: TextValues) {
    var counts: [String: (Int, Int)] = [:]
    let (n, m) = (Self.count(first, into: &counts, \.0), Self.count(second, into: &counts, \.1))
    guard n > 0, m > 0 else {
      (distance, change, expected, spread) = (0, nil, 0, 0)
      return
    }
    var (sum, expected) = (0.0, 0.0)
    var change: Drift.LevelChange?
    let inverse = 1 / Double(n) + 1 / Double(m)
    for (text, pair) in counts.sorted(by: { $0.key < $1.key }) {
      let (p, q) = (Double(pair.0) / Double(n), Double(pair.1) / Double(m))
      sum += abs(p - q)
      expected += Self.chanceDifference(pair.0 + pair.1, n, m)
      if change.map({ abs(p - q) > abs($0.share - $0.otherShare) }) ?? true {
        change = Drift.LevelChange(text: text, share: p, otherShare: q)
      }
    }
    distance = min(sum / 2, 1)
    self.change = change
    self.expected = expected / 2
    spread = inverse
  }

  /// The mean size of the difference of two shares of a text that chance alone deals to the samples.
  ///
  /// Few rows are dealt one by one, each to the first sample with its part of all rows; of many the
  /// difference is taken to be normal.
  private static func chanceDifference(_ count: Int, _ n: Int, _ m: Int) -> Double {
    let (first, second) = (Double(n), Double(m))
    let part = first / (first + second)
    if count > 50 {
      let pooled = Double(count) / (first + second)
      return (2 / Double.pi * pooled * (1 - pooled) * (1 / first + 1 / second)).squareRoot()
    }
    var mean = 0.0
    var chance = pow(1 - part, Double(count))
    for dealt in 0...count {
      mean += chance * abs(Double(dealt) / first - Double(count - dealt) / second)
      chance *= Double(count - dealt) / Double(dealt + 1) * part / (1 - part)
    }
    return mean
  }

  private static func count(
    _ texts: TextValues, into counts: inout [String: (Int, Int)],
    _ side: WritableKeyPath<(Int, Int), Int>
  ) -> Int {
    var own = [Int](repeating: 0, count: texts.levels.count)
    for code in texts.codes where code >= 0 { own[Int(code)] += 1 }
    for (text, count) in zip(texts.levels, own) where count > 0 {
      counts[text, default: (0, 0)][keyPath: side] += count
    }
    return own.reduce(0, +)
  }

  /// Tells whether chance goes so far beyond its mean less often than the level.
  ///
  /// McDiarmid's bound (1989): one row moves the distance by 1 / n or 1 / m at most.
  func isClear(level: Double) -> Bool {
    distance > expected + (log(1 / level) / 2 * spread).squareRoot()
  }
}
