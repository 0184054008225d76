import Engine
import Kernels
import Synchronization
import Testing

@Suite("Threads that help", .timeLimit(.minutes(1)))
struct WorkerPoolTests {
  @Test("pieces are each done once and come in order, on any number of threads", arguments: 1...4)
  func pieces(threads: Int) {
    let pool = WorkerPool(threadCount: threads)
    defer { pool.close() }
    let counts = Mutex([Int](repeating: 0, count: 50))
    let found = IdleThreads.$current.withValue(pool) {
      IdleThreads.map(50) { piece in
        counts.withLock { $0[piece] += 1 }
        return piece * piece
      }
    }
    #expect(found == (0..<50).map { $0 * $0 })
    #expect(counts.withLock { $0.allSatisfy { $0 == 1 } })
  }

  @Test("an idle thread helps")
  func helps() {
    let pool = WorkerPool(threadCount: 2)
    defer { pool.close() }
    let arrived = Mutex(0)
    // Each piece waits until the other has come, which can only be if two threads do them.
    pool.perform(2) { _ in
      arrived.withLock { $0 += 1 }
      while arrived.withLock({ $0 }) < 2 {}
    }
    #expect(arrived.withLock { $0 } == 2)
    pool.perform(0) { _ in Issue.record("there is no piece") }
  }

  @Test("pieces may offer pieces of their own")
  func nested() {
    let pool = WorkerPool(threadCount: 3)
    defer { pool.close() }
    let sum = Mutex(0)
    pool.perform(8) { piece in
      pool.perform(8) { inner in sum.withLock { $0 += piece * inner } }
    }
    #expect(sum.withLock { $0 } == 28 * 28)
  }

  @Test("without threads the work is done where it is asked for")
  func alone() {
    #expect(IdleThreads.current == nil)
    #expect(IdleThreads.map(5) { $0 + 1 } == [1, 2, 3, 4, 5])
  }
}
