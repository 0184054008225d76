import Digests
import Synchronization

/// What jobs of one stage make of the same inputs, such as training rows without a fold.
final class SharedWork: Sendable {
  /// The most numbers that are kept: 128 megabytes.
  static let sizeMax = 1 << 24

  private struct Entry {
    let value: any Sendable
    let size: Int
  }

  private struct State {
    var entries: [Digest: Entry] = [:]
    /// The keys, those that were not asked for longest first.
    var order: [Digest] = []
    var size = 0
  }

  private let state = Mutex(State())
  private let sizeMax: Int

  init(sizeMax: Int = SharedWork.sizeMax) {
    self.sizeMax = sizeMax
  }

  /// Gives what is kept, or makes it; jobs that ask at once each make it.
  func value<Value: Sendable>(
    _ key: Digest, size: (Value) -> Int, make: () throws -> Value
  ) rethrows -> Value {
    if let value = find(key) as? Value { return value }
    let value = try make()
    keep(Entry(value: value, size: size(value)), key)
    return value
  }

  private func find(_ key: Digest) -> (any Sendable)? {
    state.withLock { state in
      guard let entry = state.entries[key] else { return nil }
      state.order.removeAll { $0 == key }
      state.order.append(key)
      return entry.value
    }
  }

  private func keep(_ entry: Entry, _ key: Digest) {
    guard entry.size <= sizeMax else { return }
    state.withLock { state in
      guard state.entries[key] == nil else { return }
      state.entries[key] = entry
      state.order.append(key)
      state.size += entry.size
      while state.size > sizeMax, let oldest = state.order.first {
        state.order.removeFirst()
        state.size -= state.entries.removeValue(forKey: oldest)?.size ?? 0
      }
    }
  }
}
