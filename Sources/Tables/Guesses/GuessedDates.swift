/// The form of a column's dates, found from its texts.
enum GuessedDates {
  private static let levelsMax = 2000
  private static let days = [
    "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%Y/%m/%d", "%Y.%m.%d", "%d-%m-%Y", "%m-%d-%Y", "%d-%b-%Y",
    "%d %b %Y", "%b %d, %Y", "%b %d %Y", "%d.%m.%y", "%m/%d/%y", "%d/%m/%y", "%d-%b-%y",
    "%m/%Y", "%b %Y",
  ]
  /// Forms without a day, which have no times either.
  private static let months: Set<String> = ["%m/%Y", "%b %Y"]
  private static let times = ["", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", "T%H:%M:%S"]

  /// Gives the form that all values have, and why; nil where there is none or it is the standard.
  ///
  /// Where days and months could change places, the order under which the rows go on is taken, and
  /// else the first of the list above.
  static func pattern(
    _ name: String, _ levels: [String], _ values: [String]
  ) -> (pattern: DatePattern, reason: String)? {
    guard let first = levels.first, first.utf8.contains(where: { $0 &- 48 <= 9 }) else {
      return nil
    }
    let bytes = levels.prefix(levelsMax).map { Array($0.utf8) }
    guard bytes.contains(where: { ISODate.parse($0.span, 0..<$0.count) == nil }) else { return nil }
    if bytes.allSatisfy({ $0.count == 8 && $0.allSatisfy { $0 &- 48 <= 9 } }) {
      return digits(name, bytes)
    }
    guard !bytes.contains(where: { DecimalNumber.parse($0, 0..<$0.count) != nil }) else {
      return nil
    }
    let known = days.flatMap { day in (months.contains(day) ? [""] : times).map { day + $0 } }
      .compactMap { text in try? DatePattern(text) }
    let fitting = known.filter { pattern in
      bytes.allSatisfy { pattern.parse($0.span, 0..<$0.count) != nil }
    }
    guard let best = fitting.max(by: { order(values, $0) < order(values, $1) }) else {
      return mixed(known, bytes)
    }
    guard let other = fitting.first(where: { $0 != best }) else {
      return (best, "all values have this form")
    }
    return (best, "all values have this form; they would also be dates as \(other.text)")
  }

  private static func isOf(_ pattern: DatePattern, _ value: [UInt8]) -> Bool {
    pattern.parse(value.span, 0..<value.count) != nil
  }

  /// Several forms that together have all values, each a hundredth of them or more.
  ///
  /// Forms in which days and months change places are never taken together: then nothing is sure.
  private static func mixed(
    _ known: [DatePattern], _ values: [[UInt8]]
  ) -> (pattern: DatePattern, reason: String)? {
    var left = Array(values.indices)
    var chosen: [(pattern: DatePattern, count: Int)] = []
    while !left.isEmpty, chosen.count < 3 {
      let counts = known.map { pattern in
        left.count { isOf(pattern, values[$0]) }
      }
      guard let best = counts.indices.max(by: { (counts[$0], $1) < (counts[$1], $0) }),
        counts[best] >= max(2, values.count / 100)
      else { return nil }
      let pattern = known[best]
      left.removeAll { isOf(pattern, values[$0]) }
      chosen.append((pattern, counts[best]))
    }
    let shapes = chosen.map { shape in
      String(shape.pattern.text.map { "dmb".contains($0) ? "d" : $0 })
    }
    guard left.isEmpty, Set(shapes).count == shapes.count else { return nil }
    let text = chosen.map(\.pattern.text).joined(separator: DatePattern.separator)
    guard let pattern = try? DatePattern(text) else { return nil }
    let counts = chosen.map { "\($0.count) as \($0.pattern.text)" }.joined(separator: ", ")
    return (pattern, "dates in \(chosen.count) forms; of different values \(counts)")
  }

  /// Eight digits are a date only in a column that says so, as numbers may look the same.
  private static func digits(
    _ name: String, _ values: [[UInt8]]
  ) -> (pattern: DatePattern, reason: String)? {
    let words = ["date", "day", "time", "datum", "fecha", "jour"]
    guard words.contains(where: { name.lowercased().contains($0) }),
      let pattern = try? DatePattern("%Y%m%d"),
      values.allSatisfy({ value in
        guard let moment = pattern.parse(value.span, 0..<value.count) else { return false }
        // From 1900 to 2100, in milliseconds since 1970.
        return (-2_208_988_800_000..<4_102_444_800_000).contains(moment.milliseconds)
      })
    else { return nil }
    return (pattern, "eight digits that are all days of the calendar")
  }

  /// The share of neighbouring rows in order of time.
  private static func order(_ values: [String], _ pattern: DatePattern) -> Double {
    let moments = values.prefix(levelsMax).compactMap { text -> Int? in
      let bytes = Array(text.utf8)
      return pattern.parse(bytes.span, 0..<bytes.count)?.milliseconds
    }
    guard moments.count > 1 else { return 0 }
    return Double(zip(moments, moments.dropFirst()).count { $0 <= $1 }) / Double(moments.count - 1)
  }
}
