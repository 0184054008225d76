package import Digests
package import Tables

/// Scales numbers so that the training rows' median is 0 and their interquartile range is 1.
///
/// Quartiles are interpolated linearly between neighbours (type 7 of Hyndman and Fan: Sample
/// quantiles in statistical packages, 1996). Where both quartiles are the same the values are
/// only moved. Infinite values are left out of the quartiles and stay infinite; missing values
/// stay missing. The order of rows does not matter.
package struct Robust: FeatureStep {
  package static let name = "robust"
  package let columns: ColumnSelection
  package var neededKind: ColumnKind? { .number }

  package init(columns: ColumnSelection) {
    self.columns = columns
  }

  package func fit(_ table: Table) throws(LearningError) -> any FittedTableStep {
    var scales: [ColumnScale] = []
    for column in try checkedColumns(of: table) {
      let sorted = (column.numbers ?? []).filter(\.isFinite).sorted()
      guard !sorted.isEmpty else {
        throw .emptyColumn(name: column.name, purpose: "`\(Self.name)`")
      }
      scales.append(
        ColumnScale(
          name: column.name, origin: Quantiles.of(sorted: sorted, at: 0.5),
          width: Quantiles.of(sorted: sorted, at: 0.75) - Quantiles.of(sorted: sorted, at: 0.25)))
    }
    return FittedRobust(scales: scales)
  }

  package func outline(after outline: ColumnOutline) -> ColumnOutline { outline }
}

/// Scaling by the training rows' median and interquartile range.
package struct FittedRobust: FittedTableStep {
  package static let format = "robust"
  /// Origin: the median in training; width: the upper quartile less the lower.
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
