#if Serving
  import HTTPTypes
  import NIOCore
  import NIOHTTP1
  import NIOHTTPTypes

  /// One connection: answers small requests where they arrive, hands large ones on, and keeps time.
  ///
  /// A small request is answered on the thread that read it, which costs no switch of threads; it is
  /// taken only while no large one is under way, so that answers keep the order of requests.
  final class ConnectionHandler: ChannelDuplexHandler, RemovableChannelHandler {
    /// What arrives.
    typealias InboundIn = HTTPRequestPart
    /// What is handed on.
    typealias InboundOut = HTTPRequestPart
    /// What those behind send.
    typealias OutboundIn = HTTPResponsePart
    /// What is sent.
    typealias OutboundOut = HTTPResponsePart

    /// What is done with the request that is arriving.
    enum Arrival {
      case none
      /// It is kept until it is whole, and then answered here.
      case collecting(Exchange, Route, [UInt8])
      /// It is refused once it is whole.
      case refusing(Exchange, ServingProblem)
      /// It is handed on.
      case forwarded
      /// It has been answered before it was whole; what still comes is thrown away.
      case discarding
    }

    /// Larger bodies are handed on.
    static let smallBytesMax = 1 << 16
    static let tick = TimeAmount.milliseconds(1000)

    let server: ServerState
    var arrival = Arrival.none
    /// How many requests have been handed on and not been answered.
    var forwardedCount = 0
    var isDraining = false
    var watch: ConnectionWatch
    private var timer: Scheduled<Void>?
    private var isReadHeld = false

    init(server: ServerState) {
      self.server = server
      watch = ConnectionWatch(settings: server.service.settings)
    }

    /// Begins to watch the connection.
    func handlerAdded(context: ChannelHandlerContext) {
      server.service.meter.countConnection(1)
      schedule(context, in: Self.tick)
    }

    /// Notes that the connection is gone.
    func channelInactive(context: ChannelHandlerContext) {
      server.service.meter.countConnection(-1)
      timer?.cancel()
      timer = nil
      context.fireChannelInactive()
    }

    /// Takes a part of a request.
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      watch.sawBytes()
      switch (Self.unwrapInboundIn(data), arrival) {
      case (_, .discarding): break
      case (.head(let head), _): begin(head, data, context)
      case (.body(let buffer), .collecting(let exchange, let route, var bytes)):
        arrival = .none
        bytes.append(contentsOf: buffer.readableBytesView)
        watch.bodyCount += buffer.readableBytes
        arrival = .collecting(exchange, route, bytes)
      case (.end, .collecting(let exchange, let route, let bytes)):
        arrival = .none
        watch.endRequest()
        answer(exchange, route, bytes, context)
      case (.body(let buffer), .refusing): watch.bodyCount += buffer.readableBytes
      case (.end, .refusing(let exchange, let problem)):
        arrival = .none
        watch.endRequest()
        send(Answer(problem, request: exchange.id), for: exchange, problem.sort, context)
      case (.body(let buffer), _):
        watch.bodyCount += buffer.readableBytes
        context.fireChannelRead(data)
      case (.end, _):
        arrival = .none
        watch.endRequest()
        context.fireChannelRead(data)
      }
    }

    /// Decides what becomes of a request.
    private func begin(_ head: HTTPRequest, _ data: NIOAny, _ context: ChannelHandlerContext) {
      watch.beginRequest()
      guard forwardedCount == 0 else { return forward(data, context) }
      let exchange = Exchange(head, id: server.requestId(head))
      let length = head.headerFields[.contentLength].flatMap { Int($0) }
      let hasBody = length.map { $0 > 0 } ?? (head.headerFields[.transferEncoding] != nil)
      do throws(ServingProblem) {
        let route = try server.service.route(exchange.head)
        exchange.place = route.place
        if let length, length > server.service.settings.bodyMax {
          throw ServingProblem(
            .tooLarge, "the body has \(length) bytes",
            allowed: "at most \(server.service.settings.bodyMax) bytes")
        }
        let isSmall = length.map { $0 <= Self.smallBytesMax } ?? !hasBody
        let isQuick = route.place == .predict ? route.form == .json && route.model.isQuick : true
        guard isSmall, isQuick, route.place != .explain else {
          allowBody(head, context)
          return forward(data, context)
        }
        arrival = .collecting(exchange, route, [])
        allowBody(head, context)
      } catch {
        if hasBody, length.map({ $0 > Self.smallBytesMax }) ?? true {
          arrival = .discarding
          exchange.closes = true
          send(Answer(error, request: exchange.id), for: exchange, error.sort, context)
        } else {
          arrival = .refusing(exchange, error)
          allowBody(head, context)
        }
      }
    }

    private func forward(_ data: NIOAny, _ context: ChannelHandlerContext) {
      arrival = .forwarded
      forwardedCount += 1
      context.fireChannelRead(data)
    }

    /// Tells a client that waits before it sends a body to go on.
    private func allowBody(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
      guard let expect = head.headerFields[.expect], expect.lowercased() == "100-continue" else {
        return
      }
      context.writeAndFlush(
        Self.wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
    }

    private func answer(
      _ exchange: Exchange, _ route: Route, _ body: [UInt8], _ context: ChannelHandlerContext
    ) {
      do throws(ServingProblem) {
        let answer =
          route.place == .predict
          ? try server.prediction(body, route)
          : server.service.document(route.place, isStopping: server.service.meter.isStopping)
        exchange.model = route.place == .predict ? route.model : nil
        send(answer, for: exchange, nil, context)
      } catch {
        send(Answer(error, request: exchange.id), for: exchange, error.sort, context)
      }
    }

    /// Sends an answer from here, and closes the connection where that is due.
    func send(
      _ answer: Answer, for exchange: Exchange, _ problem: ServingProblem.Sort?,
      _ context: ChannelHandlerContext
    ) {
      if isDraining { exchange.closes = true }
      let response = server.response(answer, for: exchange)
      context.write(Self.wrapOutboundOut(.head(response)), promise: nil)
      if exchange.head.method != "HEAD" {
        for piece in answer.body {
          let buffer = context.channel.allocator.buffer(bytes: piece)
          context.write(Self.wrapOutboundOut(.body(buffer)), promise: nil)
        }
      }
      context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
      server.note(answer, for: exchange, problem)
      watch.sawAnswer()
      if exchange.closes { finish(context) }
    }

    /// Ends the sending side, so that the client can read the answer, and closes a little later.
    private func finish(_ context: ChannelHandlerContext) {
      arrival = .discarding
      watch.closesSoon()
      context.close(mode: .output, promise: nil)
      schedule(context, in: .seconds(2))
    }

    /// Lets an answer from behind pass, and ends the connection where that is due.
    func write(
      context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
      // What comes by here are answers to requests that were handed on.
      switch Self.unwrapOutboundIn(data) {
      case .head(var response) where response.status.kind != .informational:
        var closes = isDraining
        if case .forwarded = arrival, forwardedCount == 1 { closes = true }
        if closes { response.headerFields[.connection] = "close" }
        context.write(Self.wrapOutboundOut(.head(response)), promise: promise)
      case .end:
        context.write(data, promise: promise)
        forwardedCount -= 1
        watch.sawAnswer()
        // An answer that came before its request was whole leaves nothing to go on with.
        if case .forwarded = arrival, forwardedCount == 0 { return flushAndFinish(context) }
        if isDraining, forwardedCount == 0 { flushAndFinish(context) }
      default: context.write(data, promise: promise)
      }
    }

    private func flushAndFinish(_ context: ChannelHandlerContext) {
      context.flush()
      finish(context)
    }

    /// Asks for more, unless the client does not read its answers.
    func read(context: ChannelHandlerContext) {
      // A client that does not read its answers is not listened to.
      guard context.channel.isWritable else {
        isReadHeld = true
        return
      }
      watch.waitsForClient()
      context.read()
    }

    /// Asks for more of what is thrown away.
    func channelReadComplete(context: ChannelHandlerContext) {
      context.fireChannelReadComplete()
      // What is thrown away goes past those who would ask for more.
      if case .discarding = arrival { context.read() }
    }

    /// Notes whether the client reads its answers.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
      watch.isWritable(context.channel.isWritable)
      if context.channel.isWritable, isReadHeld {
        isReadHeld = false
        context.read()
      }
      context.fireChannelWritabilityChanged()
    }

    /// Takes the word that the server stops, and that the client has said all.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      switch event {
      case is ChannelShouldQuiesceEvent:
        isDraining = true
        schedule(
          context, in: .milliseconds(Int64(server.service.settings.graceMilliseconds)))
      case ChannelEvent.inputClosed where isIdle:
        context.close(promise: nil)
      default: context.fireUserInboundEventTriggered(event)
      }
    }

    /// Answers what is no request.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      guard error is HTTPParserError, forwardedCount == 0 else {
        context.close(promise: nil)
        return
      }
      if case .discarding = arrival { return }
      let exchange = Exchange(
        HTTPRequest(method: .get, scheme: nil, authority: nil, path: nil), id: server.nextId())
      exchange.closes = true
      let problem = ServingProblem(
        .malformed, "what was sent is not a request of HTTP/1.1 that is taken here")
      send(Answer(problem, request: exchange.id), for: exchange, problem.sort, context)
    }

    /// Whether nothing is arriving and nothing is under way.
    private var isIdle: Bool {
      if case .none = arrival, forwardedCount == 0 { true } else { false }
    }

    private func schedule(_ context: ChannelHandlerContext, in delay: TimeAmount) {
      timer?.cancel()
      timer = context.eventLoop.assumeIsolated().scheduleTask(in: delay) { [self] in
        look(context)
      }
    }

    /// Looks at the time: closes what is idle, too slow, or over.
    private func look(_ context: ChannelHandlerContext) {
      guard context.channel.isActive else { return }
      switch watch.verdict(isIdle: isIdle, isDraining: isDraining) {
      case .goesOn: schedule(context, in: Self.tick)
      case .close: context.close(promise: nil)
      case .tooSlow:
        var slow: Exchange?
        if case .collecting(let exchange, _, _) = arrival { slow = exchange }
        if case .refusing(let exchange, _) = arrival { slow = exchange }
        guard let slow else {
          context.close(promise: nil)
          return
        }
        slow.closes = true
        let problem = ServingProblem(
          .tooSlow, "the body did not arrive in time",
          allowed: "\(server.service.settings.bodySeconds) seconds, and one more for 16 kB")
        send(Answer(problem, request: slow.id), for: slow, problem.sort, context)
      }
    }
  }
#endif
