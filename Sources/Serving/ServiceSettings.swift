/// What a server allows, and how long it waits.
package struct ServiceSettings: Sendable {
  /// The address it listens at; requests for other hosts are refused where it is this machine's own.
  package var host = "127.0.0.1"
  /// The port; 0 takes a free one.
  package var port = 8080
  /// The token that requests must carry, or nil.
  package var token: String?
  /// The most bytes of a body.
  package var bodyMax = 32 << 20
  /// The most rows that are explained at once.
  package var explainedRowsMax = 1000
  /// How many large requests are worked on at once.
  package var workers = 2
  /// How many large requests wait beyond those; more are told to come back.
  package var queueMax = 16
  /// The most connections that are open at once.
  package var connectionsMax = 4096
  /// Seconds after which a connection without a request is closed.
  package var idleSeconds = 60
  /// Seconds that a client may keep the server waiting for a body, besides a second for 16 kB.
  package var bodySeconds = 15
  /// Seconds that a client may take for reading some of an answer.
  package var writeSeconds = 30
  /// Seconds after the signal to stop in which requests on open connections are still taken.
  package var graceMilliseconds = 500
  /// Answers the same to every prediction, for measuring what all but the model costs.
  package var isConstant = false

  package init() {}

  /// Whether only this machine can reach the server.
  private var isLocal: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }

  /// Refuses requests that a page of another site sends to this machine under a name of its own.
  func checkHost(_ given: String?) throws(ServingProblem) {
    guard isLocal, let given else { return }
    let name: Substring
    if given.hasPrefix("[") {
      name = given.prefix { $0 != "]" }.dropFirst()
    } else {
      name = given.prefix { $0 != ":" }
    }
    guard ["127.0.0.1", "localhost", "::1"].contains(name.lowercased()) else {
      throw ServingProblem(
        .foreignHost, "this server listens on this machine alone", allowed: "localhost")
    }
  }

  /// Checks a bearer token in a time that does not tell how much of it is right.
  func checkToken(_ authorization: String?) throws(ServingProblem) {
    guard let token else { return }
    let given = Array((authorization ?? "").utf8)
    let prefix = Array("bearer ".utf8)
    let isBearer = zip(given, prefix).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    let wanted = Array(token.utf8)
    var difference = given.count ^ (prefix.count + wanted.count)
    for index in wanted.indices {
      let place = prefix.count + index
      difference |= Int(wanted[index] ^ (place < given.count ? given[place] : 0))
    }
    guard isBearer, difference == 0 else {
      throw ServingProblem(
        .unauthorized, "the request carries no token, or another one",
        allowed: "`Authorization: Bearer TOKEN`")
    }
  }
}
