/// A picture as a value: what is drawn and what it says, not how.
package struct Figure: Hashable, Sendable, Codable {
  /// A place on an axis and the words for it.
  package struct Mark: Hashable, Sendable, Codable {
    package let value: Double
    package let text: String

    package init(value: Double, text: String) {
      self.value = value
      self.text = text
    }
  }

  /// An axis with its label, unit and, where it matters, its range and marks.
  package struct Axis: Hashable, Sendable, Codable {
    package let label: String
    package let unit: String?
    package let range: ClosedRange<Double>?
    /// Whether equal steps are equal ratios; values that are not above zero then have no place.
    package let isLogarithmic: Bool
    /// The marked places within the range, such as dates; none for round numbers.
    package let marks: [Mark]

    package init(
      _ label: String, unit: String? = nil, range: ClosedRange<Double>? = nil,
      isLogarithmic: Bool = false, marks: [Mark] = []
    ) {
      self.marks = marks
      self.label = label
      self.unit = unit
      self.range = range
      self.isLogarithmic = isLogarithmic
    }
  }

  /// Points of one name, drawn alike.
  package struct PointSeries: Hashable, Sendable, Codable {
    package let name: String
    package let x: [Double]
    package let y: [Double]
    /// The lower and upper ends of an interval at each point, drawn beside lines; nil for none.
    package let lows: [Double]?
    package let highs: [Double]?
    /// Whether a line is drawn thin and grey behind others; nil for no.
    package let isBehind: Bool?

    package init(name: String, x: [Double], y: [Double], isBehind: Bool = false) {
      precondition(x.count == y.count, "each point has two coordinates")
      self.name = name
      self.x = x
      self.y = y
      self.isBehind = isBehind ? true : nil
      lows = nil
      highs = nil
    }

    package init(name: String, x: [Double], y: [Double], lows: [Double], highs: [Double]) {
      precondition(
        x.count == y.count && x.count == lows.count && x.count == highs.count,
        "each point has two coordinates and an interval")
      self.name = name
      self.x = x
      self.y = y
      self.lows = lows
      self.highs = highs
      isBehind = nil
    }
  }

  /// Counts or shares over common bins.
  package struct BinSeries: Hashable, Sendable, Codable {
    package let name: String
    /// One value for each bin: the share of the series' rows that fall into it, in percent.
    package let shares: [Double]

    package init(name: String, shares: [Double]) {
      self.name = name
      self.shares = shares
    }
  }

  /// A value with an interval around it, drawn as a bar.
  package struct Bar: Hashable, Sendable, Codable {
    package let group: String
    package let series: String
    package let value: Double
    package let low: Double?
    package let high: Double?

    package init(group: String, series: String, value: Double, low: Double?, high: Double?) {
      self.group = group
      self.series = series
      self.value = value
      self.low = low
      self.high = high
    }
  }

  /// A box of a drawn graph.
  package struct Node: Hashable, Sendable, Codable {
    package let id: String
    package let title: String
    package let detail: String
    /// What the box is or how it stands, in one word; boxes of one role look alike.
    package let role: String

    package init(id: String, title: String, detail: String, role: String) {
      self.id = id
      self.title = title
      self.detail = detail
      self.role = role
    }
  }

  /// An arrow of a drawn graph.
  package struct Edge: Hashable, Sendable, Codable {
    package let from: String
    package let to: String
    package let label: String

    package init(from: String, to: String, label: String = "") {
      self.from = from
      self.to = to
      self.label = label
    }
  }

  /// The kinds of picture.
  package indirect enum Chart: Hashable, Sendable, Codable {
    /// Points, a panel for each series, with the line of equality when both axes mean the same.
    case scatter(series: [PointSeries], equalityLine: Bool)
    /// Histograms over common bins (one edge more than bins), drawn over each other as steps.
    case histogram(edges: [Double], series: [BinSeries], zeroLine: Bool)
    /// Grouped bars with intervals.
    case bars([Bar])
    /// Points of all series between one pair of axes.
    case points([PointSeries])
    /// Lines through the points of each series in the order given.
    case lines([PointSeries])
    /// Boxes with whiskers, lying; the value axis is the figure's second.
    case boxes([Box])
    /// A number for each pair of a column and a row, shown by the strength of a colour.
    case heatMap(HeatMap)
    /// Points coloured by how low or high something else is.
    case shaded(ShadedPoints)
    /// Points beside a line, some of them named.
    case marked(MarkedPoints)
    /// Steps from one number to another.
    case waterfall(Waterfall)
    /// Lines across upright axes.
    case parallel(Parallel)
    /// Small pictures side by side; on common axes all of them have the same ranges.
    case panels([Panel], commonAxes: Bool)
    /// A graph whose arrows lead down or to the right.
    case graph(nodes: [Node], edges: [Edge], direction: Direction = .down)
  }

  /// An identifier that is unique in its document: lower case letters, digits and hyphens.
  package let id: String
  /// What the picture shows, in a few words.
  package let title: String
  /// What to see in it, in a sentence or two.
  package let caption: Text
  package let x: Axis
  package let y: Axis
  package let chart: Chart
  /// The numbers behind the picture.
  package let table: DataTable

  package init(
    id: String, title: String, caption: Text, x: Axis, y: Axis, chart: Chart, table: DataTable
  ) {
    self.id = id
    self.title = title
    self.caption = caption
    self.x = x
    self.y = y
    self.chart = chart
    self.table = table
  }
}
