import Digests
import Tables

/// A column's origin and width: value becomes (value - origin) / width.
package struct ColumnScale: Hashable, Sendable {
  package let name: String
  package let origin: Double
  /// The width in units of the column, at least 0; 0 is taken as 1.
  package let width: Double

  package init(name: String, origin: Double, width: Double) {
    self.name = name
    self.origin = origin
    self.width = width
  }

  /// Scales the named columns of a table and leaves the others as they are.
  static func apply(
    _ scales: [ColumnScale], to table: Table, purpose: String
  ) throws(LearningError) -> Table {
    var result = table
    for scale in scales {
      let numbers = try table.numbers(of: scale.name, purpose: purpose)
      let width = scale.width == 0 ? 1 : scale.width
      result = result.with(
        Column(scale.name, numbers: numbers.map { ($0 - scale.origin) / width }))
    }
    return result
  }

  /// Writes scales as canonical bytes.
  static func encode(_ scales: [ColumnScale], into writer: inout ByteWriter) {
    writer.integer(scales.count)
    for scale in scales {
      writer.text(scale.name)
      writer.number(scale.origin)
      writer.number(scale.width)
    }
  }

  /// Reads scales from canonical bytes.
  static func decode(_ reader: inout ByteReader) throws(ByteReaderError) -> [ColumnScale] {
    var scales: [ColumnScale] = []
    for _ in 0..<(try reader.count(bytesEach: 24)) {
      scales.append(
        ColumnScale(
          name: try reader.text(), origin: try reader.number(), width: try reader.number()))
    }
    return scales
  }
}

extension Table {
  /// Gives the numbers of a column that must be there and hold numbers.
  func numbers(of name: String, purpose: String) throws(LearningError) -> [Double] {
    guard let column = self[name] else { throw .unknownColumn(name: name, known: names) }
    guard let numbers = column.numbers else {
      throw .wrongKind(column: name, found: column.kind, needed: .number, purpose: purpose)
    }
    return numbers
  }

  /// Gives the texts of a column that must be there and hold text.
  func texts(of name: String, purpose: String) throws(LearningError) -> TextValues {
    guard let column = self[name] else { throw .unknownColumn(name: name, known: names) }
    guard let texts = column.texts else {
      throw .wrongKind(column: name, found: column.kind, needed: .text, purpose: purpose)
    }
    return texts
  }
}
