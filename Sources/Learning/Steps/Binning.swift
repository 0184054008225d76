package import Digests
package import Tables

/// Replaces numbers by the bin they are in, counted from 0.
///
/// The inner edges are learned from the finite training values; a value on an edge is in the upper
/// bin. Values beyond the training range are in the first or last bin; missing values stay missing.
/// Edges that fall together, as quantiles of repeated values do, are one edge, so there may be
/// fewer bins than asked for. The order of rows does not matter.
package struct Binning: FeatureStep {
  /// Where the edges are.
  package enum Edges: String, Codable, Hashable, Sendable, CaseIterable {
    /// At equal shares of the training rows (type 7, see the robust step).
    case quantiles
    /// At equal distances between the least and the greatest training value.
    case width
  }

  package static let name = "bins"
  package let columns: ColumnSelection
  /// The number of bins, at least 2.
  package let count: Int
  package let edges: Edges
  package var neededKind: ColumnKind? { .number }

  package init(columns: ColumnSelection, count: Int, edges: Edges) {
    self.columns = columns
    self.count = count
    self.edges = edges
  }

  package func fit(_ table: Table) throws(LearningError) -> any FittedTableStep {
    var found: [FittedBinning.ColumnEdges] = []
    for column in try checkedColumns(of: table) {
      let sorted = (column.numbers ?? []).filter(\.isFinite).sorted()
      guard let low = sorted.first, let high = sorted.last else {
        throw .emptyColumn(name: column.name, purpose: "`\(Self.name)`")
      }
      found.append(
        FittedBinning.ColumnEdges(column: column.name, edges: innerEdges(sorted, low, high)))
    }
    return FittedBinning(columns: found)
  }

  private func innerEdges(_ sorted: [Double], _ low: Double, _ high: Double) -> [Double] {
    guard low < high else { return [] }
    var values: [Double] = []
    for index in 1..<max(2, count) {
      let share = Double(index) / Double(count)
      let edge =
        switch edges {
        case .quantiles: Quantiles.of(sorted: sorted, at: share)
        case .width: Self.between(low, high, index, of: count)
        }
      // An edge at the least value would have nothing below it.
      if edge > values.last ?? low { values.append(edge) }
    }
    return values
  }

  /// Gives the end of a number of equal steps from low to high; whole widths give whole ends.
  private static func between(_ low: Double, _ high: Double, _ index: Int, of count: Int) -> Double
  {
    let way = (high - low) * Double(index)
    if way.isFinite { return low + way / Double(count) }
    // The distance between the ends may be beyond the largest number.
    let share = Double(index) / Double(count)
    return low * (1 - share) + high * share
  }

  package func outline(after outline: ColumnOutline) -> ColumnOutline { outline }
}

/// Inner edges of bins, column by column.
package struct FittedBinning: FittedTableStep {
  /// A column and its inner edges, ascending.
  package struct ColumnEdges: Hashable, Sendable {
    package let column: String
    package let edges: [Double]
  }

  package static let format = "bins"
  package let columns: [ColumnEdges]

  init(columns: [ColumnEdges]) {
    self.columns = columns
  }

  package func apply(to table: Table) throws(LearningError) -> Table {
    var result = table
    for known in columns {
      let numbers = try table.numbers(of: known.column, purpose: "`\(Self.format)`")
      result = result.with(
        Column(
          known.column,
          numbers: numbers.map { $0.isNaN ? .nan : Double(Self.bin(of: $0, known.edges)) }))
    }
    return result
  }

  /// Gives the number of edges at or below a value.
  static func bin(of value: Double, _ edges: [Double]) -> Int {
    var (low, high) = (0, edges.count)
    while low < high {
      let middle = (low + high) / 2
      if edges[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  package func encode(into writer: inout ByteWriter) {
    writer.integer(columns.count)
    for known in columns {
      writer.text(known.column)
      writer.numbers(known.edges)
    }
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    var columns: [ColumnEdges] = []
    for _ in 0..<(try reader.count(bytesEach: 16)) {
      columns.append(ColumnEdges(column: try reader.text(), edges: try reader.numbers()))
    }
    self.columns = columns
  }
}
