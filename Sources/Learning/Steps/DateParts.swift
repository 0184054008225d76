package import Digests
import Foundation
package import Tables

/// Replaces dates by numbers read off them: for each part a column `COLUMN.PART`.
///
/// The columns stand where the date column stood. Where no parts are named, those of year, month,
/// day, weekday, hour and minute are made that differ among the training rows: what is always the
/// same tells nothing. Whole days have no hours. Missing dates are missing in every part. Times with
/// a zone are taken in UTC. What is learned does not depend on the order of rows.
///
/// A cyclic part becomes two columns, `COLUMN.PART sin` and `COLUMN.PART cos`, the sine and cosine of
/// its place in the cycle, so that December is next to January; years and elapsed days stay numbers.
package struct DateParts: FeatureStep {
  package static let name = "date-parts"
  package let columns: ColumnSelection
  /// The parts, or nil for the common ones that differ among the training rows.
  package let parts: [DatePart]?
  /// Whether parts that come round again become a sine and a cosine.
  package let isCyclic: Bool
  package var neededKind: ColumnKind? { .date }

  package init(columns: ColumnSelection, parts: [DatePart]?, isCyclic: Bool) {
    self.columns = columns
    self.parts = parts
    self.isCyclic = isCyclic
  }

  package func fit(_ table: Table) throws(LearningError) -> any FittedTableStep {
    var fitted: [FittedDateParts.ColumnParts] = []
    for column in try checkedColumns(of: table) {
      guard let dates = column.dates else { continue }
      guard let first = dates.seconds.filter({ !$0.isNaN }).min() else {
        throw .emptyColumn(name: column.name, purpose: "`\(Self.name)`")
      }
      let hasTimes = dates.precision > .day
      if !hasTimes, let part = parts?.first(where: \.needsTime) {
        throw .settingOutOfRange(
          name: "'parts' of `\(Self.name)` for column '\(column.name)'", value: part.rawValue,
          allowed: "a part of whole days, as the column has no times of day")
      }
      let kept =
        parts
        ?? DatePart.standard.filter { part in
          (hasTimes || !part.needsTime)
            && Set(part.values(of: dates.seconds, since: first).filter { !$0.isNaN }).count > 1
        }
      fitted.append(
        FittedDateParts.ColumnParts(column: column.name, first: first, parts: kept))
    }
    return FittedDateParts(columns: fitted, isCyclic: isCyclic)
  }

  package func outline(after outline: ColumnOutline) -> ColumnOutline {
    var result = outline
    let chosen = outline.chosen(by: columns).map(\.name)
    result.entries = outline.entries.flatMap { entry in
      guard chosen.contains(entry.name) else { return [entry] }
      return (parts ?? []).flatMap { FittedDateParts.names(of: entry.name, $0, isCyclic) }
        .map { ColumnOutline.Entry(name: $0, kind: .number) }
    }
    if parts == nil { result.openPrefixes += chosen.map { "\($0)." } }
    return result
  }
}

/// The parts that each date column becomes.
package struct FittedDateParts: FittedTableStep {
  /// A column, its first training date in seconds since 1970, and its parts.
  package struct ColumnParts: Hashable, Sendable {
    package let column: String
    package let first: Double
    package let parts: [DatePart]
  }

  package static let format = "date-parts"
  package let columns: [ColumnParts]
  package let isCyclic: Bool

  init(columns: [ColumnParts], isCyclic: Bool) {
    self.columns = columns
    self.isCyclic = isCyclic
  }

  /// Gives the names of the columns that a part becomes.
  static func names(of column: String, _ part: DatePart, _ isCyclic: Bool) -> [String] {
    let name = "\(column).\(part.rawValue)"
    return isCyclic && part.isCyclic ? ["\(name) sin", "\(name) cos"] : [name]
  }

  /// Gives the names of all columns that a date column becomes.
  package func names(of parts: ColumnParts) -> [String] {
    parts.parts.flatMap { Self.names(of: parts.column, $0, isCyclic) }
  }

  package func apply(to table: Table) throws(LearningError) -> Table {
    for known in columns where table[known.column] == nil {
      throw .unknownColumn(name: known.column, known: table.names)
    }
    var result: [Column] = []
    for column in table.columns {
      guard let known = columns.first(where: { $0.column == column.name }) else {
        result.append(column)
        continue
      }
      guard let dates = column.dates else {
        throw .wrongKind(
          column: column.name, found: column.kind, needed: .date, purpose: "`\(Self.format)`")
      }
      for part in known.parts { result += numbers(of: part, known, dates.seconds) }
    }
    var names: Set<String> = []
    for column in result where !names.insert(column.name).inserted {
      throw .duplicateColumn(name: column.name)
    }
    return Table(result, rowCount: table.rowCount)
  }

  private func numbers(
    of part: DatePart, _ known: ColumnParts, _ seconds: [Double]
  ) -> [Column] {
    let names = Self.names(of: known.column, part, isCyclic)
    guard names.count == 2 else {
      return [Column(names[0], numbers: part.values(of: seconds, since: known.first))]
    }
    let turns = part.turns(of: seconds)
    return [
      Column(names[0], numbers: turns.map { sin(2 * .pi * $0) }),
      Column(names[1], numbers: turns.map { cos(2 * .pi * $0) }),
    ]
  }

  package func encode(into writer: inout ByteWriter) {
    writer.flag(isCyclic)
    writer.integer(columns.count)
    for known in columns {
      writer.text(known.column)
      writer.number(known.first)
      writer.texts(known.parts.map(\.rawValue))
    }
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    isCyclic = try reader.flag()
    var columns: [ColumnParts] = []
    for _ in 0..<(try reader.count(bytesEach: 24)) {
      let column = try reader.text()
      let first = try reader.number()
      var parts: [DatePart] = []
      for word in try reader.texts() {
        guard let part = DatePart(rawValue: word) else { throw reader.failure("a part of a date") }
        parts.append(part)
      }
      columns.append(ColumnParts(column: column, first: first, parts: parts))
    }
    self.columns = columns
  }
}
