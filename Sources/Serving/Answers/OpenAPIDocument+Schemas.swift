import Learning

extension OpenAPIDocument {
  /// Writes the forms of bodies and answers.
  static func schemas(
    _ models: [ServedModel], _ settings: ServiceSettings, to json: inout JSONOutput
  ) {
    for model in models {
      json.name(componentName("\(model.name) rows"))
      rows(model, rowsMax: nil, to: &json)
      json.name(componentName("\(model.name) predictions"))
      predictions(model, to: &json)
      if model.explainer != nil {
        json.name(componentName("\(model.name) rows to explain"))
        rows(model, rowsMax: settings.explainedRowsMax, to: &json)
      }
    }
    json.name("explanation")
    explanation(to: &json)
    json.name("problem")
    problem(to: &json)
  }

  /// Writes the form with rows.
  ///
  /// That columns are equally long no schema can say, so that form is told of in words only.
  private static func rows(_ model: ServedModel, rowsMax: Int?, to json: inout JSONOutput) {
    wrapper("rows", to: &json) { json in
      list(rowsMax, to: &json) { json in
        fields(model, to: &json) { field, json in value(field, to: &json) }
      }
    }
  }

  private static func wrapper(
    _ name: String, to json: inout JSONOutput, _ body: (inout JSONOutput) -> Void
  ) {
    json.object { json in
      json.member("type", "object")
      json.member("additionalProperties", false)
      json.name("required")
      json.texts([name])
      json.name("properties")
      json.object { json in
        json.name(name)
        body(&json)
      }
    }
  }

  private static func list(
    _ countMax: Int?, to json: inout JSONOutput, _ body: (inout JSONOutput) -> Void
  ) {
    json.object { json in
      json.member("type", "array")
      json.member("minItems", 1)
      if let countMax { json.member("maxItems", countMax) }
      json.name("items")
      body(&json)
    }
  }

  private static func fields(
    _ model: ServedModel, to json: inout JSONOutput,
    _ body: (ServedField, inout JSONOutput) -> Void
  ) {
    json.object { json in
      json.member("type", "object")
      json.member("additionalProperties", false)
      json.name("required")
      json.texts(model.fields.filter { !$0.acceptsMissing }.map(\.name))
      json.name("properties")
      json.object { json in
        for field in model.fields {
          json.name(field.name)
          body(field, &json)
        }
      }
    }
  }

  private static func value(_ field: ServedField, to json: inout JSONOutput) {
    json.object { json in
      switch field.entry.content {
      case .numbers:
        json.name("type")
        json.texts(["number", "boolean"] + (field.acceptsMissing ? ["null"] : []))
      case .dates:
        json.name("anyOf")
        let missing = field.acceptsMissing ? #",{"type":"null"}"# : ""
        json.raw(
          Array(
            (#"[{"type":"string","format":"date"},{"type":"string","format":"date-time"}"#
              + missing + "]").utf8))
      case .texts(let levels):
        guard !field.acceptsUnknown, !levels.isEmpty else {
          json.name("type")
          json.texts(["string"] + (field.acceptsMissing ? ["null"] : []))
          return
        }
        json.name("enum")
        json.array { json in
          for level in levels { json.text(level) }
          if field.acceptsMissing { json.raw(Array("null".utf8)) }
        }
      }
    }
  }

  private static func predictions(_ model: ServedModel, to json: inout JSONOutput) {
    let value =
      model.classes == nil ? #"{"type":["number","null"]}"# : #"{"type":"string"}"#
    let probabilities =
      #""probabilities":{"type":"array","items":{"type":"object","#
      + #""additionalProperties":{"type":["number","null"]}}},"#
    let warning =
      #"{"type":"object","required":["field","row","count","detail"],"properties":{"#
      + #""field":{"type":"string"},"row":{"type":"integer","minimum":1},"#
      + #""count":{"type":"integer","minimum":1},"detail":{"type":"string"}}}"#
    let required = model.classes == nil ? "" : #","probabilities""#
    json.raw(
      Array(
        (#"{"type":"object","required":["model","rows","predictions"\#(required)],"properties":{"#
          + #""model":{"type":"string"},"rows":{"type":"integer","minimum":1},"#
          + (model.classes == nil ? "" : probabilities)
          + #""predictions":{"type":"array","items":\#(value)},"#
          + #""warnings":{"type":"array","items":\#(warning)}}}"#).utf8))
  }

  private static func explanation(to json: inout JSONOutput) {
    let numbers = #"{"type":"array","items":{"type":["number","null"]}}"#
    json.raw(
      Array(
        (#"{"type":"object","required":["model","rows","method","scale","players","base","outputs","#
          + #""values"],"properties":{"model":{"type":"string"},"rows":{"type":"integer"},"#
          + #""method":{"type":"string"},"scale":{"type":"string"},"class":{"type":"string"},"#
          + #""players":{"type":"array","items":{"type":"string"}},"#
          + #""base":{"type":["number","null"]},"outputs":\#(numbers),"#
          + #""values":{"type":"array","items":\#(numbers)}}}"#).utf8))
  }

  private static func problem(to json: inout JSONOutput) {
    json.raw(
      Array(
        (#"{"type":"object","required":["type","title","status","detail"],"properties":{"#
          + #""type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},"#
          + #""detail":{"type":"string"},"field":{"type":"string"},"#
          + #""row":{"type":"integer","minimum":1},"allowed":{"type":"string"},"#
          + #""request":{"type":"string"}}}"#).utf8))
  }
}
