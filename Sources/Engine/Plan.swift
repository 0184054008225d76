package import Cache
package import Digests

/// How a stage stands against the cache.
package enum StageState: Hashable, Sendable {
  /// Its result under the present key is stored.
  case fresh
  /// It has an earlier result, but not under the present key.
  case stale
  /// It has no result at all.
  case never
  /// Its key cannot be known before these stages are computed.
  case waiting(on: [String])
  /// The last attempt under the present key failed.
  case failed
  /// It would read the targets of test rows, and the seal is not broken.
  case sealed

  /// The state in one word, as machines read it.
  package var word: String {
    switch self {
    case .fresh: "fresh"
    case .stale: "stale"
    case .never: "never"
    case .waiting: "waiting"
    case .failed: "failed"
    case .sealed: "sealed"
    }
  }
}

/// A stage, how it stands, and why.
package struct PlannedStage: Sendable {
  package let id: String
  package let state: StageState
  package let reasons: [StaleReason]
  /// The parts of the key and the key, when every input is known.
  package let record: KeyRecord?
  /// The stored result, when the state is fresh.
  package let result: StoredResult?

  /// The digest of an output of the stored result, or nil.
  package func digest(of output: String) -> Digest? {
    result?.outputs.first { $0.name == output }?.digest
  }
}

/// How every stage of an analysis stands, in the order of the file.
package struct Plan: Sendable {
  package let stages: [PlannedStage]

  /// Gives the planned stage of an id, or nil.
  package subscript(id: String) -> PlannedStage? {
    stages.first { $0.id == id }
  }

  /// Whether there is nothing to do: every stage is fresh, or sealed on purpose.
  package var isFresh: Bool { stages.allSatisfy { $0.state == .fresh || $0.state == .sealed } }
}
