import Analyses
import Tables

/// The order of rows in time, from a column of dates, numbers, or texts that sort as times.
enum TimeOrder {
  /// Gives the place of each row's value among the different values of a column without gaps.
  ///
  /// Dates and numbers go by their size. Texts go letter by letter, which is their order in time when each
  /// begins with the year and all are written alike; other texts are refused.
  static func ranks(of column: Column) throws -> [Int] {
    switch column.values {
    case .numbers, .flags, .dates:
      let numbers = column.dates?.seconds ?? column.numbers ?? []
      let places = places(of: Set(numbers).sorted())
      return numbers.map { places[$0] ?? 0 }
    case .texts(let texts):
      let used = Set(texts.codes.filter { $0 >= 0 }.map { texts.levels[Int($0)] }).sorted {
        $0.utf8.lexicographicallyPrecedes($1.utf8)
      }
      try requireSortable(used, column: column.name)
      let places = places(of: used)
      return texts.codes.map { $0 < 0 ? 0 : places[texts.levels[Int($0)]] ?? 0 }
    }
  }

  private static func places<Value: Hashable>(of sorted: [Value]) -> [Value: Int] {
    Dictionary(zip(sorted, sorted.indices)) { first, _ in first }
  }

  private static func requireSortable(_ texts: [String], column: String) throws {
    guard let first = texts.first else { return }
    let hint =
      "write times as 2024-03-31 or 2024-03-31T18:00, or make a number of them with an `sql` stage "
      + "above"
    guard beginsWithYear(first) else {
      throw StageProblem(
        "'\(first)' in '\(column)' does not begin with a year, so its order in time is not known",
        hints: [hint], setting: "column")
    }
    let shape = shape(of: first)
    if let other = texts.first(where: { Self.shape(of: $0) != shape }) {
      throw StageProblem(
        "'\(first)' and '\(other)' in '\(column)' are not written alike, so their order in time is "
          + "not known", hints: [hint], setting: "column")
    }
  }

  private static func beginsWithYear(_ text: String) -> Bool {
    let digits = text.utf8.prefix { isDigit($0) }.count
    return digits == 4 || digits == 6 || digits == 8
  }

  /// The text with its digits made alike, but for those of a zone, which do change the order.
  private static func shape(of text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    let time = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
    let zone =
      bytes[time...].firstIndex { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
      ?? bytes.count
    return bytes[..<zone].map { isDigit($0) ? UInt8(ascii: "0") : $0 } + bytes[zone...]
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
