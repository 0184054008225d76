import Learning
import Tables

/// The description of the server as OpenAPI 3.1, exact enough to make requests from.
enum OpenAPIDocument {
  /// Gives the answer of `/openapi.json`.
  static func json(
    _ models: [ServedModel], version: String, settings: ServiceSettings
  ) -> [UInt8] {
    var json = JSONOutput()
    json.object { json in
      json.member("openapi", "3.1.0")
      json.name("info")
      json.object { json in
        json.member("title", "Predictions of " + ServedField.shown(models.map(\.name)))
        json.member("version", version)
      }
      if settings.token != nil {
        json.name("security")
        json.array { json in
          json.object {
            $0.name("token"); $0.array { _ in }
          }
        }
      }
      json.name("paths")
      json.object { json in paths(models, settings, to: &json) }
      json.name("components")
      json.object { json in
        json.name("schemas")
        json.object { json in schemas(models, settings, to: &json) }
        if settings.token != nil {
          json.name("securitySchemes")
          json.raw(Array(#"{"token":{"type":"http","scheme":"bearer"}}"#.utf8))
        }
      }
    }
    return json.bytes
  }

  private static func paths(
    _ models: [ServedModel], _ settings: ServiceSettings, to json: inout JSONOutput
  ) {
    for (place, summary, type) in plain {
      json.name(place.rawValue)
      json.object { json in
        json.name("get")
        json.object { json in
          json.member("summary", summary)
          if !place.needsToken, settings.token != nil {
            json.name("security")
            json.array { _ in }
          }
          json.name("responses")
          json.object { json in
            response(200, "The answer.", [(type, nil)], to: &json)
            problems([401], to: &json)
          }
        }
      }
    }
    for (index, model) in models.enumerated() {
      // The first answers where no name is given.
      for name in (index == 0 ? [nil] : []) + [model.name] {
        let ending = name.map { "/" + PercentText.encoded($0) } ?? ""
        json.name(Route.Place.predict.rawValue + ending)
        json.object { json in operation(model, isExplanation: false, to: &json) }
        guard model.explainer != nil else { continue }
        json.name(Route.Place.explain.rawValue + ending)
        json.object { json in operation(model, isExplanation: true, to: &json) }
      }
    }
  }

  private static let plain: [(Route.Place, String, String)] = [
    (.health, "Tells that the server is alive.", "application/json"),
    (.ready, "Tells whether requests are taken.", "application/json"),
    (.metrics, "Gives counts in the text form of Prometheus.", "text/plain"),
    (.schema, "Tells what the models read and predict.", "application/json"),
    (.description, "Gives this description.", "application/json"),
  ]

  private static func operation(
    _ model: ServedModel, isExplanation: Bool, to json: inout JSONOutput
  ) {
    let body = isExplanation ? "\(model.name) rows to explain" : "\(model.name) rows"
    let answer = isExplanation ? "explanation" : "\(model.name) predictions"
    json.name("post")
    json.object { json in
      json.member(
        "summary",
        isExplanation
          ? "Tells how much each column adds to predictions of \(model.target)."
          : "Predicts \(model.target).")
      json.member(
        "description",
        "Rows may also come as columns of one length: {\"columns\": {\"FIELD\": [VALUE, …], …}}."
          + (isExplanation ? "" : " CSV is answered by CSV, with predictions behind the rows."))
      json.name("requestBody")
      json.object { json in
        json.member("required", true)
        json.name("content")
        json.object { json in
          content("application/json", reference(body), to: &json)
          if !isExplanation { content("text/csv", CSVForm.schema(of: model), to: &json) }
        }
      }
      json.name("responses")
      json.object { json in
        var types: [(String, String?)] = [("application/json", reference(answer))]
        if !isExplanation { types.append(("text/csv", nil)) }
        response(200, "A prediction for each row.", types, to: &json)
        problems([400, 401, 404, 408, 413, 415, 422, 429, 503], to: &json)
      }
    }
  }

  private static func response(
    _ status: Int, _ text: String, _ types: [(String, String?)], to json: inout JSONOutput
  ) {
    json.name("\(status)")
    json.object { json in
      json.member("description", text)
      json.name("content")
      json.object { json in
        for (type, schema) in types { content(type, schema ?? "{}", to: &json) }
      }
    }
  }

  private static func problems(_ statuses: [Int], to json: inout JSONOutput) {
    for status in statuses {
      response(
        status, "A problem.", [("application/problem+json", reference("problem"))], to: &json)
    }
  }

  private static func content(_ type: String, _ schema: String, to json: inout JSONOutput) {
    json.name(type)
    json.object { json in
      json.name("schema")
      json.raw(Array(schema.utf8))
    }
  }

  private static func reference(_ name: String) -> String {
    var json = JSONOutput()
    json.object { $0.member("$ref", "#/components/schemas/" + componentName(name)) }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// The name of a component, which has letters, digits and a few signs only.
  static func componentName(_ name: String) -> String {
    String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") ? $0 : "-" })
  }
}

extension PercentText {
  /// Gives the text with all but letters, digits and a few signs written as numbers.
  static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"):
        String(decoding: [byte], as: UTF8.self)
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
