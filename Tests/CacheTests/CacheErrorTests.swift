import Cache
import Diagnostics
import Digests
import Foundation
import Testing

@Suite("An error of the cache")
struct CacheErrorTests {
  static let cases: [(CacheError, DiagnosticCode, String)] = [
    (.notACache(path: "c", found: .folder), .cacheUnusable, "'c' is a folder"),
    (.newerLayout(path: "c", found: 3, known: 1), .cacheUnusable, "layout 3"),
    (.damaged(path: "c", detail: "page 2"), .cacheUnusable, "page 2"),
    (.busy(path: "c", seconds: 10), .cacheUnusable, "more than 10.0 seconds"),
    (.diskFull(path: "c"), .diskFull, "the disk is full"),
    (.notPermitted(path: "c", detail: "read-only"), .cannotWrite, "read-only"),
    (.inputOutput(path: "c", detail: "lost"), .cannotWrite, "lost"),
    (
      .resultsDiffer(
        key: Digest(of: []), kind: "train", output: "model", stored: nil,
        computed: Digest(of: [1])),
      .cacheUnusable, "'model' is \(Digest(of: [1]).short) and was missing"
    ),
  ]

  @Test("says what is wrong and what to do, under a code of the cache", arguments: cases)
  func saysWhatIsWrong(error: CacheError, code: DiagnosticCode, words: String) {
    let diagnostic = error.diagnostic
    #expect(diagnostic.code == code)
    #expect(diagnostic.headline.contains(words))
    #expect(!diagnostic.headline.hasSuffix("."))
    #expect(diagnostic.hints.count == 1)
  }
}
