import Analyses
import Diagnostics
import Documents
import Engine
import Stages
import Testing
import WorkbenchKit

@Suite("The report of an additive model")
struct AdditiveViewTests {
  private static func analysis(_ target: String) -> String {
    """
    workbench: 1
    title: Curves
    seed: 1
    stages:
      - id: drawn
        kind: draw
        with: {rows: 400, columns: {a: {uniform: [10, 20]}, b: {uniform: [0, 1]}, n: {normal: [0, 1]}}}
      - id: rows
        kind: sql
        from: drawn
        with:
          query: >-
            SELECT a, b, CASE WHEN n > 0 THEN 'up' ELSE 'down' END AS level, \(target) AS y FROM drawn
      - id: recipe
        kind: recipe
        from: rows
        with: {target: y, steps: [{min-max: {columns: numeric}}, {one-hot: {columns: text, unseen: zeros}}]}
      - {id: fit, kind: train, from: {rows: rows, recipe: recipe}, with: {learner: additive, folds: 2}}
    """
  }

  private static func blocks(_ target: String) async throws -> [Block] {
    let analysed = try Analysed(analysis(target))
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty, "\(result.outcome.problems.map(\.headline))")
    return try analysed.view("fit").blocks
  }

  @Test("curves stand in the table's units, the greatest first, and levels have intervals")
  func pictures() async throws {
    let figures = try await Self.blocks("3 * a + b * b + (n > 0) + (n * 1000 - round(n * 1000))")
      .compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
    guard case .panels(let panels, false)? = figures.first?.chart,
      case .lines(let lines)? = panels.first?.chart, case .bars(let bars)? = figures.last?.chart
    else {
      Issue.record("there are no panels and bars")
      return
    }
    #expect(panels.map(\.title) == ["a", "b"])
    #expect(lines[0].x.allSatisfy { (10...20).contains($0) })
    let reach = (lines[0].y.last ?? 0) - (lines[0].y.first ?? 0)
    #expect(abs(reach - 30) < 1)
    #expect(Set(panels.map(\.y.range)).count == 1)
    #expect(bars.map(\.group) == ["level=down", "level=up"])
    #expect(bars.allSatisfy { $0.low ?? 1 < $0.value && $0.high ?? -1 > $0.value })
    #expect(abs(bars[1].value - bars[0].value - 1) < 0.2)
  }

  @Test("curves of classes say how they are centred, and have a short label")
  func classes() async throws {
    let figures = try await Self.blocks("CASE WHEN a + n > 15 THEN 'yes' ELSE 'no' END")
      .compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
    let curves = try #require(figures.first { $0.id == "fit-curves" })
    #expect(curves.y.label == "Added to log odds")
    #expect("\(curves.caption)".contains("count by p (1 - p)"))
  }

  @Test("a finding says whether features work together")
  func findings() async throws {
    func headline(_ target: String) async throws -> String {
      try await Self.blocks(target)
        .compactMap { if case .finding(let finding) = $0 { finding.headline.plain } else { nil } }
        .first ?? ""
    }
    let noise = "0.2 * (n * 1000 - round(n * 1000))"
    #expect(try await headline("a + b + \(noise)").hasPrefix("Nothing speaks against a sum"))
    #expect(
      try await headline("(a - 15) * b + \(noise)")
        .hasPrefix("The residuals hang together with a and b: a sum of curves is too simple"))
  }
}
