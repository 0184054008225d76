// SAFETY: the context is made and freed here only, and buffers are passed with their own length.
import COpenSSL

/// Computes a SHA-256 over bytes that arrive in pieces.
@safe
package struct DigestBuilder: ~Copyable {
  private let context: OpaquePointer

  package init() {
    guard let made = unsafe EVP_MD_CTX_new(),
      unsafe EVP_DigestInit_ex(made, EVP_sha256(), nil) == 1
    else { preconditionFailure("the system's SHA-256 cannot be started") }
    unsafe context = made
  }

  deinit {
    unsafe EVP_MD_CTX_free(context)
  }

  /// Adds bytes to the digest.
  package mutating func update(_ bytes: [UInt8]) {
    let done = unsafe bytes.withUnsafeBytes {
      unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count)
    }
    precondition(done == 1, "the system's SHA-256 refused bytes")
  }

  /// Ends the computation and gives the digest.
  package consuming func finalize() -> Digest {
    var result = [UInt8](repeating: 0, count: 32)
    let done = unsafe result.withUnsafeMutableBufferPointer {
      unsafe EVP_DigestFinal_ex(context, $0.baseAddress, nil)
    }
    guard done == 1, let digest = Digest(bytes: result) else {
      preconditionFailure("the system's SHA-256 gave no result")
    }
    return digest
  }
}

extension Digest {
  /// Computes the digest of bytes.
  package init(of bytes: [UInt8]) {
    var builder = DigestBuilder()
    builder.update(bytes)
    self = builder.finalize()
  }
}
