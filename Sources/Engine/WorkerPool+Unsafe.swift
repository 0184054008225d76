// SAFETY: an unowned job is taken from the queue once and run once, as executors must.
import Dispatch
import Foundation
import Synchronization

/// A fixed number of threads that run the tasks of a run, so that long loops do not block others.
package final class WorkerPool: TaskExecutor {
  private struct State {
    var waiting: [UnownedJob] = []
    var first = 0
    var isClosed = false
  }

  private let state = unsafe Mutex(State())
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
    unsafe state.withLock { unsafe $0.isClosed = true }
    for _ in 0..<threadCount { available.signal() }
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let unowned = unsafe UnownedJob(job)
    unsafe state.withLock { unsafe $0.waiting.append(unowned) }
    available.signal()
  }

  private func work() {
    while true {
      available.wait()
      let job: UnownedJob? = unsafe state.withLock { state in
        guard unsafe state.first < state.waiting.count else { return nil }
        let job = unsafe state.waiting[state.first]
        unsafe state.first += 1
        if unsafe state.first > 1024 {
          unsafe state.waiting.removeFirst(state.first)
          unsafe state.first = 0
        }
        return unsafe job
      }
      if let job = unsafe job {
        unsafe job.runSynchronously(on: asUnownedTaskExecutor())
      } else if unsafe state.withLock({ unsafe $0.isClosed }) {
        return
      }
    }
  }
}
