extension Figure {
  /// How values lie: the middle half as a box, the rest as whiskers and single points.
  package struct Box: Hashable, Sendable, Codable {
    package let group: String
    package let series: String
    package let count: Int
    /// The ends of the whiskers, the quartiles and the median: five rising numbers.
    package let low: Double
    package let lowerQuartile: Double
    package let median: Double
    package let upperQuartile: Double
    package let high: Double
    /// Values beyond the whiskers that are drawn one by one.
    package let outliers: [Double]

    /// Takes the whiskers' ends, quartiles and median in rising order.
    package init(
      group: String, series: String, count: Int, low: Double, lowerQuartile: Double,
      median: Double, upperQuartile: Double, high: Double, outliers: [Double]
    ) {
      self.group = group
      self.series = series
      self.count = count
      self.low = low
      self.lowerQuartile = lowerQuartile
      self.median = median
      self.upperQuartile = upperQuartile
      self.high = high
      self.outliers = outliers
    }
  }

  /// A number for each pair of a column and a row; not-a-number is an empty cell.
  package struct HeatMap: Hashable, Sendable, Codable {
    package let columns: [String]
    package let rows: [String]
    /// A list for each row, the first row on top, with a number for each column.
    package let values: [[Double]]
    /// What the numbers are, for the legend.
    package let label: String
    /// Whether numbers above and below zero differ in colour.
    package let isDiverging: Bool
    /// The numbers from the faintest to the strongest colour, where the cells do not decide.
    package let range: ClosedRange<Double>?

    package init(
      columns: [String], rows: [String], values: [[Double]], label: String, isDiverging: Bool,
      range: ClosedRange<Double>? = nil
    ) {
      precondition(
        values.count == rows.count && values.allSatisfy { $0.count == columns.count },
        "each pair has a number")
      self.columns = columns
      self.rows = rows
      self.values = values
      self.label = label
      self.isDiverging = isDiverging
      self.range = range
    }
  }

  /// One of several small pictures.
  package struct Panel: Hashable, Sendable, Codable {
    package let title: String
    package let x: Axis
    package let y: Axis
    package let chart: Chart

    package init(title: String, x: Axis, y: Axis, chart: Chart) {
      self.title = title
      self.x = x
      self.y = y
      self.chart = chart
    }
  }
}
