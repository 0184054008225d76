import Analyses
import Diagnostics
import Documents
import Engine
import Stages
import Testing
import WorkbenchKit

@Suite("Diagrams")
struct DiagramStageTests {
  private static func text(_ with: String, from: String = "", tables: String = "") -> String {
    """
    workbench: 1
    title: Diagrams
    stages:
      - {id: rows, kind: read-csv, with: {path: rows.csv}}
    \(tables)
      - id: drawing
        kind: diagram
    \(from.isEmpty ? "" : "    from: \(from)")
        with:
    \(with.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n"))
    """
  }

  private static func diagram(
    _ with: String, from: String = "", csv: String = "a\n1\n"
  ) async throws -> Diagram {
    let analysed = try Analysed(text(with, from: from), files: ["rows.csv": csv])
    let result = try await analysed.run()
    if let problem = result.outcome.problems.first { throw problem }
    return try analysed.artifact("drawing", as: Diagram.self)
  }

  @Test("boxes and arrows of the settings are drawn, with values in them")
  func settings() async throws {
    let diagram = try await Self.diagram(
      """
      caption: "**{{rows.rows}}** rows"
      nodes:
        - {id: a, title: First, detail: "{{rows.rows}} row of {{rows.a}}", role: data}
        - {id: 2024}
        - {id: c, title: "\\\\{{x}}"}
      edges:
        - {from: a, to: 2024, label: "{{rows.columns}} way"}
      """)
    #expect(
      diagram.nodes == [
        Figure.Node(id: "a", title: "First", detail: "1 row of 1", role: "data"),
        Figure.Node(id: "2024", title: "2024", detail: "", role: ""),
        Figure.Node(id: "c", title: "{{x}}", detail: "", role: ""),
      ])
    #expect(diagram.edges == [Figure.Edge(from: "a", to: "2024", label: "1 way")])
    #expect(diagram.caption == "**1** rows")
  }

  @Test("without boxes the ends of the arrows are the boxes, in the order of their names")
  func ends() async throws {
    let diagram = try await Self.diagram(
      "direction: right", from: "{edges: rows}", csv: "to,from,label\nb,a,x\nc,a,\na,c,\n")
    #expect(diagram.nodes.map(\.id) == ["a", "b", "c"])
    #expect(diagram.edges.map(\.label) == ["x", "", ""])
  }

  @Test("boxes come from a table with the columns that there are")
  func table() async throws {
    let diagram = try await Self.diagram(
      "edges: [{from: 1, to: 20000}]", from: "{nodes: rows}",
      csv: "id,title,role\n1,One,x\n20000,,y\n")
    #expect(diagram.nodes.map(\.title) == ["One", "20000"])
    #expect(diagram.nodes.map(\.role) == ["x", "y"])
    #expect(diagram.edges == [Figure.Edge(from: "1", to: "20000")])
  }

  @Test("the picture leads where the settings say, and its table says where arrows lead")
  func view() async throws {
    let analysed = try Analysed(
      Self.text("direction: right\ntitle: A way", from: "{edges: rows}"),
      files: ["rows.csv": "from,to,label\na,b,x\na,c,\n"])
    let result = try await analysed.run()
    #expect(result.problems.isEmpty)
    guard case .figure(let figure)? = try analysed.view("drawing").blocks.first,
      case .graph(_, _, let direction) = figure.chart
    else {
      Issue.record("there is no graph")
      return
    }
    #expect(direction == .right)
    #expect(figure.title == "A way")
    #expect(figure.table.headings.map(\.text) == ["Box", "Leads to"])
    #expect(
      figure.table.rows.map { $0.map(\.plain) } == [["a", "b (x), c"], ["b", ""], ["c", ""]])
  }

  @Test(
    "mistakes of the settings are found before anything runs",
    arguments: [
      ("direction: up", ["WB0205"]), ("nodes: [{id: a}, {id: a}]", ["WB0209"]),
      ("nodes: [{title: a}]", ["WB0202"]), ("nodes: a", ["WB0203"]),
      ("edges: [{from: a}]", ["WB0202"]),
      (
        "nodes: [{id: abc}]\nedges: [{from: abd, to: abc}, {from: abc, to: x}]",
        ["WB0205", "WB0205"]
      ),
      ("nodes: [{id: a, colour: red}]", ["WB0201"]), ("title: x", ["WB0202"]),
      ("nodes: [{id: a, detail: \"{{rows.b}}\"}]", ["WB0313"]),
      ("nodes: [{id: a, title: \"{{\"}]", ["WB0314"]), ("caption: \"{{row.rows}}\"", ["WB0301"]),
    ])
  func mistakes(with: String, codes: [String]) throws {
    do {
      _ = try Analysed(Self.text(with), files: ["rows.csv": "a\n1\n"]).opened()
      Issue.record("'\(with)' was taken")
    } catch let error as DiagnosticError {
      #expect(error.diagnostics.map(\.code.rawValue) == codes)
    }
  }

  @Test(
    "tables that do not fit are refused in a sentence",
    arguments: [
      (
        "edges: [{from: a, to: x}]", "{nodes: rows}", "id\na\n",
        "an edge names the node 'x', which there is not"
      ),
      ("nodes: [{id: a}]", "{nodes: rows}", "id\na\n", "two nodes have the id 'a'"),
      ("title: x", "{edges: rows}", "from,to\na,\n", "row 1 of 'rows' has no value in 'to'"),
      (
        "title: x", "{nodes: rows}", "id\n" + (1...151).map { "n\($0)\n" }.joined(),
        "151 nodes are too many for a picture; it takes at most 150"
      ),
    ])
  func tables(with: String, from: String, csv: String, headline: String) async throws {
    let analysed = try Analysed(Self.text(with, from: from), files: ["rows.csv": csv])
    #expect(
      try await analysed.run().outcome.problems.map(\.headline) == [
        "'drawing' failed: \(headline)"
      ])
  }

  @Test("a table without the columns that are needed is refused before anything runs")
  func columns() throws {
    let analysed = try Analysed(
      Self.text("title: x", from: "{edges: rows}"), files: ["rows.csv": "a,to\n1,2\n"])
    do {
      _ = try analysed.opened()
      Issue.record("a table without 'from' was taken")
    } catch let error as DiagnosticError {
      #expect(
        error.diagnostics.map(\.headline) == [
          "'rows' lacks the column 'from', which edges need"
        ])
    }
  }
}
