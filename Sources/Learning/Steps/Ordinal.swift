package import Digests
package import Tables

/// Replaces a text column by the places of its levels, counted from 0, under the same name.
///
/// The levels stand in the order given, or, where none is given, in the order of their Unicode
/// scalars with those of the training rows only. A missing text stays missing.
package struct Ordinal: FeatureStep {
  /// What to do with a level that has no place.
  package enum Unseen: String, Codable, Hashable, Sendable, CaseIterable {
    case missing
    case error
  }

  package static let name = "ordinal"
  package let columns: ColumnSelection
  /// The levels from least to greatest, for every chosen column; nil for those of training rows.
  package let levels: [String]?
  package let unseen: Unseen
  package var neededKind: ColumnKind? { .text }

  package init(columns: ColumnSelection, levels: [String]?, unseen: Unseen) {
    self.columns = columns
    self.levels = levels
    self.unseen = unseen
  }

  package func fit(_ table: Table) throws(LearningError) -> any FittedTableStep {
    FittedOrdinal(
      levels: try checkedColumns(of: table).map {
        ColumnLevels(column: $0.name, names: levels ?? $0.texts?.sortedLevels ?? [])
      }, unseen: unseen)
  }

  package func outline(after outline: ColumnOutline) -> ColumnOutline {
    outline.with(.number, for: columns)
  }
}

/// The places of levels, column by column.
package struct FittedOrdinal: FittedTableStep {
  package static let format = "ordinal"
  package let levels: [ColumnLevels]
  package let unseen: Ordinal.Unseen

  init(levels: [ColumnLevels], unseen: Ordinal.Unseen) {
    self.levels = levels
    self.unseen = unseen
  }

  package func apply(to table: Table) throws(LearningError) -> Table {
    var result = table
    for known in levels {
      let texts = try table.texts(of: known.column, purpose: "`\(Self.format)`")
      let places = texts.places(in: known.names)
      var values = [Double](repeating: .nan, count: table.rowCount)
      for (row, code) in texts.codes.enumerated() where code >= 0 {
        if let place = places[Int(code)] {
          values[row] = Double(place)
        } else if unseen == .error {
          throw .unknownLevel(
            column: known.column, level: texts.levels[Int(code)], row: row, known: known.names)
        }
      }
      result = result.with(Column(known.column, numbers: values))
    }
    return result
  }

  package func encode(into writer: inout ByteWriter) {
    writer.flag(unseen == .error)
    ColumnLevels.encode(levels, into: &writer)
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    unseen = try reader.flag() ? .error : .missing
    levels = try ColumnLevels.decode(&reader)
  }
}
