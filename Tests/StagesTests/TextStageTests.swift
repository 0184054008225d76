import Analyses
import Diagnostics
import Documents
import Engine
import Stages
import Testing
import WorkbenchKit

@Suite("Texts")
struct TextStageTests {
  private static func text(_ body: String, header: String = "", seed: Int = 1) -> String {
    """
    workbench: 1
    title: Texts
    test-set: open
    \(header)
    seed: \(seed)
    stages:
      - {id: drawn, kind: draw, with: {rows: 12345, columns: {x: {uniform: [0, 9]}, e: {normal: [0, 1]}}}}
      - {id: all, kind: sql, from: drawn, with: {query: "SELECT x, 2 * x + e AS y FROM drawn LIMIT 90"}}
      - {id: parts, kind: split, from: all}
      - {id: plain, kind: recipe, from: parts.train, with: {target: y}}
      - {id: line, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: linear}}
      - {id: mean, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: mean, folds: 0}}
      - {id: scores, kind: evaluate, from: {models: [line, mean], rows: parts.test}}
      - id: one
        kind: sql
        with: {query: "SELECT 1234567 AS whole, 2024 AS year, -0.5 AS half, 'a*b`c\\\\{{d' AS odd, NULL AS none"}
      - id: remark
        kind: text
        with: {body: "\(body)"}
    """
  }

  private static func filled(_ body: String) async throws -> String {
    let analysed = try Analysed(text(body))
    let result = try await analysed.run()
    if let problem = result.outcome.problems.first { throw problem }
    return try analysed.artifact("remark", as: FilledText.self).source
  }

  @Test(
    "values of tables and models are written as the report's tables write them",
    arguments: [
      ("{{drawn.rows}}", "12\u{202F}345"), ("{{drawn.columns}}", "2"),
      ("{{parts.test.rows}}", "18"),
      ("{{line.parameters}}", "2"), ("{{one.whole}}", "1\u{202F}234\u{202F}567"),
      ("{{one.year}}", "2024"), ("{{one.half}}", "-0.5000"), ("{{one.none}}", "not defined"),
      ("{{scores.best}}", "line"), ("a {{ one.year }} b", "a 2024 b"),
    ])
  func values(body: String, expected: String) async throws {
    #expect(try await Self.filled(body) == expected)
  }

  @Test("scores are written as in the tables of the evaluation")
  func scores() async throws {
    let analysed = try Analysed(
      Self.text(
        "{{scores.line.held-out.mae}}|{{scores.line.parts.r2}}|{{scores.line.held-out.mae.low}}"))
    try await analysed.run()
    let words = try analysed.artifact("remark", as: FilledText.self).source.split(separator: "|")
    let tables = try analysed.view("scores").blocks.compactMap { block -> DataTable? in
      if case .table(let table) = block { table } else { nil }
    }
    let cells = tables.flatMap(\.rows).flatMap {
      $0.map { $0.plain.replacing(/\u{a0}[★☆]/, with: "") }
    }
    #expect(cells.contains(String(words[0])))
    #expect(cells.contains(String(words[1])))
    #expect(cells.contains { $0.hasPrefix("\(words[2]) to ") })
  }

  @Test("a value stands for just its characters, in text, strong text and code")
  func odd() async throws {
    let analysed = try Analysed(Self.text("v {{one.odd}} **{{one.odd}}** `{{one.odd}}`"))
    try await analysed.run()
    let odd = #"a*b`c\{{d"#
    #expect(
      try analysed.view("remark").blocks == [
        .paragraph(
          Text([.plain("v \(odd) "), .strong(odd), .plain(" "), .code(odd)]))
      ])
  }

  @Test("a text is computed again when what it quotes changes, and only then")
  func staleness() async throws {
    let analysed = try Analysed(Self.text("{{line.parameters}} {{one.year}}"))
    try await analysed.run()
    try analysed.rewrite(Self.text("{{line.parameters}} {{one.year}}", header: "question: Why?"))
    #expect(try await analysed.run().outcome.computed.isEmpty)
    try analysed.rewrite(
      Self.text("{{line.parameters}} {{one.year}}").replacing("2024 AS", with: "2025 AS"))
    #expect(Set(try await analysed.run().outcome.computed) == ["one", "remark"])
    #expect(try analysed.artifact("remark", as: FilledText.self).source == "2 2025")
    try analysed.rewrite(Self.text("{{line.parameters}} {{one.half}}"))
    #expect(Set(try await analysed.run().outcome.computed).contains("remark"))
  }

  @Test(
    "a value that a result does not have fails the stage in a sentence",
    arguments: [
      (
        "{{drawn.x}}",
        "'remark' failed: {{drawn.x}}: a value of column 'x' is quoted from a table with 12\u{202F}345 "
          + "rows; a table with one row is needed"
      ),
      (
        "{{scores.mean.held-out.mae}}",
        "'remark' failed: {{scores.mean.held-out.mae}}: 'mean' has no mae on 'held-out'"
      ),
    ])
  func failures(body: String, headline: String) async throws {
    let analysed = try Analysed(Self.text(body))
    let result = try await analysed.run()
    #expect(result.outcome.problems.map(\.headline) == [headline])
    #expect(result.outcome.problems[0].span?.line == 19)
  }

  @Test("the answer of the file takes the place of the standard sentence")
  func answer() async throws {
    let header = "answer: It is **{{scores.best}}**, with `{{line.parameters}}`."
    let analysed = try Analysed(Self.text("x", header: header))
    try await analysed.run()
    #expect(try analysed.report.contains("It is <strong>line</strong>, with <code>2</code>."))
    try analysed.rewrite(Self.text("x"))
    try await analysed.run()
    #expect(try !analysed.report.contains("It is <strong>line</strong>"))
    #expect(try analysed.report.contains("predicts"))
  }

  @Test("an answer that cannot be filled in gives way to the standard sentence, with the reason")
  func answerFails() async throws {
    let analysed = try Analysed(Self.text("x", header: "answer: It is {{drawn.x}}."))
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty)
    let report = try analysed.report
    #expect(report.contains("The answer of the file cannot be filled in: {{drawn.x}}: a value of"))
    #expect(report.contains("predicts"))
  }

  @Test("while test rows are sealed, a text about their scores is sealed and the answer waits")
  func sealed() async throws {
    let text = Self.text("{{scores.best}}", header: "answer: It is {{scores.best}}.")
      .replacing("test-set: open", with: "test-set: sealed")
    let analysed = try Analysed(text)
    try await analysed.run()
    let opened = try analysed.opened()
    #expect(try opened.plan(try opened.existingStore())["remark"]?.state == .sealed)
    #expect(try analysed.report.contains("The test rows are sealed."))
  }
}
