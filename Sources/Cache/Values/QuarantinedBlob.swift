package import Digests

/// Bytes that no longer match their digest and were put aside.
package struct QuarantinedBlob: Hashable, Sendable {
  package let digest: Digest
  package let byteCount: Int
  /// What is wrong with them, in words.
  package let problem: String
  /// When it was found: UTC, as ISO 8601.
  package let foundAt: String

  package init(digest: Digest, byteCount: Int, problem: String, foundAt: String) {
    self.digest = digest
    self.byteCount = byteCount
    self.problem = problem
    self.foundAt = foundAt
  }
}
