package import Digests
package import Tables

/// Puts levels that few training rows have together as one level.
///
/// A level that no training row had is one of them. A missing text stays missing. Where a column
/// has a level with the name of the common one, both become the same.
package struct Rare: FeatureStep {
  package static let name = "rare"
  package let columns: ColumnSelection
  /// The fewest training rows with which a level stands alone, at least 1.
  package let rowsMin: Int
  /// The name of the common level.
  package let other: String
  package var neededKind: ColumnKind? { .text }

  package init(columns: ColumnSelection, rowsMin: Int, other: String) {
    self.columns = columns
    self.rowsMin = rowsMin
    self.other = other
  }

  package func fit(_ table: Table) throws(LearningError) -> any FittedTableStep {
    var levels: [ColumnLevels] = []
    for column in try checkedColumns(of: table) {
      guard let texts = column.texts else { continue }
      var counts = [Int](repeating: 0, count: texts.levels.count)
      for code in texts.codes where code >= 0 { counts[Int(code)] += 1 }
      let kept = zip(texts.levels, counts).filter { $0.1 >= max(1, rowsMin) }.map(\.0)
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      levels.append(ColumnLevels(column: column.name, names: kept))
    }
    return FittedRare(levels: levels, other: other)
  }

  package func outline(after outline: ColumnOutline) -> ColumnOutline { outline }
}

/// The levels that stand alone, column by column, and the name of the common one.
package struct FittedRare: FittedTableStep {
  package static let format = "rare"
  package let levels: [ColumnLevels]
  package let other: String

  init(levels: [ColumnLevels], other: String) {
    self.levels = levels
    self.other = other
  }

  package func apply(to table: Table) throws(LearningError) -> Table {
    var result = table
    for known in levels {
      let texts = try table.texts(of: known.column, purpose: "`\(Self.format)`")
      let names = zip(texts.levels, texts.places(in: known.names)).map { $1 == nil ? other : $0 }
      result = result.with(
        Column(known.column, texts: texts.codes.map { $0 < 0 ? nil : names[Int($0)] }))
    }
    return result
  }

  package func encode(into writer: inout ByteWriter) {
    writer.text(other)
    ColumnLevels.encode(levels, into: &writer)
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    other = try reader.text()
    levels = try ColumnLevels.decode(&reader)
  }
}
