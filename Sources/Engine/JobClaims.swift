import Digests
import Synchronization

/// Who does which job at the moment, so that two stages of a run never do the same one twice.
final class JobClaims: Sendable {
  /// Those who wait for a key that somebody has taken.
  private let waiting = Mutex<[Digest: [CheckedContinuation<Void, Never>]]>([:])

  /// Takes a key, after all who took it before have released it.
  func take(_ key: Digest) async {
    await withCheckedContinuation { continuation in
      let isFree = waiting.withLock { waiting in
        guard waiting[key] == nil else {
          waiting[key]?.append(continuation)
          return false
        }
        waiting[key] = []
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  /// Hands a key to the next who waits for it.
  func release(_ key: Digest) {
    let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
      guard let first = waiting[key]?.first else {
        waiting[key] = nil
        return nil
      }
      waiting[key]?.removeFirst()
      return first
    }
    next?.resume()
  }
}
