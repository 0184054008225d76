package import Analyses
import Documents

/// Writes text into the report, with values of stages above.
package enum TextStage: StageKind {
  package struct Settings: Sendable {
    package let body: Template
  }

  package static let name = "text"
  /// Goes up also when values are put into other words, since those are no part of the key.
  package static let revision = 2
  package static let summary =
    "Writes text into the report, with values of stages above as `{{STAGE.name}}`."
  package static let section = "Text"
  package static let ports: [Port] = []
  package static let outputs = [
    OutputDeclaration("text", .document, "The text with its values put in.")
  ]
  package static let examples = [
    StageExample(
      "Say how many rows there are and what they are on average",
      analysis: """
        workbench: 1
        title: Numbers in a sentence
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 1000, columns: {x: {uniform: [0, 1]}}}
          - id: mean
            kind: sql
            from: drawn
            with: {query: "SELECT avg(x) AS x FROM drawn"}
          - id: summary
            kind: text
            with:
              body: |
                There are **{{drawn.rows}}** rows, and the mean of `x` is {{mean.x}}.

                ## What to keep in mind

                - The numbers are drawn, not measured.
                - Another seed gives other numbers.
        """),
    StageExample(
      "Quote scores with their intervals, here and in the answer",
      analysis: """
        workbench: 1
        title: Scores in a sentence
        question: How far off is a line?
        answer: >
          By {{scores.line.held-out.mae}} on rows that its fit had not seen
          ({{scores.line.held-out.mae.low}} to {{scores.line.held-out.mae.high}}).
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with: {rows: 60, columns: {x: {uniform: [0, 9]}, y: {normal: [0, 1]}}}
          - {id: plain, kind: recipe, from: drawn, with: {target: y}}
          - {id: line, kind: train, from: {rows: drawn, recipe: plain}, with: {learner: linear}}
          - {id: scores, kind: evaluate, from: {models: line}}
          - id: remark
            kind: text
            with: {body: "`{{scores.best}}` has {{line.parameters}} parameters."}
        """),
  ]

  package static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      body: Template(
        reader.required(
          "body", .text, placeholder: "",
          "Paragraphs, lists with `- ` and headings with `## `, in which **strong**, `code` and "
            + "`{{STAGE.name}}` are understood.")))
  }

  package static func templates(_ settings: Settings) -> [SettingTemplate] {
    [SettingTemplate(setting: "body", template: settings.body)]
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    ["text": .document]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let text = try settings.body.filled { reference in
      try Markdown.escaped(quoted(reference, setting: "body", context))
    }
    return StageResult([("text", FilledText(text))])
  }

  /// Gives a value, or says which reference has none.
  static func quoted(
    _ reference: String, setting: String, _ context: any StageContext
  ) throws -> String {
    do {
      return try context.quoted(reference)
    } catch let problem as StageProblem {
      throw StageProblem(
        "{{\(reference)}}: \(problem.headline)", hints: problem.hints, setting: setting)
    }
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let text = try context.output("text", as: FilledText.self)
    return StageView(
      blocks: Markdown.blocks(of: text.source, idPrefix: "text-\(context.stage)"))
  }
}
