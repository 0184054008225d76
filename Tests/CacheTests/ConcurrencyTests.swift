import Cache
import Digests
import Foundation
import GRDB
import Testing

@Suite("Several users of one file")
struct ConcurrencyTests {
  @Test("commit at the same time without losing anything")
  func commitAtTheSameTime() async throws {
    let fixture = try StoreFixture()
    let path = fixture.path
    let perStore = 40
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<3 {
        group.addTask {
          let store = try ResultStore(path: path)
          let run = try StoreFixture.run(store, analysis: "analysis-\(number)")
          for index in 0..<perStore {
            let bytes = StoreFixture.noise(5000, seed: UInt64(index))
            try store.commit(
              StoreFixture.result("\(number) \(index)", bytes: bytes, isJob: index % 2 == 0),
              run: run, record: nil)
          }
          try store.endRun(run, outcome: "done")
          store.close()
        }
      }
      try await group.waitForAll()
    }
    let store = try fixture.open()
    let keys = (0..<3).flatMap { number in
      (0..<perStore).map { StoreFixture.digest("\(number) \($0)") }
    }
    let (results, runs) = try store.read { snapshot in
      (try snapshot.results(keys: keys), try snapshot.runs(limit: 10))
    }
    #expect(results.count == 3 * perStore)
    #expect(runs.map(\.outcome) == ["done", "done", "done"])
  }

  @Test("of whom one asks for the same result find it kept once")
  func sameResultOnce() async throws {
    let fixture = try StoreFixture()
    let path = fixture.path
    let outcomes = try await withThrowingTaskGroup(of: CommitOutcome.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let store = try ResultStore(path: path)
          let run = try StoreFixture.run(store)
          return try store.commit(StoreFixture.result("a"), run: run, record: nil)
        }
      }
      return try await group.reduce(into: [CommitOutcome]()) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 == .stored }.count == 1)
    #expect(outcomes.filter { $0 == .alreadyThere }.count == 3)
  }

  @Test("wait up to the time limit, and are told when it is over")
  func waitUpToTheLimit() throws {
    let fixture = try StoreFixture()
    let store = try fixture.open(timeoutSeconds: 0.05)
    let run = try StoreFixture.run(store)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: fixture.path, configuration: configuration)
    try other.inDatabase { db in try db.execute(sql: "BEGIN IMMEDIATE") }
    #expect(throws: CacheError.busy(path: fixture.path, seconds: 0.05)) {
      try store.commit(StoreFixture.result("a"), run: run, record: nil)
    }
    #expect(try store.read { snapshot in try snapshot.lastRun(analysis: "prices")?.id } == run)
    try other.inDatabase { db in try db.execute(sql: "ROLLBACK") }
    #expect(try store.commit(StoreFixture.result("a"), run: run, record: nil) == .stored)
  }
}
