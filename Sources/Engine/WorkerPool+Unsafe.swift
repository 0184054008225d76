// SAFETY: the executor outlives its threads, and each job is taken from the queue and run once.
import Dispatch
import Foundation
import Kernels
import Synchronization

/// A fixed number of threads that run the tasks of a run, so that long loops do not block others.
///
/// Tasks come first: only a thread without one helps with the pieces that a task offers.
package final class WorkerPool: TaskExecutor, HelpingThreads {
  private struct State {
    var waiting: [UnownedJob] = []
    var first = 0
    var offers: [Offer] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let available = DispatchSemaphore(value: 0)
  private let threadCount: Int

  /// Starts the threads.
  package init(threadCount: Int) {
    self.threadCount = max(1, threadCount)
    for number in 1...self.threadCount {
      let thread = Thread { [self] in work() }
      thread.name = "worker-\(number)"
      // Recursion over deep trees needs more than the half megabyte that threads get.
      thread.stackSize = 16 << 20
      thread.start()
    }
  }

  /// Lets the threads end once all that waits was run.
  package func close() {
    state.withLock { $0.isClosed = true }
    for _ in 0..<threadCount { available.signal() }
  }

  /// Hands a job to a thread of the pool.
  package func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    state.withLock { $0.waiting.append(unowned) }
    available.signal()
  }

  /// Does pieces of a task's work here, and on threads that are idle meanwhile.
  package func perform(_ count: Int, _ piece: @escaping @Sendable (Int) -> Void) {
    let offer = Offer(count: count, piece: piece)
    let helpers = min(count, threadCount) - 1
    if helpers > 0 {
      state.withLock { $0.offers += [Offer](repeating: offer, count: helpers) }
      for _ in 0..<helpers { available.signal() }
    }
    offer.work()
    state.withLock { $0.offers.removeAll { $0 === offer } }
    offer.wait()
    StopWatch.credit(offer.helpSeconds)
  }

  private enum Work {
    case job(UnownedJob)
    case offer(Offer)
  }

  private func next() -> Work? {
    state.withLock { state in
      guard state.first < state.waiting.count else {
        return state.offers.popLast().map { .offer($0) }
      }
      let job = state.waiting[state.first]
      state.first += 1
      if state.first > 1024 {
        state.waiting.removeFirst(state.first)
        state.first = 0
      }
      return .job(job)
    }
  }

  private func work() {
    while true {
      available.wait()
      switch next() {
      case .job(let job): unsafe job.runSynchronously(on: asUnownedTaskExecutor())
      case .offer(let offer): offer.help()
      case nil: if state.withLock({ $0.isClosed }) { return }
      }
    }
  }
}

/// Pieces of work that several threads take one after the other.
private final class Offer: Sendable {
  private let count: Int
  private let piece: @Sendable (Int) -> Void
  private let state = Mutex((taken: 0, done: 0, helpSeconds: 0.0))
  private let finished = DispatchSemaphore(value: 0)

  init(count: Int, piece: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.piece = piece
  }

  /// Takes pieces until there are no more.
  func work() {
    while let place = take() {
      piece(place)
      end(helpSeconds: 0)
    }
  }

  /// Does the same for another thread, whose work it is.
  func help() {
    while let place = take() {
      let start = StopWatch.threadSeconds()
      piece(place)
      end(helpSeconds: StopWatch.threadSeconds() - start)
    }
  }

  /// The processor time of those that helped.
  var helpSeconds: Double { state.withLock { $0.helpSeconds } }

  private func end(helpSeconds: Double) {
    let isLast = state.withLock { state in
      state.done += 1
      state.helpSeconds += helpSeconds
      return state.done == count
    }
    if isLast { finished.signal() }
  }

  /// Waits for the pieces that others took.
  func wait() {
    if count > 0 { finished.wait() }
  }

  private func take() -> Int? {
    state.withLock { state in
      guard state.taken < count else { return nil }
      state.taken += 1
      return state.taken - 1
    }
  }
}
