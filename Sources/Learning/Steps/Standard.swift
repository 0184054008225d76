package import Digests
package import Tables

/// Scales numbers to mean 0 and standard deviation 1 over the training rows.
///
/// The deviation is the population's (divided by the count). A column that is constant in
/// training becomes 0 there. Infinite values are left out of the mean and stay infinite; missing
/// values stay missing. Sums are in row order, so another order of rows changes the last bits.
package struct Standard: FeatureStep {
  package static let name = "standard"
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
      let count = Double(finite.count)
      let mean = low == high ? low : finite.reduce(0, +) / count
      let squares = finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = (squares / count).squareRoot()
      scales.append(ColumnScale(name: column.name, origin: mean, width: deviation))
    }
    return FittedStandard(scales: scales)
  }

  package func outline(after outline: ColumnOutline) -> ColumnOutline { outline }
}

/// Scaling by the training rows' mean and standard deviation.
package struct FittedStandard: FittedTableStep {
  package static let format = "standard"
  /// Origin: the mean in training; width: the population standard deviation.
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
