import Synchronization

/// Lets so many large requests be worked on at once and so many wait; others are told to come back.
final class WorkGate: Sendable {
  private struct State {
    var admitted = 0
    var working = 0
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let workers: Int
  private let admittedMax: Int
  private let meter: ServiceMeter
  private let state = Mutex(State())

  init(workers: Int, queueMax: Int, meter: ServiceMeter) {
    self.workers = max(1, workers)
    admittedMax = max(1, workers) + max(0, queueMax)
    self.meter = meter
  }

  /// Takes a request in; throws where as many as can wait do.
  func admit() throws(ServingProblem) {
    let isAdmitted = state.withLock { state in
      guard state.admitted < admittedMax else { return false }
      state.admitted += 1
      return true
    }
    guard isAdmitted else {
      throw ServingProblem(
        .busy, "as many large requests as are taken on are being worked on",
        allowed: "the same request a little later")
    }
  }

  /// Lets a request that was taken in go.
  func release() { state.withLock { $0.admitted -= 1 } }

  /// Does a piece of work when it is its turn, on a thread that may be kept busy.
  func work<Value: Sendable>(
    _ body: @escaping @Sendable () -> Value
  ) async -> Value {
    await enter()
    let value = await HeavyThreads.run(body)
    leave()
    return value
  }

  private func enter() async {
    await withCheckedContinuation { (turn: CheckedContinuation<Void, Never>) in
      let isFree = state.withLock { state in
        guard state.working < workers else {
          state.waiting.append(turn)
          return false
        }
        state.working += 1
        return true
      }
      if isFree { turn.resume() }
      note()
    }
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard !state.waiting.isEmpty else {
        state.working -= 1
        return nil
      }
      return state.waiting.removeFirst()
    }
    next?.resume()
    note()
  }

  private func note() {
    let (waiting, working) = state.withLock { ($0.waiting.count, $0.working) }
    meter.note(waiting: waiting, working: working)
  }
}
