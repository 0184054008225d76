import Analyses
import Stages

/// The JSON Schema of an analysis file, by which editors complete words and mark mistakes.
///
/// It is made from the same declarations as the parser, and allows all that the parser allows; the
/// parser knows more, such as which columns there are.
package enum AnalysisSchema {
  /// The schema as JSON text.
  package static var text: String { schema.text() + "\n" }

  private static var schema: JSONValue {
    .object([
      ("$schema", .text("http://json-schema.org/draft-07/schema#")),
      ("title", .text("An analysis for workbench")),
      ("type", .text("object")),
      ("required", .array([.text("workbench"), .text("title"), .text("stages")])),
      (
        "properties",
        .object([
          ("workbench", described("The version of the file's language.", ("const", .integer(1)))),
          ("title", described("What the report is called.", ("type", .text("string")))),
          ("question", described("What is to be answered.", ("type", .text("string")))),
          (
            "answer",
            described(
              "The answer, with values as {{STAGE.name}}.", ("type", .text("string")))
          ),
          (
            "seed",
            described(
              "Decides every random number.", ("type", .text("integer")),
              ("minimum", .integer(0)))
          ),
          (
            "test-set",
            described(
              "Whether every run may read the targets of test rows.",
              ("enum", .array([.text("sealed"), .text("open")])))
          ),
          ("card", card),
          (
            "stages",
            .object([
              ("type", .text("array")), ("minItems", .integer(1)),
              ("items", .object([("oneOf", .array(StageCatalog.builtIn.kinds.map { stage($0) }))])),
            ])
          ),
        ])
      ),
      ("patternProperties", .object([("^x-", .object([]))])),
      ("additionalProperties", .flag(false)),
    ])
  }

  private static var card: JSONValue {
    .object([
      ("description", .text("What is stated of the models, beyond numbers.")),
      ("type", .text("object")), ("additionalProperties", .flag(false)),
      (
        "properties",
        .object(
          CardEntry.subjects.map {
            ($0.name, described($0.summary, ("type", .text("string"))))
          })
      ),
    ])
  }

  private static func described(_ summary: String, _ pairs: (String, JSONValue)...) -> JSONValue {
    .object([("description", .text(summary))] + pairs)
  }

  private static func stage(_ kind: any StageKind.Type) -> JSONValue {
    let settings = kind.settingDescriptions
    let needsWith = settings.contains { $0.standard == nil }
    let required = ["id", "kind"] + (needsWith ? ["with"] : [])
    return .object([
      ("title", .text(kind.name)), ("description", .text(kind.summary)),
      ("type", .text("object")), ("required", .array(required.map { .text($0) })),
      (
        "properties",
        .object([
          (
            "id",
            described(
              "The stage's name.", ("type", .text("string")),
              ("pattern", .text("^[a-z][a-z0-9-]*$")))
          ),
          ("kind", .object([("const", .text(kind.name))])),
          ("from", described("The stages that it takes outputs from.")),
          ("with", SettingSchema.object(settings)),
          ("seed", described("A seed of its own.", ("type", .text("integer")))),
          (
            "section",
            described("The part of the report it is shown in.", ("type", .text("string")))
          ),
          ("note", described("A remark beside its results.", ("type", .text("string")))),
        ])
      ),
      ("patternProperties", .object([("^x-", .object([]))])),
      ("additionalProperties", .flag(false)),
    ])
  }
}
