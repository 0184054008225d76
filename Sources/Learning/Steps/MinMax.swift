package import Digests
package import Tables

/// Scales numbers so that the training rows' least value is 0 and their greatest is 1.
///
/// Values outside the training range go beyond 0 and 1; they are not clipped. A column that is
/// constant in training becomes 0 there. Infinite values are left out of the range and stay
/// infinite; missing values stay missing.
package struct MinMax: FeatureStep {
  package static let name = "min-max"
  package let columns: ColumnSelection
  package var neededKind: ColumnKind? { .number }

  package init(columns: ColumnSelection) {
    self.columns = columns
  }

  package func fit(_ table: Table) throws(LearningError) -> any FittedTableStep {
    var scales: [ColumnScale] = []
    for column in try checkedColumns(of: table) {
      let finite = (column.numbers ?? []).filter(\.isFinite)
      guard let low = finite.min(), let high = finite.max() else {
        throw .emptyColumn(name: column.name, purpose: "`\(Self.name)`")
      }
      scales.append(ColumnScale(name: column.name, origin: low, width: high - low))
    }
    return FittedMinMax(scales: scales)
  }

  package func outline(after outline: ColumnOutline) -> ColumnOutline { outline }
}

/// Scaling by the training rows' range.
package struct FittedMinMax: FittedTableStep {
  package static let format = "min-max"
  /// Origin: the least value in training; width: greatest less least.
  package let scales: [ColumnScale]

  init(scales: [ColumnScale]) {
    self.scales = scales
  }

  package func apply(to table: Table) throws(LearningError) -> Table {
    try ColumnScale.apply(scales, to: table, purpose: "`\(Self.format)`")
  }

  package func encode(into writer: inout ByteWriter) {
    ColumnScale.encode(scales, into: &writer)
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    scales = try ColumnScale.decode(&reader)
  }
}
