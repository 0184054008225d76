#if Serving
  import HTTPTypes
  import HummingbirdCore
  import Logging
  import NIOCore
  import NIOPosix

  /// A service behind HTTP/1.1.
  package struct HTTPServer: Sendable {
    private typealias Carrier = Server<HTTP1Channel>

    private let state: ServerState
    private let stop = StopSignal()

    package init(_ service: Service, log: RequestLog) {
      state = ServerState(service: service, log: log)
    }

    /// Answers requests until it is told to stop; gives the port once it listens.
    package func run(onListening: @escaping @Sendable (Int) async -> Void) async throws {
      let settings = state.service.settings
      let group = MultiThreadedEventLoopGroup.singleton
      var quiet = Logger(label: "http") { _ in SwiftLogNoOpLogHandler() }
      quiet.logLevel = .critical
      let state = state
      let server = Carrier(
        childChannelSetup: HTTP1Channel(
          responder: { request, writer, _ in
            try await LargeRequest(state, request).answer(writer)
          },
          configuration: HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionHandler(server: state)],
            httpDecoderConfiguration: .init(
              maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 64 << 10, maxHeaderFieldCount: 100))),
        configuration: ServerConfiguration(
          address: .hostname(settings.host, port: settings.port), backlog: 1024,
          availableConnectionsDelegate: MaximumAvailableConnections(
            settings.connectionsMax, logger: quiet)),
        onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
        eventLoopGroup: group, logger: quiet)
      let flushing = Task {
        while !Task.isCancelled {
          try await Task.sleep(for: .milliseconds(200))
          state.log.flush()
        }
      }
      let stopping = Task { [stop] in
        await stop.wait()
        state.service.meter.stop()
        try await server.shutdownGracefully()
      }
      defer {
        flushing.cancel()
        stop.give()
        state.log.flush()
      }
      try await server.run()
      stop.give()
      _ = await stopping.result
    }

    /// Lets the server stop: requests that came are answered, others are not taken.
    package func shutDown() { stop.give() }
  }
#endif
