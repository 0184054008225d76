#if Serving
  import HTTPTypes
  import NIOCore

  /// A request and what is known of it until it is answered.
  final class Exchange {
    let head: RequestHead
    let id: String
    let start = NIODeadline.now()
    var place: Route.Place?
    /// The model that answered.
    var model: ServedModel?
    /// Whether the connection ends with the answer.
    var closes: Bool

    init(_ request: HTTPRequest, id: String) {
      head = RequestHead(request)
      self.id = id
      closes = request.headerFields[.connection].map { $0.lowercased() == "close" } ?? false
    }
  }

  extension RequestHead {
    /// Takes what is looked at of a request.
    init(_ request: HTTPRequest) {
      self.init(
        method: request.method.rawValue, target: request.path ?? "",
        contentType: request.headerFields[.contentType],
        authorization: request.headerFields[.authorization], host: request.authority)
    }
  }
#endif
