// SAFETY: the executor outlives its threads, and each job is taken from the queue and run once.
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

  private func work() {
    while true {
      available.wait()
      let job: UnownedJob? = state.withLock { state in
        guard state.first < state.waiting.count else { return nil }
        let job = state.waiting[state.first]
        state.first += 1
        if state.first > 1024 {
          state.waiting.removeFirst(state.first)
          state.first = 0
        }
        return job
      }
      if let job = job {
        unsafe job.runSynchronously(on: asUnownedTaskExecutor())
      } else if state.withLock({ $0.isClosed }) {
        return
      }
    }
  }
}
