import Documents
import Foundation
import Plots
import Processes
import Testing

struct PictureTests {
  private static func figure(_ chart: Figure.Chart, name: String = "plain") -> Figure {
    Figure(
      id: "example", title: name, caption: Text(name), x: .init(name, unit: "m"),
      y: .init(name, unit: "%"), chart: chart,
      table: DataTable(caption: "", headings: [], rows: []))
  }

  private static func scatter(_ name: String, count: Int, series: Int = 1) -> Figure {
    let x = (0..<count).map { Double(($0 * 7919) % 1009) }
    let y = (0..<count).map { Double(($0 * 104_729) % 997) }
    return figure(
      .scatter(
        series: (0..<series).map { .init(name: "\(name) \($0)", x: x, y: y) }, equalityLine: true),
      name: name)
  }

  private static func histogram(_ name: String) -> Figure {
    figure(
      .histogram(
        edges: [-2, -1, 0, 1, 2],
        series: [
          .init(name: name, shares: [10, 40, 40, 10]),
          .init(name: name + "2", shares: [5, 20, 50, 25]),
        ], zeroLine: true), name: name)
  }

  private static func bars(_ name: String) -> Figure {
    figure(
      .bars([
        .init(group: name, series: name, value: 3.5, low: 3, high: 4),
        .init(group: name, series: "other", value: -1, low: nil, high: nil),
      ]), name: name)
  }

  private static func graph(_ name: String) -> Figure {
    figure(
      .graph(
        nodes: [
          .init(id: "a" + name, title: name, detail: name, role: "computed"),
          .init(id: "b", title: "b", detail: "", role: name),
        ], edges: [.init(from: "a" + name, to: "b", label: name)]), name: name)
  }

  private static func all(_ name: String) -> [Figure] {
    [scatter(name, count: 30), histogram(name), bars(name), graph(name)]
  }

  static let hostile = [
    "'; system(\"touch hacked\") #", "\"\\n`touch hacked`\n!touch hacked\n",
    "<script>alert(1)</script>",
    "@{/bold x}_{y}^2 %s %n %d", "]]>--><x y='z'>&amp;&", "\"]; n9 [shape=point]; //\\",
    "\u{0}\u{1b}[2J",
    "x' onload='alert(1)", String(repeating: "long ", count: 500),
  ]

  @Test("the same figure gives the same bytes", arguments: PictureTests.all("plain"))
  func sameBytes(figure: Figure) throws {
    #expect(try svg(of: figure) == svg(of: figure))
  }

  @Test(
    "a picture is well-formed, scales, names itself and leaves colours to the page",
    arguments: PictureTests.all("plain"))
  func form(figure: Figure) throws {
    let picture = try svg(of: figure)
    let tags = try XMLElements.read(picture)
    let root = try #require(tags.first)
    #expect(root.name == "svg")
    #expect(root.attributes["role"] == "img")
    #expect(root.attributes["aria-labelledby"] == "example-title example-desc")
    #expect(root.attributes["width"] == nil && root.attributes["height"] == nil)
    #expect(tags.compactMap { $0.attributes["id"] } == ["example-title", "example-desc"])
    #expect(Set(tags.map(\.name)).isSubset(of: ["svg", "title", "desc", "path", "text"]))
    for tag in tags.dropFirst(3) {
      #expect(tag.attributes["style"]?.contains("var(--") == true)
    }
    #expect(!picture.contains("GNUPLOT"))
    #expect(picture.firstMatch(of: /\d\.\d\d\d/) == nil, "at most two decimals")
  }

  @Test("names that look like commands or markup are only text", arguments: hostile)
  func hostileNames(name: String) throws {
    for figure in PictureTests.all(name) {
      let picture = try svg(of: figure)
      let tags = try XMLElements.read(picture)
      #expect(Set(tags.map(\.name)).isSubset(of: ["svg", "title", "desc", "path", "text"]))
      #expect(
        Set(tags.flatMap(\.attributes.keys)).isSubset(of: [
          "xmlns", "viewBox", "role", "aria-labelledby", "style", "font-family", "id", "fill",
          "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "d", "x", "y",
          "transform", "text-anchor", "font-weight", "font-size",
        ]))
      #expect(picture.utf8.count < 40_000)
    }
    #expect(!FileManager.default.fileExists(atPath: "hacked"))
  }

  @Test("many points become counts, and the picture says so and stays small")
  func manyPoints() throws {
    let few = try svg(of: PictureTests.scatter("few", count: 500, series: 4))
    let many = try svg(of: PictureTests.scatter("many", count: 30_000, series: 4))
    #expect(!few.contains("shown as counts"))
    #expect(many.contains("120\u{202f}000 points are shown as counts"))
    #expect(few.utf8.count < 120_000)
    #expect(many.utf8.count < 120_000)
  }

  @Test("points that cannot be drawn are counted in words")
  func missingPoints() throws {
    let figure = PictureTests.figure(
      .scatter(
        series: [.init(name: "a", x: [1, 2, .nan, .infinity], y: [1, 2, 3, 4])],
        equalityLine: false))
    #expect(try svg(of: figure).contains("without a value or outside the axes: 2."))
  }

  @Test(
    "odd numbers give a picture all the same",
    arguments: [
      [], [.nan], [.infinity, -.infinity], [0], [5, 5, 5], [1e308, -1e308], [3e-308, 4e-308],
      [1e15, 1e15 + 1], [-0.0, 0.0],
    ] as [[Double]])
  func oddNumbers(values: [Double]) throws {
    let series = Figure.PointSeries(name: "a", x: values, y: values)
    let charts: [Figure.Chart] = [
      .scatter(series: [series], equalityLine: true), .scatter(series: [], equalityLine: false),
      .histogram(edges: values, series: [.init(name: "a", shares: values)], zeroLine: true),
      .bars(values.map { .init(group: "g", series: "s", value: $0, low: $0, high: $0) }),
      .graph(nodes: [], edges: []),
    ]
    for chart in charts {
      #expect(try svg(of: PictureTests.figure(chart)).hasSuffix("</svg>"))
    }
  }

  @Test("a range from the figure is kept, and what lies outside is counted")
  func ranges() throws {
    let figure = Figure(
      id: "a", title: "a", caption: "", x: .init("x", range: 0...10),
      y: .init("y", range: 0...1e308),
      chart: .scatter(
        series: [.init(name: "a", x: [1, 20], y: [1, 2])], equalityLine: false),
      table: DataTable(caption: "", headings: [], rows: []))
    #expect(try svg(of: figure).contains("without a value or outside the axes: 1."))
  }

  @Test("an arrow to a box that is not there is named")
  func unknownNode() {
    let figure = PictureTests.figure(
      .graph(
        nodes: [.init(id: "a", title: "a", detail: "", role: "")],
        edges: [.init(from: "a", to: "z")]))
    #expect(throws: PlotError.unknownNode(id: "z", figure: "example")) { try svg(of: figure) }
  }

  @Test("a picture that takes too long is given up")
  func tooLong() {
    let settings = PlotSettings(pointsMax: 10, secondsMax: 0)
    #expect(
      throws: PlotError.process(.timedOut(program: "gnuplot", limitSeconds: 0))
    ) { try svg(of: PictureTests.bars("a"), settings: settings) }
  }

  @Test("the version names both drawing programs")
  func version() throws {
    let version = try rendererVersion()
    #expect(version.contains("gnuplot 5") && version.contains("graphviz"))
  }
}
