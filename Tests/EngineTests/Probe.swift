import Synchronization

/// What the kinds of these tests report while they run, and where tests can hold them up.
///
/// It goes along with the task that runs the engine, so tests beside each other do not mix.
final class Probe: Sendable {
  @TaskLocal static var current: Probe?

  private struct State {
    var counts: [String: Int] = [:]
    var running = 0
    var runningMax = 0
    var isMended = false
  }

  private let state = Mutex(State())
  private let hold: @Sendable (String) async throws -> Void

  /// Makes a probe; the hook is awaited by every stage of the kind `held` and every job.
  init(hold: @escaping @Sendable (String) async throws -> Void = { _ in }) {
    self.hold = hold
  }

  /// How often something ran.
  func count(_ what: String) -> Int { state.withLock { $0.counts[what, default: 0] } }

  /// The most things that ran at the same time inside `during`.
  var runningMax: Int { state.withLock { $0.runningMax } }

  /// Whether failing stages succeed from now on.
  var isMended: Bool {
    get { state.withLock { $0.isMended } }
    set { state.withLock { $0.isMended = newValue } }
  }

  /// Notes that something runs and gives how often it did before.
  @discardableResult
  func note(_ what: String) -> Int {
    state.withLock { state in
      state.counts[what, default: 0] += 1
      return state.counts[what, default: 1] - 1
    }
  }

  /// Runs the hook between two notes.
  func during(_ what: String) async throws {
    note(what)
    state.withLock { state in
      state.running += 1
      state.runningMax = max(state.runningMax, state.running)
    }
    defer { state.withLock { $0.running -= 1 } }
    try await hold(what)
  }
}
