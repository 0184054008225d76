import Documents
import Foundation
import Learning
import Tables

/// What one column holds, and what is odd about it.
struct ColumnSummary {
  static let shapeParts = 16
  static let levelsMax = 8

  let column: TableProfile.Column
  let alerts: [TableProfile.Alert]

  /// Describes a column.
  init(_ column: Column) {
    let missing = column.missingCount
    if let dates = column.dates {
      (self.column, alerts) = Self.summary(of: dates, named: column.name, missing)
    } else if let numbers = column.numbers {
      let known = numbers.filter(\.isFinite).sorted()
      let distinct = Self.distinctCount(known)
      self.column = TableProfile.Column(
        name: column.name, kind: column.kind.rawValue, missingCount: missing,
        distinctCount: distinct, numbers: Self.numbers(known), levels: [])
      alerts = Self.alerts(self.column, numbers, known)
    } else {
      let texts = column.texts ?? TextValues([])
      var counts = [Int](repeating: 0, count: texts.levels.count)
      for code in texts.codes where code >= 0 { counts[Int(code)] += 1 }
      let used = counts.indices.filter { counts[$0] > 0 }.sorted {
        counts[$0] != counts[$1]
          ? counts[$0] > counts[$1] : texts.levels[$0] < texts.levels[$1]
      }
      self.column = TableProfile.Column(
        name: column.name, kind: column.kind.rawValue, missingCount: missing,
        distinctCount: used.count, numbers: nil,
        levels: used.prefix(Self.levelsMax).map { .init(text: texts.levels[$0], count: counts[$0]) }
      )
      alerts = Self.alerts(self.column, rows: texts.codes.count, used: used, counts, texts.levels)
    }
  }

  /// Describes dates by their moments; that they all differ, as those of a series do, is not odd.
  private static func summary(
    of dates: DateValues, named name: String, _ missing: Int
  ) -> (TableProfile.Column, [TableProfile.Alert]) {
    let form = DateForm(dates)
    let known = dates.seconds.filter { !$0.isNaN }.sorted()
    let figures = numbers(known)
    let column = TableProfile.Column(
      name: name, kind: ColumnKind.date.rawValue, missingCount: missing,
      distinctCount: distinctCount(known), numbers: figures, levels: [], dates: form)
    let top = mostFrequent(known).map { (form.text($0.value), $0.count) }
    var alerts = common(column, rows: dates.seconds.count, top: top)
    guard let figures, column.distinctCount > 1 else { return (column, alerts) }
    let fence = farFence(figures.quantiles)
    let far = known.filter { !fence.contains($0) }
    if let first = far.first, let last = far.last {
      let example = abs(first - figures.median) > abs(last - figures.median) ? first : last
      alerts.append(.farOutDate(column: name, count: far.count, example: form.text(example)))
    }
    return (column, alerts)
  }

  private static func distinctCount(_ sorted: [Double]) -> Int {
    sorted.isEmpty ? 0 : 1 + zip(sorted, sorted.dropFirst()).count { $0 != $1 }
  }

  private static func numbers(_ sorted: [Double]) -> TableProfile.Numbers? {
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let quantiles = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1].map { Quantiles.of(sorted: sorted, at: $0) }
    let count = Double(sorted.count)
    // Divided before they are added, so that numbers near the largest there are do not overflow.
    let mean = sorted.reduce(0) { $0 + $1 / count }
    let scale = max(abs(first - mean), abs(last - mean))
    var (squares, cubes) = (0.0, 0.0)
    if scale > 0, scale.isFinite {
      for number in sorted {
        let z = (number - mean) / scale
        squares += z * z
        cubes += z * z * z
      }
    }
    let variance = squares / count
    let fence = farFence(quantiles)
    let low = max(first, fence.lowerBound)
    let high = min(last, fence.upperBound)
    return TableProfile.Numbers(
      quantiles: quantiles, mean: mean,
      deviation: count > 1 ? (squares / (count - 1)).squareRoot() * scale : 0,
      skewness: variance > 0 ? cubes / count / (variance * variance.squareRoot()) : 0,
      shape: Sparkline.counts(sorted, from: low, to: high, parts: shapeParts))
  }

  /// The range around the inner nine tenths, with four times their width on either side.
  private static func farFence(_ quantiles: [Double]) -> ClosedRange<Double> {
    let (low, high) = (quantiles[1], quantiles[5])
    let reach = 4 * (high - low)
    guard reach > 0, (low - reach).isFinite, (high + reach).isFinite else {
      return -Double.infinity...Double.infinity
    }
    return low - reach...high + reach
  }

  private static func common(
    _ column: TableProfile.Column, rows: Int, top: (text: String, count: Int)?
  ) -> [TableProfile.Alert] {
    let known = rows - column.missingCount
    guard let top, known > 0 else { return rows > 0 ? [.empty(column: column.name)] : [] }
    var alerts: [TableProfile.Alert] = []
    let share = Double(column.missingCount) / Double(rows)
    if share > 0.2 { alerts.append(.missing(column: column.name, share: share)) }
    if column.distinctCount == 1 {
      if known > 1 { alerts.append(.constant(column: column.name, value: top.text)) }
    } else if Double(top.count) >= 0.99 * Double(known) {
      alerts.append(
        .nearlyConstant(
          column: column.name, value: top.text, share: Double(top.count) / Double(known)))
    }
    return alerts
  }

  private static func alerts(
    _ column: TableProfile.Column, _ numbers: [Double], _ sorted: [Double]
  ) -> [TableProfile.Alert] {
    var alerts = common(
      column, rows: numbers.count,
      top: mostFrequent(sorted).map { (ProfileWords.plain($0.value), $0.count) })
    guard let figures = column.numbers, column.distinctCount > 1 else { return alerts }
    let whole = sorted.allSatisfy { $0 == $0.rounded() }
    let span = figures.most - figures.least
    // Whole numbers that all differ and leave few gaps, or that only rise, count or name the rows.
    if whole, column.distinctCount == sorted.count, sorted.count >= 20,
      span < 2 * Double(sorted.count) || zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 })
    {
      alerts.append(.identifier(column: column.name))
      return alerts
    }
    if abs(figures.skewness) > 3, column.distinctCount > 10 {
      alerts.append(
        .skewed(
          column: column.name, skewness: figures.skewness, isPositive: figures.least > 0))
    }
    let fence = farFence(figures.quantiles)
    let far = sorted.filter { !fence.contains($0) }
    if let first = far.first, let last = far.last {
      let example = abs(first - figures.median) > abs(last - figures.median) ? first : last
      alerts.append(.farOut(column: column.name, count: far.count, example: example))
    }
    return alerts
  }

  private static func mostFrequent(_ sorted: [Double]) -> (value: Double, count: Int)? {
    guard var value = sorted.first else { return nil }
    var (best, bestCount, start) = (value, 0, 0)
    for place in 1...sorted.count where place == sorted.count || sorted[place] != value {
      if place - start > bestCount { (best, bestCount) = (value, place - start) }
      start = place
      if place < sorted.count { value = sorted[place] }
    }
    return (best, bestCount)
  }

  private static func alerts(
    _ column: TableProfile.Column, rows: Int, used: [Int], _ counts: [Int], _ levels: [String]
  ) -> [TableProfile.Alert] {
    var alerts = common(
      column, rows: rows, top: column.levels.first.map { ($0.text, $0.count) })
    let known = rows - column.missingCount
    guard column.distinctCount > 1 else { return alerts }
    var numberCount = 0
    var exception: String?
    for level in used {
      if Self.isNumber(levels[level]) {
        numberCount += counts[level]
      } else if exception == nil {
        exception = levels[level]
      }
    }
    if let exception, Double(numberCount) >= 0.8 * Double(known) {
      alerts.append(
        .nearlyNumbers(
          column: column.name, share: Double(numberCount) / Double(known), example: exception))
    } else if column.distinctCount == known, known >= 20 {
      alerts.append(.identifier(column: column.name))
    } else if column.distinctCount > 50 {
      alerts.append(.manyLevels(column: column.name, count: column.distinctCount))
    }
    return alerts
  }

  private static func isNumber(_ text: String) -> Bool {
    let trimmed = text.drop(while: \.isWhitespace)
    guard let first = trimmed.utf8.first, "+-.0123456789".utf8.contains(first) else { return false }
    return Double(trimmed)?.isFinite ?? false
  }
}
