package import Digests

/// One named output that is about to be stored, with its bytes.
package struct NewOutput: Hashable, Sendable {
  package let name: String
  /// The word that tells a reader how the bytes are laid out.
  package let format: String
  package let bytes: [UInt8]
  package let digest: Digest

  /// Takes the bytes and computes their digest.
  package init(name: String, format: String, bytes: [UInt8]) {
    self.name = name
    self.format = format
    self.bytes = bytes
    digest = Digest(of: bytes)
  }

  /// The output as it is read back.
  package var stored: StoredOutput {
    StoredOutput(name: name, format: format, digest: digest, byteCount: bytes.count)
  }
}
