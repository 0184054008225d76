import Documents

/// The numbers behind a picture as a table to be read.
struct PlotDataTable {
  private static let rowsMax = 120
  private static let pointsMax = 40

  private let plotted: Plotted
  private let x: Figure.Axis
  private let y: Figure.Axis
  private let colour: String?
  private let facet: String?

  init(_ plotted: Plotted, x: Figure.Axis, y: Figure.Axis, colour: String?, facet: String?) {
    self.plotted = plotted
    self.x = x
    self.y = y
    self.colour = colour
    self.facet = facet
  }

  /// The table; of very many rows the first.
  var table: DataTable {
    let (headings, rows) = content
    let most = isPoints ? Self.pointsMax : Self.rowsMax
    let shown =
      rows.count > most ? "The first \(most) of \(Wording.grouped(rows.count)) rows" : "All"
    let lead = facet.map { [DataTable.Heading($0)] } ?? []
    return DataTable(
      caption: "\(shown) of the numbers drawn", headings: lead + headings,
      rows: rows.prefix(most).map { title, cells in
        (facet == nil ? [] : [Text(title)]) + cells
      })
  }

  private var isPoints: Bool {
    switch plotted.panels.first?.chart {
    case .points, .lines: true
    default: false
    }
  }

  private typealias Rows = [(title: String, cells: [Text])]

  private var content: (headings: [DataTable.Heading], rows: Rows) {
    switch plotted.panels.first?.chart {
    case .points, .lines:
      (series + [.init(x.label, .trailing), .init(y.label, .trailing)], pointRows)
    case .histogram(_, let first, _):
      (
        [.init("From", .trailing), .init("To", .trailing)]
          + first.map { .init($0.name.isEmpty ? "Share (%)" : "\($0.name) (%)", .trailing) },
        binRows
      )
    case .bars:
      ([.init(x.label)] + series + [.init(y.label, .trailing)], barRows)
    case .boxes:
      (
        [.init(x.label.isEmpty ? "Rows" : x.label)] + series
          + ["Count", "Low", "Lower quartile", "Median", "Upper quartile", "High"].map {
            .init($0, .trailing)
          },
        boxRows
      )
    case .heatMap(let map):
      ([.init("\(y.label) \\ \(x.label)")] + map.columns.map { .init($0, .trailing) }, cellRows)
    case .scatter, .marked, .shaded, .waterfall, .panels, .parallel, .graph, nil:
      ([.init("Number")], [])
    }
  }

  private var series: [DataTable.Heading] { colour.map { [.init($0)] } ?? [] }

  private func name(_ series: String) -> [Text] { colour == nil ? [] : [Text(series)] }

  private var pointRows: Rows {
    plotted.panels.flatMap { panel -> Rows in
      guard let list = Self.points(panel.chart) else { return [] }
      return list.flatMap { one in
        one.x.indices.map { index in
          (
            panel.title,
            name(one.name)
              + [
                Text(place(one.x[index], digits: 5)), Text(Wording.number(one.y[index], digits: 5)),
              ]
          )
        }
      }
    }
  }

  private static func points(_ chart: Figure.Chart) -> [Figure.PointSeries]? {
    switch chart {
    case .points(let series), .lines(let series): series
    default: nil
    }
  }

  /// A number as it is read: whole ones, such as counts, without a fraction.
  private static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15
      ? Wording.grouped(Int(value)) : Wording.number(value, digits: 5)
  }

  /// A place along the x axis, as a date where it is one.
  private func place(_ value: Double, digits: Int) -> String {
    plotted.dates?.text(value) ?? Wording.number(value, digits: digits)
  }

  private var binRows: Rows {
    plotted.panels.flatMap { panel -> Rows in
      guard case .histogram(let edges, let list, _) = panel.chart else { return [] }
      return (0..<max(edges.count - 1, 0)).map { bin in
        (
          panel.title,
          [Text(place(edges[bin], digits: 4)), Text(place(edges[bin + 1], digits: 4))]
            + list.map { Text(Wording.fixed($0.shares[bin], decimals: 2)) }
        )
      }
    }
  }

  private var barRows: Rows {
    plotted.panels.flatMap { panel -> Rows in
      guard case .bars(let bars) = panel.chart else { return [] }
      return bars.map { bar in
        (
          panel.title,
          [Text(bar.group)] + name(bar.series) + [Text(Self.text(bar.value))]
        )
      }
    }
  }

  private var boxRows: Rows {
    plotted.panels.flatMap { panel -> Rows in
      guard case .boxes(let boxes) = panel.chart else { return [] }
      return boxes.map { box in
        (
          panel.title,
          [Text(box.group.isEmpty ? "all" : box.group)] + name(box.series)
            + [Text(Wording.grouped(box.count))]
            + [box.low, box.lowerQuartile, box.median, box.upperQuartile, box.high].map {
              Text(Wording.number($0, digits: 5))
            }
        )
      }
    }
  }

  private var cellRows: Rows {
    plotted.panels.flatMap { panel -> Rows in
      guard case .heatMap(let map) = panel.chart else { return [] }
      return zip(map.rows, map.values).map { row, values in
        (
          panel.title,
          [Text(row)] + values.map { Text($0.isFinite ? Self.text($0) : "") }
        )
      }
    }
  }
}
