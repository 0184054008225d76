import Analyses
import Diagnostics
import Documents
import Engine
import Stages
import Tables
import Testing
import WorkbenchKit

@Suite("What an evaluation says of models and rows")
struct ComparisonTests {
  private func analysed(
    noise: Double = 1, count: Int = 200, evaluation: String, more: String = ""
  ) throws -> Analysed {
    try Analysed(
      """
      workbench: 1
      title: A comparison
      seed: 8
      stages:
        - {id: drawn, kind: draw, with: {rows: 300, columns: {x: {uniform: [0, 9]}, n: {normal: [0, 1]}}}}
        - {id: drawn-2, kind: draw, with: {rows: \(count), columns: {x: {uniform: [0, 9]}, n: {normal: [0, \(noise)]}}}}
        - {id: rows, kind: sql, from: {t: drawn}, with: {query: "SELECT x, 3 * x + n AS y FROM t"}}
        - {id: others, kind: sql, from: {t: drawn-2}, with: {query: "SELECT x, 3 * x + n AS y FROM t"}}
        - {id: plain, kind: recipe, from: rows, with: {target: y}}
        - {id: line, kind: train, from: {rows: rows, recipe: plain}, with: {learner: linear}}
        - {id: mean, kind: train, from: {rows: rows, recipe: plain}, with: {learner: mean}}
        - {id: twin, kind: train, from: {rows: rows, recipe: plain}, with: {learner: linear}}
        - {id: unfolded, kind: train, from: {rows: rows, recipe: plain}, with: {learner: linear, folds: 0}}
      \(more)
        - {id: scores, kind: evaluate, from: \(evaluation)}
      """)
  }

  private func view(_ analysed: Analysed) async throws -> StageView {
    #expect(try await analysed.run().outcome.problems.isEmpty)
    return try analysed.view("scores")
  }

  @Test("rows that the fits have seen are called training rows")
  func trainingRows() async throws {
    let view = try await view(try analysed(evaluation: "{models: [line], rows: rows}"))
    #expect(view.answer?.plain.contains("rows are training rows, which the fit has seen") == true)
    #expect(view.findings.contains { $0.tone == .warning && $0.headline.plain.contains("rows") })
    #expect(view.answer?.plain.contains("agrees") == false)
  }

  @Test("a spread of another width is no agreement")
  func spread() async throws {
    let view = try await view(try analysed(noise: 50, evaluation: "{models: [line], rows: others}"))
    #expect(view.answer?.plain.contains("agrees") == false)
    #expect(!view.findings.contains { $0.tone == .good })
  }

  @Test("a few rows are too few to tell", arguments: [1, 5])
  func fewRows(count: Int) async throws {
    let view = try await view(
      try analysed(count: count, evaluation: "{models: [line], rows: others}"))
    #expect(view.answer?.plain.contains("too few to tell") == true)
  }

  @Test("equal models cannot be told apart, and a better one can")
  func ties() async throws {
    let equal = try await view(try analysed(evaluation: "{models: [line, twin], rows: others}"))
    #expect(equal.answer?.plain.contains("line and twin cannot be told apart") == true)
    let better = try await view(try analysed(evaluation: "{models: [mean, line], rows: others}"))
    #expect(better.answer?.plain.hasPrefix("line predicts y best:") == true)
  }

  @Test("a model without held-out scores is not ranked among those with them")
  func notRanked() async throws {
    let analysed = try analysed(evaluation: "{models: [mean, unfolded], rows: others}")
    let view = try await view(analysed)
    #expect(view.answer?.plain.hasPrefix("mean predicts y with") == true)
    #expect(view.findings.contains { $0.headline.plain == "Not ranked: unfolded" })
  }

  @Test("rows without a target are named by their place in the whole table")
  func missingTarget() async throws {
    let more = """
        - {id: holes, kind: sql, from: {t: rows}, with: {query: "SELECT x, CASE WHEN x > 8.5 THEN NULL ELSE y END AS y FROM t ORDER BY x"}}
        - {id: torn, kind: train, from: {rows: holes, recipe: plain}, with: {learner: linear}}
      """
    let analysed = try analysed(evaluation: "{models: [line], rows: others}", more: more)
    let problems = try await analysed.run().outcome.problems
    let known = try #require(try analysed.table("holes")?["y"]?.numbers).count { !$0.isNaN }
    #expect(problems.count == 1)
    #expect(problems.first?.headline.contains("row \(known + 1) of 'holes'") == true)
  }
}
