import Synchronization

/// What learners made of training data before they learned, for the next fit to the same data.
///
/// Only what depends on the data and the name alone belongs here, such as bins of so many cuts.
package final class Preparations: Sendable {
  private let found = Mutex<[String: any Sendable]>([:])

  package init() {}

  /// Gives what is kept under a name, or makes and keeps it; names are the learner's to keep apart.
  package func value<Value: Sendable>(_ name: String, make: () throws -> Value) rethrows -> Value {
    if let value = found.withLock({ $0[name] }) as? Value { return value }
    let value = try make()
    found.withLock { $0[name] = value }
    return value
  }
}
