package import Digests
package import Tables

/// Adds earlier values of columns: for each column and each count a column `COLUMN lag COUNT`.
///
/// Rows are ordered by a time column of numbers or dates, within a group where one is named; count 1 is the row just
/// before, count 2 the one before that. Nothing later and nothing of the same time is looked at.
///
/// What is known when a row is predicted: the training rows, which the model keeps (their times,
/// groups and these columns), and the rows of the same batch. A row's earlier values come from both,
/// in the order of time; where the batch has a time that training had too, the batch counts. So a
/// row gets the same values alone as in its batch as long as what came before it was in training,
/// rows after the training rows continue from them, and the training rows themselves get what they
/// had in training. The first rows of a group are missing, as are rows without a time or group.
///
/// The order of rows does not matter; two rows of a group at the same time have no order and are
/// refused. Memory of the model: eight bytes for each kept time and value.
package struct Lag: FeatureStep {
  package static let name = "lag"
  package let columns: ColumnSelection
  package let time: String
  /// The column that tells series apart, or nil for one series.
  package let group: String?
  /// How many rows back, each at least 1.
  package let counts: [Int]
  /// Whether the time and the group are features afterwards.
  package let keepsOrder: Bool
  package var neededKind: ColumnKind? { .number }

  package init(
    columns: ColumnSelection, time: String, group: String?, counts: [Int], keepsOrder: Bool
  ) {
    self.columns = columns
    self.time = time
    self.group = group
    self.counts = counts
    self.keepsOrder = keepsOrder
  }

  package var references: [ColumnReference] {
    [ColumnReference("time", time, neededKinds: [.number, .date])]
      + (group.map { [ColumnReference("group", $0, neededKinds: [])] } ?? [])
  }

  package func fit(_ table: Table) throws(LearningError) -> any FittedTableStep {
    let chosen = try checkedColumns(of: table)
    let series = try Series.of(table, time: time, group: group)
    return FittedLag(
      columns: chosen.map(\.name), time: time, group: group, counts: counts,
      keepsOrder: keepsOrder,
      past: series.map { series in
        FittedLag.Past(
          group: series.group, times: series.times,
          values: chosen.map { column in series.rows.map { column.numbers?[$0] ?? .nan } })
      })
  }

  package func outline(after outline: ColumnOutline) -> ColumnOutline {
    var result = outline
    for entry in outline.chosen(by: columns) {
      for count in counts { result = result.adding(FittedLag.name(of: entry.name, count)) }
    }
    if !keepsOrder { result.entries.removeAll { $0.name == time || $0.name == group } }
    return result
  }
}

/// Earlier values of columns, with the training rows that later rows look back to.
package struct FittedLag: FittedTableStep {
  /// The training rows of a group, ascending by time.
  package struct Past: Hashable, Sendable {
    package let group: String
    package let times: [Double]
    /// The values of each column, in the order of the columns.
    package let values: [[Double]]
  }

  package static let format = "lag"
  package let columns: [String]
  package let time: String
  package let group: String?
  package let counts: [Int]
  package let keepsOrder: Bool
  package let past: [Past]

  init(
    columns: [String], time: String, group: String?, counts: [Int], keepsOrder: Bool, past: [Past]
  ) {
    self.columns = columns
    self.time = time
    self.group = group
    self.counts = counts
    self.keepsOrder = keepsOrder
    self.past = past
  }

  /// Gives the name of the column of values so many rows back.
  static func name(of column: String, _ count: Int) -> String { "\(column) lag \(count)" }

  package func apply(to table: Table) throws(LearningError) -> Table {
    let known = Dictionary(
      past.map { (ExactText($0.group), $0) }, uniquingKeysWith: { first, _ in first })
    let series = try Series.of(table, time: time, group: group)
    let timelines = series.map { Timeline(of: $0, after: known[ExactText($0.group)]) }
    var result = table
    for (index, column) in columns.enumerated() {
      let numbers = try table.numbers(of: column, purpose: "`\(Self.format)`")
      for count in counts {
        var values = [Double](repeating: .nan, count: table.rowCount)
        for timeline in timelines {
          timeline.fill(&values, back: count, batch: numbers, column: index)
        }
        result = try result.adding(Column(Self.name(of: column, count), numbers: values))
      }
    }
    if keepsOrder { return result }
    return Table(
      result.columns.filter { $0.name != time && $0.name != group }, rowCount: table.rowCount)
  }

  package func encode(into writer: inout ByteWriter) {
    writer.texts(columns)
    writer.text(time)
    writer.flag(group != nil)
    if let group { writer.text(group) }
    writer.integers(counts)
    writer.flag(keepsOrder)
    writer.integer(past.count)
    for past in past {
      writer.text(past.group)
      writer.numbers(past.times)
      for values in past.values { writer.numbers(values) }
    }
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    columns = try reader.texts()
    time = try reader.text()
    group = try reader.flag() ? try reader.text() : nil
    counts = try reader.integers()
    guard counts.allSatisfy({ $0 >= 1 }) else { throw reader.failure("counts of at least 1") }
    keepsOrder = try reader.flag()
    var past: [Past] = []
    for _ in 0..<(try reader.count(bytesEach: 16)) {
      let group = try reader.text()
      let times = try reader.numbers()
      var values: [[Double]] = []
      for _ in columns { values.append(try reader.numbers()) }
      guard values.allSatisfy({ $0.count == times.count }) else {
        throw reader.failure("a value for each time")
      }
      past.append(Past(group: group, times: times, values: values))
    }
    self.past = past
  }
}

/// The rows of a batch and the training rows of one group, joined in the order of time.
private struct Timeline {
  private enum Entry {
    case batch(row: Int)
    case past(index: Int)
  }

  private let entries: [Entry]
  private let past: FittedLag.Past?

  init(of series: Series, after past: FittedLag.Past?) {
    self.past = past
    let times = past?.times ?? []
    var entries: [Entry] = []
    entries.reserveCapacity(series.rows.count + times.count)
    var next = 0
    for (row, time) in zip(series.rows, series.times) {
      while next < times.count, times[next] < time {
        entries.append(.past(index: next))
        next += 1
      }
      while next < times.count, times[next] == time { next += 1 }
      entries.append(.batch(row: row))
    }
    self.entries = entries
  }

  /// Writes for each row of the batch the value of a column so many rows back.
  func fill(_ values: inout [Double], back count: Int, batch: [Double], column: Int) {
    // Bytes that were changed may hold a count beyond any row.
    guard count < entries.count else { return }
    for place in count..<entries.count {
      guard case .batch(let row) = entries[place] else { continue }
      switch entries[place - count] {
      case .batch(let earlier): values[row] = batch[earlier]
      case .past(let index): values[row] = past?.values[column][index] ?? .nan
      }
    }
  }
}

/// The rows of one group that have a time, ascending by it.
private struct Series {
  /// The group's text, or its number as text; empty where there is no group column.
  let group: String
  let rows: [Int]
  let times: [Double]

  /// Cuts a table into series, in the order of their groups' bytes.
  static func of(_ table: Table, time: String, group: String?) throws(LearningError) -> [Series] {
    let times = try moments(of: time, in: table)
    let groups = try group.map { (name) throws(LearningError) in try names(of: name, in: table) }
    var rows: [ExactText: [Int]] = [:]
    for row in times.indices where !times[row].isNaN {
      guard let groups else {
        rows[ExactText(""), default: []].append(row)
        continue
      }
      if let name = groups[row] { rows[ExactText(name), default: []].append(row) }
    }
    var series: [Series] = []
    for name in rows.keys.sorted(by: { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }) {
      let sorted = (rows[name] ?? []).sorted { times[$0] < times[$1] }
      for (earlier, later) in zip(sorted, sorted.dropFirst()) where times[earlier] == times[later] {
        throw .repeatedTime(
          column: time, group: group == nil ? nil : name.text, firstRow: min(earlier, later),
          secondRow: max(earlier, later))
      }
      series.append(Series(group: name.text, rows: sorted, times: sorted.map { times[$0] }))
    }
    return series
  }

  private static func moments(
    of column: String, in table: Table
  ) throws(LearningError) -> [Double] {
    if let dates = table[column]?.dates { return dates.seconds }
    return try table.numbers(of: column, purpose: "the time of `lag`")
  }

  private static func names(
    of column: String, in table: Table
  ) throws(LearningError) -> [String?] {
    guard let found = table[column] else {
      throw .unknownColumn(name: column, known: table.names)
    }
    switch found.values {
    case .numbers(let numbers): return numbers.map { $0.isNaN ? nil : "\($0)" }
    case .texts(let texts): return texts.codes.indices.map { texts[$0] }
    case .flags(let flags): return flags.map { $0.map { "\($0)" } }
    case .dates(let dates): return dates.seconds.indices.map { dates.text($0) }
    }
  }
}
