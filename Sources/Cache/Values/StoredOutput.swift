package import Digests

/// One named output of a stored result; its bytes are asked for by digest.
package struct StoredOutput: Hashable, Sendable {
  package let name: String
  /// The word that tells a reader how the bytes are laid out.
  package let format: String
  package let digest: Digest
  package let byteCount: Int

  package init(name: String, format: String, digest: Digest, byteCount: Int) {
    self.name = name
    self.format = format
    self.digest = digest
    self.byteCount = byteCount
  }
}
