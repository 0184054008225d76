import Digests
import Tables

/// Some levels of a text column, in an order that means something to a step.
package struct ColumnLevels: Hashable, Sendable {
  package let column: String
  package let names: [String]

  /// More levels than these, the most frequent ones, would only swell a model.
  static let countMax = 4096

  /// Gives the levels of a text column in order, or so many of the most frequent.
  static func mostFrequent(of column: Column) -> ColumnLevels {
    let names = column.texts?.sortedLevels ?? []
    guard names.count > countMax, let texts = column.texts else {
      return ColumnLevels(column: column.name, names: names)
    }
    let places = texts.places(in: names)
    var counts = [Int](repeating: 0, count: names.count)
    for code in texts.codes where code >= 0 {
      if let place = places[Int(code)] { counts[place] += 1 }
    }
    let kept = names.indices.sorted { (-counts[$0], $0) < (-counts[$1], $1) }.prefix(countMax)
    return ColumnLevels(column: column.name, names: kept.sorted().map { names[$0] })
  }

  /// Writes the levels of columns as canonical bytes.
  static func encode(_ levels: [ColumnLevels], into writer: inout ByteWriter) {
    writer.integer(levels.count)
    for known in levels {
      writer.text(known.column)
      writer.texts(known.names)
    }
  }

  /// Reads the levels of columns from canonical bytes.
  static func decode(_ reader: inout ByteReader) throws(ByteReaderError) -> [ColumnLevels] {
    var levels: [ColumnLevels] = []
    for _ in 0..<(try reader.count(bytesEach: 16)) {
      levels.append(ColumnLevels(column: try reader.text(), names: try reader.texts()))
    }
    return levels
  }
}

extension TextValues {
  /// The levels that a row has, in the order of their Unicode scalars.
  var sortedLevels: [String] {
    Set(codes.filter { $0 >= 0 }).map { levels[Int($0)] }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Gives for each level here its place among other levels, nil where it is not one of them.
  func places(in others: [String]) -> [Int?] {
    let known = Dictionary(
      others.enumerated().map { (ExactText($0.element), $0.offset) }, uniquingKeysWith: min)
    return levels.map { known[ExactText($0)] }
  }
}
