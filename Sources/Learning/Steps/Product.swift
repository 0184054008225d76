package import Digests
package import Tables

/// Adds a column at the end: the product of two or more columns.
///
/// A column may be named twice, which squares it. What lacks one of its numbers is missing.
/// Nothing is learned from the rows.
package struct Product: FeatureStep {
  package static let name = "product"
  /// The columns that are multiplied, in the order of multiplying.
  package let factors: [String]
  /// The name of the new column.
  package let result: String
  package var columns: ColumnSelection { .names(factors) }
  package var neededKind: ColumnKind? { .number }

  /// Takes at least one column and a name for the new one; nil makes it of theirs.
  package init(factors: [String], result: String?) {
    self.factors = factors
    self.result = result ?? factors.joined(separator: " * ")
  }

  package func fit(_ table: Table) throws(LearningError) -> any FittedTableStep {
    FittedProduct(factors: factors, result: result)
  }

  package func outline(after outline: ColumnOutline) -> ColumnOutline { outline.adding(result) }
}

/// The product of columns.
package struct FittedProduct: FittedTableStep {
  package static let format = "product"
  package let factors: [String]
  package let result: String

  init(factors: [String], result: String) {
    self.factors = factors
    self.result = result
  }

  package func apply(to table: Table) throws(LearningError) -> Table {
    var values = [Double](repeating: 1, count: table.rowCount)
    for factor in factors {
      let numbers = try table.numbers(of: factor, purpose: "`\(Self.format)`")
      for row in values.indices { values[row] *= numbers[row] }
    }
    return try table.adding(Column(result, numbers: values))
  }

  package func encode(into writer: inout ByteWriter) {
    writer.texts(factors)
    writer.text(result)
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    factors = try reader.texts()
    result = try reader.text()
  }
}
