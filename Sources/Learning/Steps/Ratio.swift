package import Digests
package import Tables

/// Adds a column at the end: one column divided by another.
///
/// A division by zero is missing, and so is whatever lacks one of its numbers. Nothing is learned
/// from the rows.
package struct Ratio: FeatureStep {
  package static let name = "ratio"
  package let numerator: String
  package let denominator: String
  /// The name of the new column.
  package let result: String
  package var columns: ColumnSelection { .names([]) }
  package var neededKind: ColumnKind? { .number }

  /// Takes two columns and a name for the new one; nil makes it of theirs.
  package init(numerator: String, denominator: String, result: String?) {
    self.numerator = numerator
    self.denominator = denominator
    self.result = result ?? "\(numerator) / \(denominator)"
  }

  package var references: [ColumnReference] {
    [
      ColumnReference("numerator", numerator, neededKinds: [.number]),
      ColumnReference("denominator", denominator, neededKinds: [.number]),
    ]
  }

  package func fit(_ table: Table) throws(LearningError) -> any FittedTableStep {
    FittedRatio(numerator: numerator, denominator: denominator, result: result)
  }

  package func outline(after outline: ColumnOutline) -> ColumnOutline { outline.adding(result) }
}

/// One column divided by another.
package struct FittedRatio: FittedTableStep {
  package static let format = "ratio"
  package let numerator: String
  package let denominator: String
  package let result: String

  init(numerator: String, denominator: String, result: String) {
    self.numerator = numerator
    self.denominator = denominator
    self.result = result
  }

  package func apply(to table: Table) throws(LearningError) -> Table {
    let above = try table.numbers(of: numerator, purpose: "`\(Self.format)`")
    let below = try table.numbers(of: denominator, purpose: "`\(Self.format)`")
    return try table.adding(
      Column(result, numbers: zip(above, below).map { $1 == 0 ? .nan : $0 / $1 }))
  }

  package func encode(into writer: inout ByteWriter) {
    writer.text(numerator)
    writer.text(denominator)
    writer.text(result)
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    numerator = try reader.text()
    denominator = try reader.text()
    result = try reader.text()
  }
}
