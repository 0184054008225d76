/// What a request says before its body.
package struct RequestHead: Sendable {
  package let method: String
  /// The path without a query.
  package let path: String
  package let contentType: String?
  package let authorization: String?
  package let host: String?

  /// Takes the path with its query, which is not looked at.
  package init(
    method: String, target: String, contentType: String? = nil, authorization: String? = nil,
    host: String? = nil
  ) {
    self.method = method
    path = target.utf8.contains(UInt8(ascii: "?")) ? String(target.prefix { $0 != "?" }) : target
    self.contentType = contentType
    self.authorization = authorization
    self.host = host
  }
}

/// What a request is about.
package struct Route: Sendable {
  /// The places that there are.
  package enum Place: String, CaseIterable, Sendable {
    case page = "/"
    case script = "/page.js"
    case style = "/page.css"
    case health = "/healthz"
    case ready = "/readyz"
    case metrics = "/metrics"
    case description = "/openapi.json"
    case report = "/report"
    case schema = "/v1/schema"
    case predict = "/v1/predict"
    case explain = "/v1/explain"

    /// Finds the place of a path, and the name of a model behind it.
    static func find(_ path: String) -> (Place, model: String?)? {
      // Nearly all requests are predictions.
      if path == Place.predict.rawValue { return (.predict, nil) }
      if let place = Place(rawValue: path) { return (place, nil) }
      for place in [Place.predict, .explain] where path.hasPrefix(place.rawValue + "/") {
        return (place, PercentText.decoded(path.dropFirst(place.rawValue.count + 1)))
      }
      return nil
    }

    /// The methods that it takes.
    var methods: [String] {
      switch self {
      case .predict, .explain: ["POST"]
      default: ["GET", "HEAD"]
      }
    }

    /// Whether a token is asked for where the server has one; the page itself holds no data.
    var needsToken: Bool {
      switch self {
      case .page, .script, .style, .health, .ready: false
      case .metrics, .description, .report, .schema, .predict, .explain: true
      }
    }
  }

  package let place: Place
  package let model: ServedModel
  /// The form of the body, where there is one.
  package let form: BodyForm
}

/// The form of a body, told by its content type.
package enum BodyForm: Hashable, Sendable {
  case json
  /// Rows as CSV, with the encoding where the content type names one.
  case csv(charset: String?)

  /// Reads a content type; throws where it is none of those that are read.
  init(contentType: String?) throws(ServingProblem) {
    if contentType == "application/json" {
      self = .json
      return
    }
    let parts = (contentType ?? "").lowercased().split(separator: ";").map {
      String($0.filter { $0 != " " && $0 != "\t" && $0 != "\"" })
    }
    let charset = parts.dropFirst().first { $0.hasPrefix("charset=") }.map {
      String($0.dropFirst("charset=".count))
    }
    switch parts.first {
    case "application/json" where charset == nil || charset == "utf-8":
      self = .json
    case "text/csv" where charset.map { Self.charsets.contains($0) } ?? true:
      self = .csv(charset: charset)
    default:
      throw ServingProblem(
        .wrongContentType,
        contentType == nil ? "the request has no content type" : "the content type is not read",
        allowed: "application/json or text/csv, in UTF-8; of CSV also `charset=windows-1252`")
    }
  }

  /// The encodings of CSV that a request may name.
  private static let charsets = ["utf-8", "windows-1252", "iso-8859-1"]
}

/// The text of a path, in which signs are written as numbers.
enum PercentText {
  /// Gives the text without escapes.
  static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
