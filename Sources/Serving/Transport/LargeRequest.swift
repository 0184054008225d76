#if Serving
  import HTTPTypes
  import HummingbirdCore
  import NIOCore
  import Tables

  /// A request that is not answered at once: many rows, CSV, or an explanation.
  struct LargeRequest {
    private let state: ServerState
    private let request: Request

    init(_ state: ServerState, _ request: Request) {
      self.state = state
      self.request = request
    }

    /// Reads the body, works and answers.
    @concurrent
    func answer(_ writer: consuming ResponseWriter) async throws {
      let exchange = Exchange(request.head, id: state.requestId(request.head))
      let answer: Answer
      var sort: ServingProblem.Sort?
      switch await outcome(exchange) {
      case .success(let found): answer = found
      case .failure(let problem):
        answer = Answer(problem, request: exchange.id)
        sort = problem.sort
      }
      let response = state.response(answer, for: exchange)
      var body = try await writer.writeHead(response)
      if exchange.head.method != "HEAD" {
        for piece in answer.body { try await body.write(ByteBuffer(bytes: piece)) }
      }
      try await body.finish(nil)
      state.note(answer, for: exchange, sort)
    }

    @concurrent
    private func outcome(_ exchange: Exchange) async -> Result<Answer, ServingProblem> {
      do throws(ServingProblem) {
        let route = try state.service.route(exchange.head)
        exchange.place = route.place
        guard route.place == .predict || route.place == .explain else {
          return .success(
            state.service.document(route.place, isStopping: state.service.meter.isStopping))
        }
        try state.gate.admit()
        defer { state.gate.release() }
        let answer: Answer
        if case .csv(let charset) = route.form {
          answer = try await csv(route.model, charset)
        } else {
          answer = try await json(route)
        }
        exchange.model = route.model
        return .success(answer)
      } catch {
        return .failure(error)
      }
    }

    @concurrent
    private func json(_ route: Route) async throws(ServingProblem) -> Answer {
      var body: [UInt8] = []
      if let length = request.headers[.contentLength].flatMap({ Int($0) }) {
        body.reserveCapacity(min(length, state.service.settings.bodyMax))
      }
      var pieces = BodyPieces(request.body, bytesMax: state.service.settings.bodyMax)
      while let piece = try await pieces.next() { body += piece }
      let (service, whole) = (state.service, body)
      if service.settings.isConstant { return try state.prediction(whole, route) }
      return try await state.gate.work {
        Result { () throws(ServingProblem) in try service.answer(whole, route: route) }
      }.get()
    }

    /// Predicts block by block while the body arrives.
    @concurrent
    private func csv(_ model: ServedModel, _ charset: String?) async throws(ServingProblem)
      -> Answer
    {
      let encoding = charset.flatMap { TextEncoding(charset: $0) }
      var prediction = CSVPrediction(model: model, encoding: encoding)
      var answers: [[UInt8]] = []
      var pieces = BodyPieces(request.body, bytesMax: state.service.settings.bodyMax)
      while true {
        let piece = try await pieces.next()
        if let piece { try prediction.append(piece) }
        guard piece == nil || prediction.hasBlock else { continue }
        let (isEnd, before) = (piece == nil, prediction)
        // Only one copy, so that what it holds is changed in place.
        prediction = CSVPrediction(model: model, encoding: encoding)
        let (after, made) = await state.gate.work { before.blocks(isEnd: isEnd) }
        prediction = after
        answers += try made.get()
        if isEnd { break }
      }
      guard prediction.rowCount > 0 else {
        throw ServingProblem(.noRows, "there are no rows to predict", allowed: "at least one row")
      }
      var answer = Answer(csv: answers, charset: charset ?? prediction.charset)
      answer.rowCount = prediction.rowCount
      return answer
    }
  }

  /// The body of a request, piece by piece and up to a limit.
  private struct BodyPieces {
    private var iterator: RequestBody.AsyncIterator
    private let bytesMax: Int
    private var count = 0

    init(_ body: RequestBody, bytesMax: Int) {
      iterator = body.makeAsyncIterator()
      self.bytesMax = bytesMax
    }

    /// Gives the next piece, nil at the end; throws where the body is too large or breaks off.
    @concurrent
    mutating func next() async throws(ServingProblem) -> [UInt8]? {
      let buffer: ByteBuffer?
      do {
        buffer = try await iterator.next()
      } catch {
        throw ServingProblem(.malformed, "the body breaks off")
      }
      guard let buffer else { return nil }
      count += buffer.readableBytes
      guard count <= bytesMax else {
        throw ServingProblem(
          .tooLarge, "the body is too large", allowed: "at most \(bytesMax) bytes")
      }
      return Array(buffer.readableBytesView)
    }
  }
#endif
