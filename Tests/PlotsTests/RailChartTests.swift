import Documents
import Plots
import Testing

@Suite("Graphs as lists")
struct RailChartTests {
  private static func figure(_ count: Int, edges: [Figure.Edge]) -> Figure {
    Figure(
      id: "stages", title: "Stages", caption: "All of them.", x: .init(""), y: .init(""),
      chart: .graph(
        nodes: (0..<count).map {
          .init(id: "s\($0)", title: "stage-\($0)", detail: "train", role: "computed")
        }, edges: edges),
      table: DataTable(caption: "", headings: [], rows: []))
  }

  private static func width(of picture: Substring) throws -> Double {
    let match = try #require(picture.firstMatch(of: #/viewBox="0 0 ([0-9.]+) /#))
    return try #require(Double(match.1))
  }

  /// Arrows from the first box to all others, and from each of them to the last.
  private static func wide(_ count: Int) -> [Figure.Edge] {
    (1..<count - 1).flatMap {
      [
        Figure.Edge(from: "s0", to: "s\($0)"),
        Figure.Edge(from: "s\($0)", to: "s\(count - 1)"),
      ]
    }
  }

  @Test("a graph too wide for a page becomes a list, with a narrow form for telephones")
  func lists() throws {
    let figure = Self.figure(20, edges: Self.wide(20))
    let picture = try pageSVG(of: figure)
    let parts = picture.split(separator: "<svg ")
    #expect(parts.count == 2)
    #expect(parts[0].hasPrefix("class=\"for-wide\"") && parts[1].hasPrefix("class=\"for-narrow\""))
    #expect(try Self.width(of: parts[0]) <= 700)
    #expect(try Self.width(of: parts[1]) <= 350)
    for part in parts {
      for index in 0..<20 { #expect(part.contains(">stage-\(index)</text>")) }
    }
    #expect(parts[1].contains("id=\"stages_narrow-title\""), "no identifier is there twice")
    #expect(try svg(of: figure).split(separator: "<svg ").count == 1)
    #expect(try pageSVG(of: figure) == picture)
  }

  @Test(
    "a graph that fits stays boxes and arrows; one whose arrows speak or turn back has one form")
  func graphs() throws {
    let small = try pageSVG(of: Self.figure(3, edges: [.init(from: "s0", to: "s1")]))
    #expect(!small.contains("for-narrow"))
    for edge in [
      Figure.Edge(from: "s9", to: "s0"), Figure.Edge(from: "s0", to: "s9", label: "rows"),
    ] {
      let picture = try pageSVG(of: Self.figure(20, edges: Self.wide(20) + [edge]))
      #expect(!picture.contains("for-narrow"))
    }
  }

  @Test("signs that turn the direction of writing are written out in pictures")
  func direction() throws {
    let figure = Figure(
      id: "a", title: "a\u{202e}b", caption: "c\u{2066}d", x: .init(""), y: .init(""),
      chart: .graph(
        nodes: [.init(id: "n", title: "x\u{202e}y", detail: "</svg><script>", role: "")], edges: []),
      table: DataTable(caption: "", headings: [], rows: []))
    let picture = try svg(of: figure)
    #expect(picture.contains(">x[U+202E]y</text>") && picture.contains(">a[U+202E]b</title>"))
    #expect(!picture.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
    #expect(!picture.contains("<script"))
  }
}
