import Analyses
import Documents
import Stages
import Tables
import Testing

@Suite("Plots of tables")
struct PlotTests {
  private static let table = Table([
    Column("x", numbers: [1, 2, 2, 3, .nan, -4, 5]),
    Column("y", numbers: [10, 20, 40, 30, 7, 8, .infinity]),
    Column("group", texts: ["a", "b", "b", "a", "a", nil, "c"]),
    Column("digit", numbers: [1, 1, 2, 2, 3, 3, 3]),
  ])

  private func settings(_ pairs: [String: String]) -> [SettingValue.Pair] {
    pairs.sorted { $0.key < $1.key }.map { name, value in
      SettingValue.Pair(name, name == "log" ? .list([.text(value)]) : .text(value))
    }
  }

  private func plotted(
    _ pairs: [String: String], _ table: Table = PlotTests.table
  ) async throws -> Plotted {
    let settings = settings(pairs)
    let plotted = try await StageOnTables.output(
      of: Plot.self, settings, ["table": table], as: Plotted.self)
    #expect(!(try StageOnTables.view(of: Plot.self, settings, plotted).blocks.isEmpty))
    return plotted
  }

  private func caption(_ pairs: [String: String], _ table: Table) async throws -> String {
    let view = try StageOnTables.view(
      of: Plot.self, settings(pairs), try await plotted(pairs, table))
    guard case .figure(let figure)? = view.blocks.first else { return "" }
    return figure.caption.plain
  }

  @Test("points keep rows that have all values, parted by colour and facet")
  func points() async throws {
    let found = try await plotted(["chart": "scatter", "x": "x", "y": "y", "colour": "group"])
    #expect(
      found.panels.map(\.chart) == [
        .points([
          .init(name: "a", x: [1, 3], y: [10, 30]), .init(name: "b", x: [2, 2], y: [20, 40]),
          .init(name: "c", x: [], y: []),
        ])
      ])
    #expect(found.omissions == [.missing(rows: 3)])
    let faceted = try await plotted(["chart": "scatter", "x": "x", "y": "y", "facet": "digit"])
    #expect(faceted.panels.map(\.title) == ["1", "2", "3"])
  }

  @Test("a line goes by rising x, through the mean where x repeats")
  func lines() async throws {
    let found = try await plotted(["chart": "line", "x": "x", "y": "y"])
    #expect(
      found.panels.map(\.chart) == [
        .lines([.init(name: "", x: [-4, 1, 2, 3], y: [8, 10, 30, 30])])
      ])
    #expect(found.omissions == [.missing(rows: 2), .averaged(rows: 2)])
  }

  @Test("an axis of ratios leaves out what is not above zero, and says so")
  func ratios() async throws {
    let pairs = ["chart": "scatter", "x": "x", "y": "y", "log": "x"]
    #expect(
      try await plotted(pairs).omissions == [.missing(rows: 2), .notAboveZero(rows: 1)])
    #expect(
      try await caption(pairs, PlotTests.table).contains(
        "2 rows without a value are left out. 1 row with a value that is not above zero has"))
  }

  @Test(
    "bars and cells show counts, sums, means and medians",
    arguments: [
      ("count", [2, 2, 1]), ("sum", [60, 40, .nan]), ("mean", [30, 20, .nan]),
      ("median", [30, 20, .nan]),
    ] as [(String, [Double])])
  func measures(of: String, values: [Double]) async throws {
    var pairs = ["chart": "bar", "x": "group", "of": of]
    if of != "count" { pairs["y"] = "y" }
    let found = try await plotted(pairs)
    guard case .bars(let bars)? = found.panels.first?.chart else {
      Issue.record("no bars")
      return
    }
    if of == "count" {
      // Rows without a group are left out; of the others three are a, two b, one c.
      #expect(bars.map(\.group) == ["a", "b", "c"] && bars.map(\.value) == [3, 2, 1])
    } else {
      #expect(bars.map(\.group) == ["b", "a"])
      #expect(bars.map(\.value) == [values[0], of == "sum" ? 47 : (of == "mean" ? 47.0 / 3 : 10)])
    }
  }

  @Test("boxes have the quartiles of their rows, whiskers within 1.5 widths, and points beyond")
  func boxes() async throws {
    let table = Table([Column("v", numbers: [1, 2, 3, 4, 5, 6, 7, 8, 9, 40])])
    let found = try await plotted(["chart": "box", "y": "v"], table)
    #expect(
      found.panels.map(\.chart) == [
        .boxes([
          .init(
            group: "", series: "", count: 10, low: 1, lowerQuartile: 3.25, median: 5.5,
            upperQuartile: 7.75, high: 9, outliers: [40])
        ])
      ])
  }

  @Test("bins hold all rows, on plain axes and on those of ratios", arguments: ["", "x"])
  func histograms(log: String) async throws {
    let table = Table([Column("v", numbers: (1...500).map { Double($0 * $0) })])
    var pairs = ["chart": "histogram", "x": "v"]
    if !log.isEmpty { pairs["log"] = log }
    guard
      case .histogram(let edges, let series, _)? = try await plotted(pairs, table).panels.first?
        .chart
    else {
      Issue.record("no bins")
      return
    }
    #expect(abs(series[0].shares.reduce(0, +) - 100) < 1e-9)
    #expect(edges.count == series[0].shares.count + 1 && edges.count > 5)
    #expect(zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 })
    #expect((edges.first ?? .nan) <= 1 && (edges.last ?? .nan) >= 250_000)
  }

  @Test("of too many parts those with the most rows are shown, and the rest is counted")
  func manyParts() async throws {
    let table = Table([
      Column("x", numbers: (0..<300).map(Double.init)),
      Column("name", texts: (0..<300).map { $0 < 100 ? "n\($0 % 10)" : "m\($0)" }),
    ])
    let found = try await plotted(
      ["chart": "scatter", "x": "x", "y": "x", "colour": "name", "facet": "name"], table)
    #expect(found.panels.count == 12)
    #expect(
      found.omissions.prefix(2) == [
        .parts(of: "name", shown: 12, all: 210, rows: 198),
        .parts(of: "name", shown: 12, all: 210, rows: 198),
      ])
    #expect(
      try await caption(["chart": "bar", "x": "name"], table).contains(
        "Of 210 values of name the 24 with the most rows are shown; 186 rows have another one."))
  }

  @Test("many numbers part rows into bands")
  func bands() async throws {
    let table = Table([Column("x", numbers: (0..<100).map(Double.init))])
    let found = try await plotted(["chart": "histogram", "x": "x", "facet": "x"], table)
    #expect(found.panels.count == 4)
    #expect(found.panels.first?.title == "0 to 24.75")
  }

  private static let charts: [[String: String]] = [
    ["chart": "scatter", "x": "x", "y": "y", "colour": "group", "facet": "digit"],
    ["chart": "line", "x": "x", "y": "y", "log": "y"],
    ["chart": "histogram", "x": "x", "colour": "digit"],
    ["chart": "histogram", "x": "x", "log": "x"],
    ["chart": "box", "x": "group", "y": "y"],
    ["chart": "box", "x": "x", "y": "y", "facet": "group"],
    ["chart": "bar", "x": "x"], ["chart": "bar", "x": "group", "y": "y", "colour": "digit"],
    ["chart": "heat-map", "x": "x", "y": "group"],
    ["chart": "heat-map", "x": "x", "y": "x", "value": "y", "of": "median"],
  ]

  @Test(
    "no rows, one row, equal rows and missing rows give a sentence or a picture", arguments: charts)
  func oddTables(pairs: [String: String]) async throws {
    for rows in [[], [0], [0, 0, 0], [4, 4], [5], Array(0..<7)] {
      _ = try await plotted(pairs, PlotTests.table.rows(rows))
    }
    let ends = Table([
      Column("x", numbers: [1e308, -1e308, 0, .nan]), Column("y", numbers: [.nan, 1e-308, 5, -5]),
      Column("group", texts: ["", String(repeating: "long ", count: 99), nil, "<b>"]),
      Column("digit", numbers: [1, 2, 3, 4]),
    ])
    _ = try await plotted(pairs, ends)
  }

  @Test("what a form of picture lacks or cannot use is said before the run")
  func problems() {
    let cases: [([String: String], String)] = [
      (["chart": "scatter", "x": "x"], "a chart 'scatter' needs the setting `y`"),
      (["chart": "heat-map"], "a chart 'heat-map' needs the setting `x` and `y`"),
      (["chart": "bar", "x": "x", "of": "sum"], "'of: sum' needs a column of numbers"),
      (["chart": "bar", "x": "x", "log": "x"], "'log' does not go with a chart 'bar'"),
      (["chart": "histogram", "x": "x", "y": "y"], "'y' does not go with a chart 'histogram'"),
      (["chart": "box", "y": "y", "value": "x"], "'value' does not go with a chart 'box'"),
    ]
    for (pairs, headline) in cases {
      #expect(StageOnTables.problems(of: Plot.self, settings(pairs)) == [headline])
    }
    for pairs in PlotTests.charts {
      #expect(StageOnTables.problems(of: Plot.self, settings(pairs)).isEmpty)
    }
  }

  @Test("a column that is not there or holds texts is explained at run time too")
  func wrongColumns() async throws {
    await #expect(throws: StageProblem.self) {
      _ = try await plotted(["chart": "histogram", "x": "nothing"])
    }
    await #expect(throws: StageProblem.self) {
      _ = try await plotted(["chart": "histogram", "x": "group"])
    }
  }
}
