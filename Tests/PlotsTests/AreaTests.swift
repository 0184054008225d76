import Documents
import Plots
import Testing

@Suite("Pictures of tables")
struct AreaTests {
  private static func figure(
    _ chart: Figure.Chart, isLogarithmic: Bool = false, name: String = "plain"
  ) -> Figure {
    Figure(
      id: "example", title: name, caption: Text(name),
      x: .init(name, isLogarithmic: isLogarithmic), y: .init(name, isLogarithmic: isLogarithmic),
      chart: chart, table: DataTable(caption: "", headings: [], rows: []))
  }

  private static func series(_ name: String, _ index: Int, count: Int) -> Figure.PointSeries {
    let x = (0..<count).map { Double(($0 * 7919 + index * 31) % 1009) + 1 }
    let y = (0..<count).map { Double(($0 * 104_729 + index * 17) % 997) + 1 }
    return .init(name: "\(name) \(index)", x: x, y: y)
  }

  private static func box(_ group: String, _ series: String, _ low: Double) -> Figure.Box {
    .init(
      group: group, series: series, count: 9, low: low, lowerQuartile: low + 1, median: low + 2,
      upperQuartile: low + 4, high: low + 7, outliers: [low - 5, low + 20])
  }

  private static func heatMap(_ name: String, rows: Int, columns: Int) -> Figure.HeatMap {
    var values: [[Double]] = []
    for row in 0..<rows {
      values.append(
        (0..<columns).map { column in
          let value = Double((row * 7 + column * 3) % 21) / 10 - 1
          return row == column ? Double.nan : value
        })
    }
    return Figure.HeatMap(
      columns: (0..<columns).map { "\(name) \($0)" }, rows: (0..<rows).map { "\(name) \($0)" },
      values: values, label: name, isDiverging: true)
  }

  private static func charts(_ name: String, series: Int = 3, count: Int = 40) -> [Figure.Chart] {
    let points = (0..<series).map { self.series(name, $0, count: count) }
    return [
      .points(points), .lines(points),
      .boxes(["a", "b"].flatMap { group in points.map { box(name + group, $0.name, 6) } }),
      .bars(
        (0..<9).map {
          .init(group: "\(name) \($0)", series: "", value: Double($0), low: nil, high: nil)
        }),
      .histogram(
        edges: [1, 2, 3, 9], series: points.map { .init(name: $0.name, shares: [20, 50, 30]) },
        zeroLine: false),
      .heatMap(heatMap(name, rows: 5, columns: 5)),
      .shaded(
        .init(
          rows: ["\(name) a", "b"], x: points[0].x, y: points[0].x.indices.map { Double($0 % 2) },
          shades: points[0].x.indices.map { $0 % 5 == 0 ? .nan : Double($0 % 7) / 6 },
          ends: .init(low: "low", high: "high"))),
      .shaded(
        .init(
          x: points[0].x, y: points[0].y, shades: points[0].x.map { _ in 0 }, ends: nil)),
      .waterfall(
        .init(
          startName: "base", start: 10,
          steps: [.init(name: "\(name) up", value: 5), .init(name: "down", value: -2)],
          endName: "end")),
    ]
  }

  private static func panels(_ chart: Figure.Chart, _ count: Int, common: Bool) -> Figure.Chart {
    .panels(
      (0..<count).map { .init(title: "part \($0)", x: .init("x"), y: .init("y"), chart: chart) },
      commonAxes: common)
  }

  private static var all: [Figure] {
    charts("plain").flatMap { chart in
      [
        figure(chart), figure(panels(chart, 5, common: true)),
        figure(panels(chart, 2, common: false)),
      ]
    }
  }

  @Test("the same figure gives the same bytes, well formed and small", arguments: all)
  func form(figure: Figure) throws {
    let picture = try svg(of: figure)
    #expect(try svg(of: figure) == picture)
    let tags = try XMLElements.read(picture)
    #expect(Set(tags.map(\.name)).isSubset(of: ["svg", "title", "desc", "path", "text"]))
    #expect(picture.firstMatch(of: /\d\.\d\d\d/) == nil, "at most two decimals")
    #expect(picture.utf8.count < 120_000)
  }

  @Test("names that look like commands or markup are only text", arguments: PictureTests.hostile)
  func hostileNames(name: String) throws {
    for chart in AreaTests.charts(name) {
      let picture = try svg(
        of: AreaTests.figure(AreaTests.panels(chart, 2, common: true), name: name))
      let tags = try XMLElements.read(picture)
      #expect(Set(tags.map(\.name)).isSubset(of: ["svg", "title", "desc", "path", "text"]))
      #expect(picture.utf8.count < 120_000)
    }
  }

  @Test("any crowd stays under 120 kB, in one picture or in twelve, and says what it shows")
  func crowds() throws {
    for count in [1, 12] {
      for series in [1, 12] {
        for chart in AreaTests.charts("crowd", series: series, count: 4000).prefix(2) {
          let whole = count == 1 ? chart : AreaTests.panels(chart, count, common: true)
          let picture = try svg(of: AreaTests.figure(whole))
          #expect(picture.utf8.count < 120_000, "\(count) panels of \(series) series")
          #expect(
            picture.contains("shown as counts") || picture.contains("even part")
              || picture.contains("One point in") || picture.contains("neighbouring points"))
        }
      }
    }
  }

  @Test(
    "odd numbers give a picture all the same, on both kinds of axis",
    arguments: [
      [], [.nan], [.infinity, -.infinity], [0], [5, 5, 5], [1e308, -1e308], [3e-308, 4e-308],
      [-1, 0], [1e-9, 1e9],
    ] as [[Double]], [false, true])
  func oddNumbers(values: [Double], isLogarithmic: Bool) throws {
    let one = Figure.PointSeries(name: "a", x: values, y: values)
    let boxes = values.map {
      Figure.Box(
        group: "g", series: "s", count: 1, low: $0, lowerQuartile: $0, median: $0,
        upperQuartile: $0, high: $0, outliers: values)
    }
    let charts: [Figure.Chart] = [
      .points([one]), .lines([one]), .boxes(boxes), .points([]), .lines([]),
      .heatMap(
        .init(
          columns: ["a"], rows: values.map { "\($0)" }, values: values.map { [$0] }, label: "",
          isDiverging: isLogarithmic)),
      .panels([], commonAxes: true),
      .panels(
        [.init(title: "", x: .init("x"), y: .init("y"), chart: .points([one]))], commonAxes: true),
    ]
    for chart in charts {
      #expect(
        try svg(of: AreaTests.figure(chart, isLogarithmic: isLogarithmic)).hasSuffix("</svg>"))
    }
  }

  @Test("an axis of ratios is marked by powers of ten and by numbers between few of them")
  func ratios() throws {
    let wide = Figure.PointSeries(name: "", x: [1, 1e6], y: [1, 30])
    let picture = try svg(of: AreaTests.figure(.points([wide]), isLogarithmic: true))
    for mark in [">1<", ">5<", ">20<", ">100<", ">10\u{202f}000<"] {
      #expect(picture.contains(mark))
    }
  }

  @Test("series are told apart by shape, dashes or strength where colours repeat")
  func twelveSeries() throws {
    let points = (0..<12).map { AreaTests.series("s", $0, count: 3) }
    let picture = try svg(of: AreaTests.figure(.lines(points)))
    let looks = try XMLElements.read(picture).filter { $0.attributes["stroke-width"] == "2.2" }
      .map { "\($0.attributes["style"] ?? "") \($0.attributes["stroke-dasharray"] ?? "")" }
    // First the lines of the picture, then those of its legend.
    #expect(looks.count == 24)
    #expect(Set(looks.prefix(12)).count == 12 && Set(looks.suffix(12)).count == 12)
  }

  @Test(
    "heat maps of one picture share their colours and one rising legend", arguments: [true, false])
  func oneLegend(common: Bool) throws {
    func panel(_ values: [[Double]]) -> Figure.Panel {
      .init(
        title: "", x: .init("x"), y: .init("y"),
        chart: .heatMap(
          .init(
            columns: ["a", "b"], rows: ["c"], values: values, label: "Error", isDiverging: false)))
    }
    let chart = Figure.Chart.panels([panel([[5, 9]]), panel([[1, 5]])], commonAxes: common)
    let picture = try svg(of: AreaTests.figure(chart))
    let legend = picture.matches(of: />(?:Error: )?(\d+) to (\d+)</).map { match in
      [Int(match.1) ?? -1, Int(match.2) ?? -1]
    }
    #expect(legend.count == 3, "\(legend)")
    #expect(legend == legend.sorted { $0[0] < $1[0] } && Set(legend).count == legend.count)
    #expect(picture.ranges(of: "Error: ").count == 1)
  }

  @Test("a picture of nothing says so")
  func nothing() throws {
    #expect(try svg(of: AreaTests.figure(.points([]))).contains("There are no points to draw."))
    #expect(try svg(of: AreaTests.figure(.boxes([]))).contains("There are no values to draw."))
    #expect(
      try svg(of: AreaTests.figure(.panels([], commonAxes: true))).contains(
        "There is nothing to draw."))
  }
}
