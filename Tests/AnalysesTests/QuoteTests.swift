import Analyses
import Diagnostics
import Stages
import Testing

@Suite("Quoted values")
struct QuoteTests {
  private static let stages = """
    workbench: 1
    title: Quotes
    stages:
      - {id: drawn, kind: draw, with: {rows: 9, columns: {x: {uniform: [0, 1]}, size-m: {uniform: [0, 1]}}}}
      - {id: parts, kind: split, from: drawn}
      - {id: plain, kind: recipe, from: parts.train, with: {target: x}}
      - {id: line, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: linear, folds: 2}}
      - {id: scores, kind: evaluate, from: {models: line, rows: parts.test}, with: {metrics: [mae, r2]}}

    """

  private static func analysis(_ rest: String) throws -> Analysis {
    var reader = AnalysisReader(catalog: .builtIn) { path in
      .failure(Diagnostic(.inputMissing, "there is no file '\(path)'"))
    }
    return try reader.read(SourceText(path: "t.yaml", text: stages + rest), name: "t")
  }

  private static func problems(_ rest: String) -> [Diagnostic] {
    do {
      _ = try analysis(rest)
      return []
    } catch let error as DiagnosticError {
      return error.diagnostics
    } catch {
      return []
    }
  }

  @Test("what is quoted is an input, each output once, in the order of the text")
  func inputs() throws {
    let analysis = try Self.analysis(
      """
        - id: remark
          kind: text
          with: {body: "{{drawn.rows}} {{scores.line.held-out.mae.low}} {{drawn.x}} {{parts.test.rows}}"}
      """)
    let stage = try #require(analysis.stage("remark"))
    #expect(
      stage.inputs == [
        StageInput(port: Quote.port, stage: "drawn", output: "table"),
        StageInput(port: Quote.port, stage: "scores", output: "metrics"),
        StageInput(port: Quote.port, stage: "parts", output: "test"),
      ])
    #expect(stage.upstream == ["drawn", "scores", "parts"])
  }

  @Test(
    "every value that a stage offers can be quoted",
    arguments: [
      "drawn.rows", "drawn.columns", "drawn.size-m", "drawn.table.x", "parts.rows",
      "parts.test.columns", "line.parameters", "line.operations", "line.model.parameters",
      "line.held-out.rows", "scores.best", "scores.best.held-out.mae", "scores.line.parts.r2.high",
      "scores.metrics.line.held-out.r2", "scores.residuals.rows",
    ])
  func offered(reference: String) throws {
    let analysis = try Self.analysis(
      "  - {id: remark, kind: text, with: {body: \"{{\(reference)}}\"}}")
    #expect(analysis.stage("remark")?.quotes.map(\.reference) == [reference])
  }

  /// A reference, the message and the hint.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let reference: String
    let headline: String
    let hint: String
    var testDescription: String { reference }
  }

  @Test(
    "a value that there is not is named, with what was probably meant",
    arguments: [
      Mistake(
        reference: "drawn.rwos", headline: "'drawn' has no value 'rwos'",
        hint: "did you mean `drawn.rows`?"),
      Mistake(
        reference: "dran.rows", headline: "there is no stage 'dran'", hint: "did you mean `drawn`?"),
      Mistake(
        reference: "scores.line.held-out.rmse",
        headline: "'scores' has no value 'line.held-out.rmse'",
        hint: "did you mean `scores.line.held-out.mae`?"),
      Mistake(
        reference: "scores.line.mae", headline: "'scores' has no value 'line.mae'",
        hint: "did you mean `scores.line.held-out.mae`?"),
      Mistake(
        reference: "parts.tset.rows", headline: "'parts' has no value 'tset.rows'",
        hint: "did you mean `parts.test.rows`?"),
      Mistake(
        reference: "line", headline: "'{{line}}' names a stage and no value of it",
        hint: "its values are line.parameters, line.operations, line.held-out.rows, "
          + "line.held-out.columns, line.held-out.row, line.held-out.fold, line.held-out.target, "
          + "line.held-out.prediction and 6 more"),
      Mistake(
        reference: "last.rows",
        headline: "'last' stands further down; a text quotes stages above it",
        hint: "move 'last' above 'remark'"),
    ])
  func mistakes(_ mistake: Mistake) throws {
    let problems = Self.problems(
      """
        - {id: remark, kind: text, with: {body: "see {{\(mistake.reference)}}"}}
        - {id: last, kind: draw, with: {rows: 1, columns: {x: {uniform: [0, 1]}}}}
      """)
    try #require(problems.count == 1)
    #expect(problems[0].headline == mistake.headline)
    #expect(problems[0].hints == [mistake.hint])
    #expect(problems[0].span?.line == 9)
    #expect(problems[0].span?.column == 50)
  }

  @Test("a stage without values and a text that quotes itself are told apart")
  func others() {
    let problems = Self.problems(
      "  - {id: remark, kind: text, with: {body: \"{{plain.x}} {{remark.x}}\"}}")
    #expect(
      problems.map(\.headline) == [
        "'plain' has no values that a text can quote; it is a recipe",
        "'remark' cannot quote itself",
      ])
  }

  @Test("about a value of a stage with a problem of its own nothing more is said")
  func blocked() {
    let problems = Self.problems(
      """
        - {id: bad, kind: draw, with: {rows: x}}
        - {id: remark, kind: text, with: {body: "{{bad.rows}}"}}
      """)
    #expect(problems.allSatisfy { $0.span?.line == 9 })
    #expect(!problems.isEmpty)
  }

  /// A way to write a text, and where its mistake stands.
  struct Form: Sendable, CustomTestStringConvertible {
    let text: String
    let line: Int
    let column: Int
    var testDescription: String { text }
  }

  @Test(
    "a mistake is shown at its line and column, however the text is written",
    arguments: [
      Form(text: "body: plain {{drawn.no}} text", line: 12, column: 21),
      Form(text: "body: plain text\n        over {{drawn.no}} lines", line: 13, column: 16),
      Form(text: "body: 'it''s {{drawn.no}}'", line: 12, column: 22),
      Form(text: #"body: "say \"{{drawn.no}}\" \\ now""#, line: 12, column: 22),
      Form(text: "body: \"one\n\n      {{drawn.no}}\"", line: 14, column: 9),
      Form(
        text: "body: |\n        one {{drawn.rows}}\n\n        two {{drawn.no}}", line: 15,
        column: 15
      ),
      Form(text: "body: |-\n        {{drawn.no}}", line: 13, column: 11),
      Form(
        text: "body: >\n        one {{drawn.rows}}\n        two\n\n\n        é {{drawn.no}}\n",
        line: 17, column: 13),
      Form(
        text: "body: >-\n\n        one\n          more {{ drawn.no }}", line: 15, column: 19),
    ])
  func places(_ form: Form) throws {
    let problems = Self.problems("  - id: remark\n    kind: text\n    with:\n      \(form.text)\n")
    try #require(problems.map(\.code) == [.unknownValue])
    let span = try #require(problems[0].span)
    #expect(span.line == form.line)
    #expect(span.column == form.column)
    #expect(span.length == 8)
    let line = try #require(problems[0].lineText).unicodeScalars.dropFirst(span.column - 1)
    #expect(String(String.UnicodeScalarView(line.prefix(span.length))) == "drawn.no")
  }

  @Test("where an escape hides the text, the start of the text has to do")
  func hidden() throws {
    let problems = Self.problems(
      "  - {id: remark, kind: text, with: {body: \"\\u0041 {{drawn.no}}\"}}")
    #expect(problems.map { $0.span?.column } == [43])
  }

  @Test("an answer is a template too, and may quote any stage")
  func answer() throws {
    let text = Self.stages.replacing(
      "title: Quotes\n", with: "title: Quotes\nanswer: >\n  It is\n  {{scores.best}}.\n")
    var reader = AnalysisReader(catalog: .builtIn) { path in
      .failure(Diagnostic(.inputMissing, "there is no file '\(path)'"))
    }
    let analysis = try reader.read(SourceText(path: "t.yaml", text: text), name: "t")
    #expect(analysis.answer?.quotes.map(\.reference) == ["scores.best"])
    #expect(try Self.analysis("").answer == nil)
    let wrong = text.replacing("scores.best", with: "scores.worst")
    do {
      _ = try reader.read(SourceText(path: "t.yaml", text: wrong), name: "t")
      Issue.record("the value 'worst' was taken")
    } catch {
      #expect(error.diagnostics.map(\.short) == ["WB0313@5:5"])
    }
  }

  @Test("a value at the beginning of a text without quotes is recognised")
  func unquoted() throws {
    let problems = Self.problems("  - {id: remark, kind: text, with: {body: {{drawn.rows}} rows}}")
    #expect(problems.map(\.short) == ["WB0102@9:43"])
    #expect(problems[0].hints == ["put it into quotes, or write it below a `>`"])
  }
}
