package import Digests

/// A value that can be stored: canonical bytes in, the same value out.
///
/// Equal values give equal bytes, and nothing measured (seconds, machine, date) is inside them.
package protocol Artifact: Sendable {
  /// The name of the byte format, stored beside the bytes.
  static var format: String { get }
  /// Gives the canonical bytes.
  func encoded() throws -> [UInt8]
  /// Reads the bytes; throws where they are not of this format.
  static func decode(_ bytes: [UInt8]) throws -> Self
}

/// Bytes that are a file's content.
package struct FileArtifact: Artifact, Hashable {
  package static let format = "file"

  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  package func encoded() -> [UInt8] { bytes }

  package static func decode(_ bytes: [UInt8]) -> FileArtifact { FileArtifact(bytes) }
}

/// An artifact handed to a stage or job, with the digest of its bytes.
package struct Given<Value: Sendable>: Sendable {
  package let value: Value
  package let digest: Digest
  /// The id of the stage that made it.
  package let stage: String

  package init(value: Value, digest: Digest, stage: String) {
    self.value = value
    self.digest = digest
    self.stage = stage
  }
}
