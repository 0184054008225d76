import Analyses
import Documents
import Engine
import TestSupport
import Testing
import WorkbenchKit

@Suite("Rows that are not like the training rows")
struct ShiftTests {
  private func analysed(shift: Double, from: String = "{models: [line], rows: others}") throws
    -> Analysed
  {
    try Analysed(
      """
      workbench: 1
      title: A shift
      seed: 8
      stages:
        - {id: drawn, kind: draw, with: {rows: 300, columns: {x: {uniform: [0, 9]}, n: {normal: [0, 1]}}}}
        - {id: drawn-2, kind: draw, with: {rows: 200, columns: {x: {uniform: [0, 9]}, n: {normal: [0, 1]}}}}
        - {id: rows, kind: sql, from: {t: drawn}, with: {query: "SELECT x, 3 * x + n AS y FROM t"}}
        - {id: others, kind: sql, from: {t: drawn-2}, with: {query: "SELECT x, 3 * x + n + \(shift) AS y FROM t"}}
        - {id: plain, kind: recipe, from: rows, with: {target: y}}
        - {id: line, kind: train, from: {rows: rows, recipe: plain}, with: {learner: linear}}
        - {id: scores, kind: evaluate, from: \(from)}
      """)
  }

  @Test("a shift of the targets is a finding with its sign and size", arguments: [5.0, -5.0])
  func shifted(by shift: Double) async throws {
    let analysed = try analysed(shift: shift)
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let view = try analysed.view("scores")
    let finding = try #require(view.findings.first { $0.tone == .warning })
    let sign = shift > 0 ? "+" : "−"
    #expect(finding.headline.plain.contains("Residuals on others are shifted by \(sign)"))
    let size = try #require(
      finding.headline.plain.firstMatch(of: /shifted by .([0-9.]+)/)?.output.1)
    #expect(abs((Double(size) ?? 0) - 5) < 0.5)
    #expect(view.answer?.plain.contains(shift > 0 ? "higher" : "lower") == true)
    #expect(try analysed.report.contains("are shifted by"))
  }

  @Test("without a shift the finding is that residuals agree")
  func unshifted() async throws {
    let analysed = try analysed(shift: 0)
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let view = try analysed.view("scores")
    #expect(view.findings.map(\.tone) == [.good])
    #expect(!view.findings.contains { $0.headline.plain.contains("shifted by") })
    #expect(view.answer?.plain.contains("agrees with that") == true)
    #expect(!(try analysed.report.contains("are shifted by")))
  }

  @Test("without other rows nothing is said of them")
  func noOtherRows() async throws {
    let analysed = try analysed(shift: 5, from: "{models: [line]}")
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let view = try analysed.view("scores")
    #expect(view.findings.isEmpty)
    #expect(view.answer?.plain.contains("line predicts y with MAE") == true)
  }
}
