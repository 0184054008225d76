import Synchronization

/// Threads that help with pieces of work while they have nothing of their own to do.
package protocol HelpingThreads: Sendable {
  /// Does every piece, here and on idle threads, and comes back when all are done.
  func perform(_ count: Int, _ piece: @escaping @Sendable (Int) -> Void)
}

/// Where a fit that runs alone finds threads; with none it does all of its work itself.
package enum IdleThreads {
  /// The threads of the run that the current task belongs to.
  @TaskLocal package static var current: (any HelpingThreads)?

  /// Gives the results in the order of the pieces, whoever did them.
  package static func map<Result: Sendable>(
    _ count: Int, _ work: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    guard count > 1, let current else { return (0..<count).map(work) }
    let results = Results<Result>(count: count)
    current.perform(count) { results.set($0, work($0)) }
    return results.all
  }
}

/// The results of pieces, as they come.
private final class Results<Result: Sendable>: Sendable {
  private let found: Mutex<[Result?]>

  init(count: Int) {
    found = Mutex([Result?](repeating: nil, count: count))
  }

  func set(_ place: Int, _ result: Result) {
    found.withLock { $0[place] = result }
  }

  var all: [Result] { found.withLock { $0.compactMap { $0 } } }
}
