import Digests
import Foundation
import Testing

@Suite("Digest")
struct DigestTests {
  // The answers are those of FIPS 180-4's examples for SHA-256, and of the empty message.
  @Test(
    "known messages have their known digests",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        String(repeating: "a", count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ])
  func knownAnswers(message: String, expected: String) {
    #expect(Digest(of: Array(message.utf8)).hex == expected)
  }

  @Test("pieces give the digest of the whole", arguments: [1, 7, 64, 65, 1000])
  func pieces(size: Int) {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 31) }
    var builder = DigestBuilder()
    for start in stride(from: 0, to: bytes.count, by: size) {
      builder.update(Array(bytes[start..<min(bytes.count, start + size)]))
    }
    let digest = builder.finalize()
    #expect(digest == Digest(of: bytes))
  }

  @Test("a digest is the same after its bytes, its digits and its JSON")
  func roundTrips() throws {
    let digest = Digest(of: [1, 2, 3])
    #expect(Digest(bytes: digest.bytes) == digest)
    #expect(Digest(hex: digest.hex) == digest)
    #expect(Digest(hex: digest.hex.uppercased()) == digest)
    #expect(digest.description == digest.hex && digest.hex.hasPrefix(digest.short))
    let json = try JSONEncoder().encode([digest])
    #expect(try JSONDecoder().decode([Digest].self, from: json) == [digest])
  }

  @Test(
    "what is not 64 hexadecimal digits is no digest",
    arguments: ["", "abc", String(repeating: "g", count: 64), String(repeating: "0", count: 65)])
  func refused(hex: String) {
    #expect(Digest(hex: hex) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Digest].self, from: Data("[\"\(hex)\"]".utf8))
    }
    #expect(Digest(bytes: [UInt8](repeating: 0, count: 31)) == nil)
  }

  @Test("digests are ordered as their digits are")
  func order() {
    let digests = (0..<50).map { Digest(of: [UInt8($0)]) }
    #expect(digests.sorted().map(\.hex) == digests.map(\.hex).sorted())
    let high = Digest(hex: String(repeating: "f", count: 64))
    #expect(high?.leadingWord == UInt64.max)
  }
}
