package import Digests
import Foundation
package import Tables

/// Replaces numbers by the natural logarithm of their sum with an offset.
///
/// With an offset of 1 small numbers keep all their digits. A number that is not above minus the
/// offset has no logarithm and is refused with its row, in training and later. Missing values stay
/// missing. Nothing is learned from the rows.
package struct Logarithm: FeatureStep {
  package static let name = "log"
  package let columns: ColumnSelection
  /// What is added first, in units of the column.
  package let offset: Double
  package var neededKind: ColumnKind? { .number }

  package init(columns: ColumnSelection, offset: Double) {
    self.columns = columns
    self.offset = offset
  }

  package func fit(_ table: Table) throws(LearningError) -> any FittedTableStep {
    FittedLogarithm(columns: try checkedColumns(of: table).map(\.name), offset: offset)
  }

  package func outline(after outline: ColumnOutline) -> ColumnOutline { outline }
}

/// Logarithms of some columns.
package struct FittedLogarithm: FittedTableStep {
  package static let format = "log"
  package let columns: [String]
  package let offset: Double

  init(columns: [String], offset: Double) {
    self.columns = columns
    self.offset = offset
  }

  package func apply(to table: Table) throws(LearningError) -> Table {
    var result = table
    for name in columns {
      let numbers = try table.numbers(of: name, purpose: "`\(Self.format)`")
      if let row = numbers.firstIndex(where: { $0 + offset <= 0 }) {
        throw .outOfDomain(column: name, row: row, value: numbers[row], offset: offset)
      }
      result = result.with(
        Column(name, numbers: numbers.map { offset == 1 ? log1p($0) : log($0 + offset) }))
    }
    return result
  }

  package func encode(into writer: inout ByteWriter) {
    writer.texts(columns)
    writer.number(offset)
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    columns = try reader.texts()
    offset = try reader.number()
  }
}
