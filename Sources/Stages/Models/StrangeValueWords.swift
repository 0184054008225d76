package import Learning
package import Tables

/// Sentences about values that are unlike all training rows.
package enum StrangeValueWords {
  /// Says how many rows of a table have them, which is the farthest, and what it means.
  package static func sentence(_ found: StrangeValues, in table: Table) -> String {
    let rows = Wording.count(found.count, "row")
    let has = found.count == 1 ? "has" : "have"
    let shown = table[found.column].map { value($0, found.row) } ?? ""
    switch found.sort {
    case .numbers(let low, let high):
      let range = low == high ? "only \(plain(low))" : "\(plain(low)) to \(plain(high))"
      return "'\(found.column)': \(rows) \(has) a value far from those of training, \(range); "
        + "the farthest is \(shown) in row \(found.row + 1)"
    case .dates(let first, let last):
      let range =
        "\(moment(first, like: table[found.column])) to \(moment(last, like: table[found.column]))"
      return "'\(found.column)': \(rows) \(has) a time far from those of training, \(range); "
        + "the farthest is \(shown) in row \(found.row + 1)"
    case .texts(let count):
      return "'\(found.column)': \(rows) \(has) a text that none of the training rows had, which "
        + "knew \(count); the first is '\(shown)' in row \(found.row + 1)"
    }
  }

  private static func value(_ column: Column, _ row: Int) -> String {
    switch column.values {
    case .numbers(let numbers): plain(numbers[row])
    case .texts(let texts): ProfileWords.shortened(texts[row] ?? "")
    case .flags(let flags): flags[row].map { "\($0)" } ?? ""
    case .dates(let dates): dates.text(row) ?? ""
    }
  }

  private static func plain(_ number: Double) -> String { ProfileWords.plain(number) }

  private static func moment(_ seconds: Double, like column: Column?) -> String {
    guard case .dates(let dates)? = column?.values else { return plain(seconds) }
    return DateValues([seconds], precision: dates.precision).text(0) ?? ""
  }
}
