#if Serving
  import HTTPTypes
  import NIOCore
  import Synchronization

  /// What all connections of a server share.
  final class ServerState: Sendable {
    let service: Service
    let log: RequestLog
    let gate: WorkGate
    /// The beginning of the ids of this run, so that two runs do not give the same.
    private let prefix: String
    private let count = Atomic<UInt64>(0)
    private let date: HTTPDate
    private let constant: Answer?

    init(service: Service, log: RequestLog) {
      self.service = service
      self.log = log
      gate = WorkGate(
        workers: service.settings.workers, queueMax: service.settings.queueMax,
        meter: service.meter)
      var random = SystemRandomNumberGenerator()
      prefix = String(UInt32.random(in: 0x1000_0000 ... .max, using: &random), radix: 16)
      date = HTTPDate()
      constant =
        service.settings.isConstant
        ? Answer(json: Array(#"{"model":"constant","rows":1,"predictions":[1]}"#.utf8)) : nil
    }

    /// Gives an id that no request of this run has.
    func nextId() -> String {
      let number = count.add(1, ordering: .relaxed).newValue
      return prefix + "-" + String(number, radix: 16)
    }

    /// Gives the id that a request brings, where it is one, or a new one.
    func requestId(_ head: HTTPRequest) -> String {
      guard let given = head.headerFields[.requestId], (1...64).contains(given.utf8.count),
        given.utf8.allSatisfy({ byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."):
            true
          default: false
          }
        })
      else { return nextId() }
      return given
    }

    /// Predicts a small body, or gives the constant.
    func prediction(_ body: [UInt8], _ route: Route) throws(ServingProblem) -> Answer {
      if let constant { return constant }
      return try service.answer(body, route: route)
    }

    /// Gives the head of an answer.
    func response(_ answer: Answer, for exchange: Exchange) -> HTTPResponse {
      var fields = HTTPFields()
      fields.reserveCapacity(10)
      fields.append(HTTPField(name: .contentType, value: answer.contentType))
      fields.append(HTTPField(name: .contentLength, value: String(answer.byteCount)))
      fields.append(HTTPField(name: .date, value: date.now()))
      fields.append(HTTPField(name: .cacheControl, value: "no-store"))
      fields.append(HTTPField(name: .xContentTypeOptions, value: "nosniff"))
      fields.append(HTTPField(name: .requestId, value: exchange.id))
      fields.append(HTTPField(name: .workbenchVersion, value: service.version))
      if let model = exchange.model {
        fields.append(HTTPField(name: .workbenchModel, value: PercentText.encoded(model.name)))
        fields.append(HTTPField(name: .workbenchDigest, value: model.digest))
      }
      for (name, value) in answer.headers {
        if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
      }
      if exchange.closes { fields.append(HTTPField(name: .connection, value: "close")) }
      return HTTPResponse(
        status: HTTPResponse.Status(code: answer.status), headerFields: fields)
    }

    /// Counts an answer, and writes of it to the log.
    func note(_ answer: Answer, for exchange: Exchange, _ problem: ServingProblem.Sort?) {
      let seconds = Double((NIODeadline.now() - exchange.start).nanoseconds) / 1e9
      let place = exchange.place?.rawValue ?? "other"
      service.meter.count(
        place: place, status: answer.status, seconds: seconds, model: exchange.model?.name,
        rows: answer.rowCount)
      log.request(
        RequestLog.Entry(
          id: exchange.id, method: Self.known(exchange.head.method), place: place,
          status: answer.status, seconds: seconds, rows: answer.rowCount,
          problem: problem?.rawValue))
    }

    /// A method that everyone knows; a made-up one may hold anything.
    private static func known(_ method: String) -> String {
      ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"].contains(method)
        ? method : "other"
    }
  }

  extension HTTPField.Name {
    // The names are constants that are tokens of HTTP; where one were none, the header is another.
    static let requestId = HTTPField.Name("X-Request-Id") ?? .via
    static let workbenchVersion = HTTPField.Name("Workbench-Version") ?? .via
    static let workbenchModel = HTTPField.Name("Workbench-Model") ?? .via
    static let workbenchDigest = HTTPField.Name("Workbench-Model-Digest") ?? .via
  }
#endif
