package import Digests
package import Tables

/// Brings numbers below a lower limit up to it, and numbers above an upper limit down to it.
///
/// A limit is a value, or a quantile of the finite training values (type 7, see the robust step).
/// Infinite values are brought to the limits too; missing values stay missing.
package struct Clip: FeatureStep {
  /// A limit, or how it is found.
  package enum Limit: Codable, Hashable, Sendable {
    case value(Double)
    /// The share of training values below it, in 0...1.
    case quantile(Double)
  }

  package static let name = "clip"
  package let columns: ColumnSelection
  /// The lower limit, or nil for none.
  package let low: Limit?
  /// The upper limit, or nil for none.
  package let high: Limit?
  package var neededKind: ColumnKind? { .number }

  package init(columns: ColumnSelection, low: Limit?, high: Limit?) {
    self.columns = columns
    self.low = low
    self.high = high
  }

  package func fit(_ table: Table) throws(LearningError) -> any FittedTableStep {
    var limits: [FittedClip.Limits] = []
    for column in try checkedColumns(of: table) {
      let sorted = (column.numbers ?? []).filter(\.isFinite).sorted()
      func value(_ limit: Limit?, none: Double) throws(LearningError) -> Double {
        switch limit {
        case .value(let value): return value
        case .quantile(let share):
          guard !sorted.isEmpty else {
            throw .emptyColumn(name: column.name, purpose: "`\(Self.name)`")
          }
          return Quantiles.of(sorted: sorted, at: share)
        case nil: return none
        }
      }
      let low = try value(low, none: -.infinity)
      let high = try value(high, none: .infinity)
      guard low <= high else {
        throw .settingOutOfRange(
          name: "the lower limit of `clip` for column '\(column.name)'", value: "\(low)",
          allowed: "at most the upper limit, \(high)")
      }
      limits.append(FittedClip.Limits(column: column.name, low: low, high: high))
    }
    return FittedClip(limits: limits)
  }

  package func outline(after outline: ColumnOutline) -> ColumnOutline { outline }
}

/// Limits, column by column.
package struct FittedClip: FittedTableStep {
  /// A column and the range its values are brought into; infinite where there is no limit.
  package struct Limits: Hashable, Sendable {
    package let column: String
    package let low: Double
    package let high: Double
  }

  package static let format = "clip"
  package let limits: [Limits]

  init(limits: [Limits]) {
    self.limits = limits
  }

  package func apply(to table: Table) throws(LearningError) -> Table {
    var result = table
    for limit in limits {
      let numbers = try table.numbers(of: limit.column, purpose: "`\(Self.format)`")
      result = result.with(
        Column(
          limit.column,
          numbers: numbers.map { $0 < limit.low ? limit.low : $0 > limit.high ? limit.high : $0 }))
    }
    return result
  }

  package func encode(into writer: inout ByteWriter) {
    writer.integer(limits.count)
    for limit in limits {
      writer.text(limit.column)
      writer.number(limit.low)
      writer.number(limit.high)
    }
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    var limits: [Limits] = []
    for _ in 0..<(try reader.count(bytesEach: 24)) {
      limits.append(
        Limits(column: try reader.text(), low: try reader.number(), high: try reader.number()))
    }
    self.limits = limits
  }
}
