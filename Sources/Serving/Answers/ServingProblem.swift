/// What is wrong with a request, as RFC 9457 writes it: the field, the row and what is allowed.
package struct ServingProblem: Error, Hashable, Sendable {
  /// The sorts of problems; the raw value ends the problem's type, and never changes its meaning.
  package enum Sort: String, CaseIterable, Sendable {
    case busy
    case duplicateField = "duplicate-field"
    case extraField = "extra-field"
    case failed
    case foreignHost = "foreign-host"
    case malformed
    case missingField = "missing-field"
    case missingValue = "missing-value"
    case noExplanation = "no-explanation"
    case noRows = "no-rows"
    case notAllowed = "not-allowed"
    case notFinite = "not-finite"
    case notFound = "not-found"
    case refusedValue = "refused-value"
    case stopping
    case tooLarge = "too-large"
    case tooManyRows = "too-many-rows"
    case tooSlow = "too-slow"
    case unauthorized
    case unknownLevel = "unknown-level"
    case unknownModel = "unknown-model"
    case wrongContentType = "wrong-content-type"
    case wrongType = "wrong-type"

    /// The status of HTTP.
    package var status: Int {
      switch self {
      case .malformed: 400
      case .unauthorized: 401
      case .notFound, .unknownModel: 404
      case .notAllowed: 405
      case .tooSlow: 408
      case .tooLarge: 413
      case .wrongContentType: 415
      case .foreignHost: 421
      case .duplicateField, .extraField, .missingField, .missingValue, .noExplanation, .noRows,
        .notFinite, .refusedValue, .tooManyRows, .unknownLevel, .wrongType:
        422
      case .busy: 429
      case .failed: 500
      case .stopping: 503
      }
    }

    /// The problem in a few words, the same for all of its sort.
    package var title: String {
      switch self {
      case .busy: "The server has as much to do as it takes on"
      case .duplicateField: "A field is given twice"
      case .extraField: "A field is not one of the model's"
      case .failed: "The server failed"
      case .foreignHost: "The host is another"
      case .malformed: "The body cannot be read"
      case .missingField: "A field is missing"
      case .missingValue: "A value is missing"
      case .noExplanation: "The model cannot be explained"
      case .noRows: "There are no rows"
      case .notAllowed: "The method is not allowed here"
      case .notFinite: "A number is not finite"
      case .notFound: "There is nothing of this name"
      case .refusedValue: "A value is refused"
      case .stopping: "The server is stopping"
      case .tooLarge: "The body is too large"
      case .tooManyRows: "There are too many rows"
      case .tooSlow: "The request came too slowly"
      case .unauthorized: "A token is needed"
      case .unknownLevel: "A text is none that the model knows"
      case .unknownModel: "There is no such model"
      case .wrongContentType: "The content type is another"
      case .wrongType: "A value has the wrong type"
      }
    }
  }

  package let sort: Sort
  /// One sentence about this request.
  package var detail: String
  /// The field that is wrong, nil where none is.
  package var field: String?
  /// The row that is wrong, counted from 1.
  package var row: Int?
  /// What is allowed instead.
  package var allowed: String?

  package init(
    _ sort: Sort, _ detail: String, field: String? = nil, row: Int? = nil, allowed: String? = nil
  ) {
    self.sort = sort
    self.detail = detail
    self.field = field
    self.row = row
    self.allowed = allowed
  }

  /// Gives the document; the request's id leads to its line in the log.
  package func document(request: String?) -> [UInt8] {
    var json = JSONOutput()
    json.object { json in
      json.member("type", "urn:workbench:problem:\(sort.rawValue)")
      json.member("title", sort.title)
      json.member("status", sort.status)
      json.member("detail", detail)
      if let field { json.member("field", field) }
      if let row { json.member("row", row) }
      if let allowed { json.member("allowed", allowed) }
      if let request { json.member("request", request) }
    }
    return json.bytes
  }
}
