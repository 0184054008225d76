import Learning
import Tables

/// What the models read and predict, for people and programs that make forms.
enum SchemaDocument {
  /// Gives the answer of `/v1/schema`.
  static func json(
    _ models: [ServedModel], version: String, settings: ServiceSettings, hasReport: Bool
  ) -> [UInt8] {
    var json = JSONOutput()
    json.object { json in
      json.member("version", version)
      json.member("report", hasReport)
      json.name("models")
      json.array { json in for model in models { write(model, to: &json) } }
    }
    return json.bytes
  }

  private static func write(_ model: ServedModel, to json: inout JSONOutput) {
    json.object { json in
      json.member("name", model.name)
      json.member("digest", model.digest)
      json.member("target", model.target)
      json.member("task", model.classes == nil ? "values" : "classes")
      if let classes = model.classes {
        json.name("classes")
        json.texts(classes)
      }
      json.member("explains", model.explainer != nil)
      json.name("fields")
      json.array { json in for field in model.fields { write(field, model, to: &json) } }
    }
  }

  private static func write(
    _ field: ServedField, _ model: ServedModel, to json: inout JSONOutput
  ) {
    json.object { json in
      json.member("name", field.name)
      json.member("type", field.kind.rawValue)
      json.member("missing", field.acceptsMissing)
      switch field.entry.content {
      case .numbers(let low, let high):
        json.name("low")
        json.number(low)
        json.name("high")
        json.number(high)
      case .dates(let first, let last):
        json.member("first", moment(first))
        json.member("last", moment(last))
      case .texts(let levels):
        json.member("unknown", field.acceptsUnknown)
        json.name("levels")
        json.texts(levels)
      }
      write(exampleOf: field, model, to: &json)
    }
  }

  /// Writes a value that a training row had, to begin with.
  private static func write(
    exampleOf field: ServedField, _ model: ServedModel, to json: inout JSONOutput
  ) {
    guard let column = model.model.golden.inputs[field.name],
      let row = (0..<column.count).first(where: { !column.isMissing($0) })
    else { return }
    json.name("example")
    switch column.values {
    case .numbers(let numbers): json.number(numbers[row])
    case .texts(let texts): json.text(texts[row] ?? "")
    case .dates(let dates): json.text(dates.text(row) ?? "")
    case .flags: json.number(column.numbers?[row] ?? 0)
    }
  }

  private static func moment(_ seconds: Double) -> String {
    guard
      let precision = DateValues.Precision.allCases.first(where: {
        DateValues.allows(seconds, $0)
      })
    else { return "" }
    return DateValues([seconds], precision: precision).text(0) ?? ""
  }
}
