import Analyses
import Documents
import Testing
import WorkbenchKit

@Suite("What is predicted as a column varies")
struct PartialCurveTests {
  private static let analysis = """
    workbench: 1
    title: Curves
    seed: 1
    stages:
      - {id: drawn, kind: draw, with: {rows: 90, columns: {x: {uniform: [0, 9]}, z: {uniform: [0, 1]}, s: {choice: [a, b, c]}}}}
      - {id: rows, kind: sql, from: drawn, with: {query: "SELECT x, z, s, 2 * x + 5 * z + CASE s WHEN 'a' THEN 10 ELSE 0 END AS y FROM drawn"}}
      - {id: plain, kind: recipe, from: rows, with: {target: y, steps: [{one-hot: {columns: [s]}}]}}
      - {id: line, kind: train, from: {rows: rows, recipe: plain}, with: {learner: linear, folds: 0}}
      - {id: reasons, kind: explain, from: {models: line, rows: rows, background: rows}, with: {curves: 3}}
      - id: words
        kind: text
        with:
          body: "{{reasons.line.1}} adds {{reasons.line.1.size}}, and z {{reasons.line.z}} from {{reasons.line.z.low}}"

    """

  @Test("a line gives its own slope in each column, and texts can quote what adds most")
  func line() async throws {
    let analysed = try Analysed(Self.analysis)
    try await analysed.run()
    let page = try analysed.report
    for column in ["x", "z", "s"] {
      #expect(page.contains("What is predicted as \(column) varies"))
    }
    #expect(page.contains("single rows"))
    // Columns in the order of what they add: 2 x over 9, 10 for one level of three, 5 z over 1.
    #expect(page.contains("x adds"))
    let figures = try analysed.view("reasons").blocks.flatMap(Self.figures)
    let curve = try #require(figures.first { $0.title == "What is predicted as x varies" })
    guard case .lines(let lines) = curve.chart else {
      Issue.record("x has no lines")
      return
    }
    #expect(lines.count == 16 && lines.filter { $0.isBehind == true }.count == 15)
    for line in lines {
      for place in line.x.indices.dropFirst() {
        let slope = (line.y[place] - line.y[place - 1]) / (line.x[place] - line.x[place - 1])
        #expect(abs(slope - 2) < 1e-6)
      }
    }
    let bars = try #require(figures.first { $0.title == "What is predicted as s varies" })
    guard case .bars(let levels) = bars.chart else {
      Issue.record("s has no bars")
      return
    }
    #expect(Set(levels.map(\.group)) == ["a", "b", "c"])
    let means = Dictionary(uniqueKeysWithValues: levels.map { ($0.group, $0.value) })
    #expect(abs((means["a"] ?? 0) - (means["b"] ?? 0) - 10) < 1e-6)
  }

  private static func figures(_ block: Block) -> [Figure] {
    switch block {
    case .figure(let figure): [figure]
    case .details(_, let blocks): blocks.flatMap(figures)
    default: []
    }
  }

  @Test("of sealed test rows no row has a line of its own")
  func sealed() async throws {
    let analysed = try Analysed(
      Self.analysis.replacing("seed: 1", with: "seed: 1\ntest-set: sealed").replacing(
        "- {id: plain",
        with: """
          - {id: parts, kind: split, from: rows, with: {test: 0.3}}
            - {id: plain
          """
      ).replacing("from: rows, with: {target", with: "from: parts.train, with: {target")
        .replacing("{rows: rows, recipe", with: "{rows: parts.train, recipe")
        .replacing("rows: rows, background: rows}", with: "rows: parts.test}"))
    try await analysed.run()
    let page = try analysed.report
    #expect(page.contains("What is predicted as x varies"))
    #expect(!page.contains("single rows"))
  }
}
