/// What goes back to a client.
package struct Answer: Sendable {
  package var status = 200
  package let contentType: String
  /// Names and values of other headers.
  package var headers: [(String, String)] = []
  /// The body, in pieces.
  package var body: [[UInt8]]
  /// How many rows were predicted or explained.
  package var rowCount = 0

  /// What a page of this server may load: its own script and style, and nothing from elsewhere.
  static let pagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' "
    + "data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  /// What the report may load: it has its style and script in itself.
  static let reportPolicy =
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

  package init(type: String, body: [UInt8]) {
    contentType = type
    self.body = [body]
  }

  package init(json: [UInt8]) {
    self.init(type: "application/json", body: json)
  }

  /// Takes a page and what it may load.
  init(page: [UInt8], policy: String) {
    self.init(type: "text/html; charset=utf-8", body: page)
    headers = [("Content-Security-Policy", policy)]
  }

  /// Takes pieces of CSV.
  package init(csv pieces: [[UInt8]], charset: String) {
    contentType = "text/csv; charset=\(charset); header=present"
    body = pieces
  }

  /// Takes a problem, with the headers that its status asks for.
  package init(_ problem: ServingProblem, request: String?) {
    contentType = "application/problem+json"
    status = problem.sort.status
    body = [problem.document(request: request)]
    switch problem.sort {
    case .busy, .stopping: headers = [("Retry-After", "1")]
    case .unauthorized: headers = [("WWW-Authenticate", "Bearer")]
    case .notAllowed: headers = [("Allow", problem.allowed ?? "")]
    default: break
    }
  }

  /// How many bytes the body has.
  package var byteCount: Int { body.reduce(0) { $0 + $1.count } }
}
