import Analyses
import Cache
import Digests
import Synchronization

/// The artifacts of a run, decoded once and handed on in memory.
final class ArtifactMemory: Sendable {
  private let store: ResultStore
  private let decoded = Mutex<[Digest: any Artifact]>([:])

  init(store: ResultStore) {
    self.store = store
  }

  /// Gives the artifact of a digest, from memory or from the cache, where its bytes are verified.
  func value<Value: Artifact>(_ digest: Digest, as type: Value.Type) throws -> Value {
    if let value = decoded.withLock({ $0[digest] }) as? Value { return value }
    guard let bytes = try store.bytes(of: digest) else { throw EngineError.artifactLost(digest) }
    let value: Value
    do {
      value = try Value.decode(bytes)
    } catch {
      throw EngineError.artifactUnreadable(digest, format: Value.format)
    }
    decoded.withLock { $0[digest] = value }
    return value
  }

  /// Keeps an artifact that was just made.
  func keep(_ artifact: any Artifact, as digest: Digest) {
    decoded.withLock { $0[digest] = artifact }
  }
}
