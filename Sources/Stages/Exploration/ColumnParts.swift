import Learning
import Tables

/// Rows parted by a column: by its texts, by its numbers where they are few, or by bands of them.
struct ColumnParts {
  /// How many numbers become bands.
  enum Banding {
    /// Bands that hold about equally many rows.
    case equalCounts(Int)
    /// Bands of equal width between round numbers.
    case equalWidths(Int)
  }

  /// The code of a row without a value, and of one whose part is not among those kept.
  static let missing = -1
  static let dropped = -2

  let column: String
  /// The parts kept: texts by the alphabet, numbers rising.
  let names: [String]
  /// The part of each row.
  let codes: [Int]
  /// The number of parts before some were dropped.
  let allCount: Int

  /// Parts rows by a column; of more than `most` parts those with the most rows are kept.
  init(_ column: Column, most: Int, banding: Banding) {
    self.column = column.name
    if let numbers = column.numbers {
      (names, codes) = Self.parts(of: numbers, most: most, banding: banding)
      allCount = names.count
    } else if let texts = column.texts {
      var counts = [Int](repeating: 0, count: texts.levels.count)
      for code in texts.codes where code >= 0 { counts[Int(code)] += 1 }
      let used = counts.indices.filter { counts[$0] > 0 }
      allCount = used.count
      let kept = used.sorted {
        counts[$0] != counts[$1]
          ? counts[$0] > counts[$1] : texts.levels[$0] < texts.levels[$1]
      }.prefix(most).sorted { texts.levels[$0] < texts.levels[$1] }
      names = kept.map { texts.levels[$0] }
      var places = [Int](repeating: Self.dropped, count: texts.levels.count)
      for (place, level) in kept.enumerated() { places[level] = place }
      codes = texts.codes.map { $0 < 0 ? Self.missing : places[Int($0)] }
    } else if let dates = column.dates {
      (names, codes) = Self.parts(of: dates, most: most)
      allCount = names.count
    } else {
      (names, codes, allCount) = ([], Array(repeating: Self.missing, count: column.count), 0)
    }
  }

  /// The one part of rows that are not parted.
  init(all rowCount: Int) {
    column = ""
    names = [""]
    codes = Array(repeating: 0, count: rowCount)
    allCount = 1
  }

  /// Parts by moment, day, month or year: the finest of which there are not too many, and where
  /// even years are too many by decades and longer.
  private static func parts(
    of dates: DateValues, most: Int
  ) -> (names: [String], codes: [Int]) {
    let known = dates.seconds.filter { !$0.isNaN }
    guard let low = known.min(), let high = known.max() else {
      return ([], dates.seconds.map { _ in missing })
    }
    let texts = dates.coded
    var candidates = [texts.levels]
    candidates += [10, 7, 4].map { length in texts.levels.map { String($0.prefix(length)) } }
    let years = DateSteps(from: low, to: high, about: most, isDaily: true)
    let levels =
      candidates.first { Set($0).count <= most }
      ?? texts.levels.indices.map { level in
        let row = texts.codes.firstIndex { $0 == level } ?? 0
        return years.stretch(around: dates.seconds[row])
      }
    let names = Set(levels).sorted()
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    return (names, texts.codes.map { $0 < 0 ? missing : places[levels[Int($0)]] ?? missing })
  }

  private static func parts(
    of numbers: [Double], most: Int, banding: Banding
  ) -> (names: [String], codes: [Int]) {
    let sorted = numbers.filter(\.isFinite).sorted()
    var distinct: [Double] = []
    for number in sorted where distinct.last != number && distinct.count <= most {
      distinct.append(number)
    }
    if distinct.count <= most {
      let places = Dictionary(
        uniqueKeysWithValues: distinct.enumerated().map { ($0.element, $0.offset) })
      return (distinct.map(text), numbers.map { places[$0] ?? missing })
    }
    let edges = edges(sorted, banding)
    // As many digits as tell the bands apart.
    let isWhole = edges.allSatisfy { $0 == $0.rounded() && abs($0) < 1e12 }
    let texts = [4, 6, 8, 12, 16].map { digits in
      edges.map { isWhole ? text($0) : Wording.bare($0, digits: digits) }
    }
    let written = texts.first { Set($0).count == $0.count } ?? texts[4]
    let names = zip(written, written.dropFirst()).map { "\($0) to \($1)" }
    let codes = numbers.map { number in
      guard number.isFinite else { return missing }
      let above = edges.dropFirst().firstIndex { $0 >= number } ?? edges.count - 1
      return min(max(above - 1, 0), names.count - 1)
    }
    return (names, codes)
  }

  private static func edges(_ sorted: [Double], _ banding: Banding) -> [Double] {
    switch banding {
    case .equalWidths(let count):
      let edges = NiceScale.edges(
        low: sorted.first ?? 0, high: sorted.last ?? 1, count: count)
      if edges.count > 1 { return edges }
      return [sorted.first ?? 0, sorted.last ?? 1]
    case .equalCounts(let count):
      var edges: [Double] = []
      for place in 0...count {
        let edge = Quantiles.of(sorted: sorted, at: Double(place) / Double(count))
        if edges.last != edge { edges.append(edge) }
      }
      return edges
    }
  }

  /// A number of few others, whole ones without a fraction.
  private static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
  }

  /// The rows that belong to parts that were not kept.
  var droppedCount: Int { codes.count { $0 == Self.dropped } }
}
