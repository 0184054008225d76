import Digests
package import Tables

/// The columns a model reads, with what training rows held: for checks and for people.
package struct FeatureSchema: Hashable, Sendable {
  /// What a column held in training.
  package enum Content: Hashable, Sendable {
    /// Least and greatest finite number; both not-a-number where there was none.
    case numbers(low: Double, high: Double)
    /// The texts, sorted; empty where there were more than the limit.
    case texts(levels: [String])
    /// First and last moment, in seconds since 1970; both not-a-number where there was none.
    case dates(first: Double, last: Double)
  }

  /// A column and what it held in training.
  package struct Entry: Hashable, Sendable {
    package let name: String
    package let content: Content
    /// The number of training rows without a value.
    package let missingCount: Int

    package var kind: ColumnKind {
      switch content {
      case .numbers: .number
      case .texts: .text
      case .dates: .date
      }
    }
  }

  /// Columns with more texts are names or remarks, and listing them would only swell the model.
  package static let levelsMax = 1000

  package let entries: [Entry]

  /// Describes the input columns of training rows.
  package init(of inputs: Table) {
    entries = inputs.columns.map { column in
      Entry(
        name: column.name, content: Self.content(of: column), missingCount: column.missingCount)
    }
  }

  private static func content(of column: Column) -> Content {
    switch column.values {
    case .numbers, .flags:
      let finite = (column.numbers ?? []).filter(\.isFinite)
      return .numbers(low: finite.min() ?? .nan, high: finite.max() ?? .nan)
    case .dates(let dates):
      let known = dates.seconds.filter { !$0.isNaN }
      return .dates(first: known.min() ?? .nan, last: known.max() ?? .nan)
    case .texts(let texts):
      let used = Set(texts.codes.filter { $0 >= 0 })
      guard used.count <= levelsMax else { return .texts(levels: []) }
      return .texts(
        levels: used.map { texts.levels[Int($0)] }
          .sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) })
    }
  }

  func encode(into writer: inout ByteWriter) {
    writer.integer(entries.count)
    for entry in entries {
      writer.text(entry.name)
      writer.integer(entry.missingCount)
      switch entry.content {
      case .numbers(let low, let high):
        writer.flag(true)
        writer.number(low)
        writer.number(high)
      case .texts(let levels):
        writer.flag(false)
        writer.texts(levels)
      case .dates(let first, let last):
        writer.byte(2)
        writer.number(first)
        writer.number(last)
      }
    }
  }

  init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    var entries: [Entry] = []
    for _ in 0..<(try reader.count(bytesEach: 25)) {
      let name = try reader.text()
      let missingCount = try reader.integer()
      let content: Content
      switch try reader.byte() {
      case 0: content = .texts(levels: try reader.texts())
      case 1: content = .numbers(low: try reader.number(), high: try reader.number())
      case 2: content = .dates(first: try reader.number(), last: try reader.number())
      default: throw reader.failure("a column kind")
      }
      entries.append(Entry(name: name, content: content, missingCount: missingCount))
    }
    self.entries = entries
  }
}
