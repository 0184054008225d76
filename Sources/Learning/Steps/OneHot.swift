package import Digests
package import Tables

/// Replaces a text column by one column of 0 and 1 for each of its training levels.
///
/// The columns stand where the text column stood, in the order of the levels' Unicode scalars, so
/// that the order of rows does not matter; their names are `COLUMN=LEVEL`. A missing text is 0 in
/// all of them.
package struct OneHot: FeatureStep {
  /// What to do with a level that no training row had.
  package enum Unseen: String, Codable, Hashable, Sendable, CaseIterable {
    case error
    case zeros
  }

  package static let name = "one-hot"
  package let columns: ColumnSelection
  package let unseen: Unseen
  package var neededKind: ColumnKind? { .text }

  package init(columns: ColumnSelection, unseen: Unseen) {
    self.columns = columns
    self.unseen = unseen
  }

  package func fit(_ table: Table) throws(LearningError) -> any FittedTableStep {
    var levels: [FittedOneHot.Levels] = []
    for column in try checkedColumns(of: table) {
      guard let texts = column.texts else { continue }
      let used = Set(texts.codes.filter { $0 >= 0 })
      let names = used.map { texts.levels[Int($0)] }
        .sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
      levels.append(FittedOneHot.Levels(column: column.name, names: names))
    }
    return FittedOneHot(levels: levels, unseen: unseen)
  }

  package func outline(after outline: ColumnOutline) -> ColumnOutline {
    let chosen = Set(outline.chosen(by: columns).map(\.name))
    var result = outline
    result.entries.removeAll { chosen.contains($0.name) }
    result.openPrefixes += chosen.sorted().map { "\($0)=" }
    return result
  }
}

/// Columns of 0 and 1 for the levels seen in training.
package struct FittedOneHot: FittedTableStep {
  /// The training levels of a column, sorted.
  package struct Levels: Hashable, Sendable {
    package let column: String
    package let names: [String]
  }

  package static let format = "one-hot"
  package let levels: [Levels]
  package let unseen: OneHot.Unseen

  init(levels: [Levels], unseen: OneHot.Unseen) {
    self.levels = levels
    self.unseen = unseen
  }

  package func apply(to table: Table) throws(LearningError) -> Table {
    var columns: [Column] = []
    for column in table.columns {
      if let known = levels.first(where: { $0.column == column.name }) {
        columns += try indicators(of: known, in: table)
      } else {
        columns.append(column)
      }
    }
    for known in levels where table[known.column] == nil {
      throw .unknownColumn(name: known.column, known: table.names)
    }
    var names: Set<String> = []
    for column in columns where !names.insert(column.name).inserted {
      throw .duplicateColumn(name: column.name)
    }
    return Table(columns, rowCount: table.rowCount)
  }

  private func indicators(of known: Levels, in table: Table) throws(LearningError) -> [Column] {
    let texts = try table.texts(of: known.column, purpose: "`\(Self.format)`")
    // For each code of this table the position of its level, or nil for one not seen in training.
    let positions = texts.levels.map { known.names.firstIndex(of: $0) }
    var values = [[Double]](
      repeating: [Double](repeating: 0, count: table.rowCount), count: known.names.count)
    for (row, code) in texts.codes.enumerated() where code >= 0 {
      if let position = positions[Int(code)] {
        values[position][row] = 1
      } else if unseen == .error {
        throw .unknownLevel(
          column: known.column, level: texts.levels[Int(code)], row: row, known: known.names)
      }
    }
    return zip(known.names, values).map { Column("\(known.column)=\($0)", numbers: $1) }
  }

  package func encode(into writer: inout ByteWriter) {
    writer.flag(unseen == .error)
    writer.integer(levels.count)
    for known in levels {
      writer.text(known.column)
      writer.texts(known.names)
    }
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    unseen = try reader.flag() ? .error : .zeros
    var levels: [Levels] = []
    for _ in 0..<(try reader.count(bytesEach: 16)) {
      levels.append(Levels(column: try reader.text(), names: try reader.texts()))
    }
    self.levels = levels
  }
}
