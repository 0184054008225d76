#if Serving
  import NIOCore

  /// The times of one connection, and what follows from them.
  struct ConnectionWatch {
    /// What is to be done with a connection.
    enum Verdict {
      case goesOn
      case close
      case tooSlow
    }

    private static let bytesPerSecond = 16 << 10

    /// How much of the body has arrived.
    var bodyCount = 0
    private let settings: ServiceSettings
    private var lastActive = NIODeadline.now()
    private var isArriving = false
    /// How long the client has kept the server waiting for the request that is arriving.
    private var waited = TimeAmount.zero
    private var waitingSince: NIODeadline?
    private var unwritableSince: NIODeadline?
    private var isClosing = false

    init(settings: ServiceSettings) {
      self.settings = settings
    }

    /// Notes the beginning of a request.
    mutating func beginRequest() {
      isArriving = true
      waited = .zero
      waitingSince = nil
      bodyCount = 0
    }

    /// Notes that a request has arrived whole.
    mutating func endRequest() {
      isArriving = false
      waitingSince = nil
    }

    /// Notes that the client is waited for.
    mutating func waitsForClient() {
      if isArriving, waitingSince == nil { waitingSince = .now() }
    }

    /// Notes that something came.
    mutating func sawBytes() {
      guard let since = waitingSince else { return }
      waited = waited + (.now() - since)
      waitingSince = nil
    }

    /// Notes that an answer was sent.
    mutating func sawAnswer() { lastActive = .now() }

    /// Notes whether the client takes what is sent.
    mutating func isWritable(_ isWritable: Bool) {
      unwritableSince = isWritable ? nil : unwritableSince ?? .now()
    }

    /// Notes that all has been said.
    mutating func closesSoon() { isClosing = true }

    /// Decides what is to be done now.
    func verdict(isIdle: Bool, isDraining: Bool) -> Verdict {
      let now = NIODeadline.now()
      if isClosing { return .close }
      if let unwritableSince, now - unwritableSince > .seconds(Int64(settings.writeSeconds)) {
        return .close
      }
      if isIdle {
        let isOver = now - lastActive > .seconds(Int64(settings.idleSeconds))
        return isDraining || isOver ? .close : .goesOn
      }
      guard isArriving else { return .goesOn }
      let waited = waited + (waitingSince.map { now - $0 } ?? .zero)
      let allowed = TimeAmount.seconds(
        Int64(settings.bodySeconds) + Int64(bodyCount / Self.bytesPerSecond))
      return waited > allowed ? .tooSlow : .goesOn
    }
  }
#endif
