import House
import Testing

@Suite("Rule: documentation")
struct DocumentationRuleTests {
  @Test(
    "what needs a summary and has none is found",
    arguments: [
      "struct A {}", "func f() {}", "package let a = 1", "typealias A = Int", "enum A { case a }",
      "@discardableResult\npackage func f() -> Int { 1 }", "// no\nstruct A {}",
      "/// Is far.\n\nstruct A {}",
    ])
  func missing(text: String) {
    #expect(RuleCase.places("documentation", path: "Sources/A/a.swift", text).count == 1)
  }

  @Test(
    "members speak by their names or need a summary",
    arguments: [
      ("let a: Int", 0), ("case a", 0), ("init(a: Int, b: Int, c: Int) {}", 0),
      ("init(a: Int, b: Int, c: Int, d: Int) {}", 1), ("var a: Int { 1 }", 1),
      ("func f() {}", 1), ("private func f() {}", 0), ("static func < (a: A, b: A) -> Bool {}", 0),
      ("func encode(to encoder: any Encoder) {}", 0), ("var description: String { \"\" }", 0),
      ("subscript(a: Int) -> Int { 1 }", 1),
      ("let w: Int, x: Int; let y: Int; let z: Int\ninit(y: Int, _ z: Int) {}", 0),
    ])
  func members(text: String, count: Int) {
    let type = "/// A type.\npackage struct A {\n\(text)\n}"
    #expect(RuleCase.places("documentation", path: "Sources/A/a.swift", type).count == count)
  }

  @Test("an initialiser that only stores its parameters may go without")
  func memberwise() {
    let text = """
      /// A type.
      struct A {
        let a: Int
        let b: Int
        let c: Int
        let d: Int
        init(_ a: Int, b: Int, with c: Int, d: Int) {}
      }
      """
    #expect(RuleCase.places("documentation", path: "Sources/A/a.swift", text).isEmpty)
  }

  @Test("a requirement needs its summary, and what fulfils it does not")
  func requirements() {
    let files = [
      "Sources/A/a.swift": "/// A protocol.\nprotocol P {\n  /// Runs.\n  func go(a: Int)\n}",
      "Sources/B/b.swift": "/// A type.\nstruct B { func go(a: Int) {} }",
    ]
    #expect(RuleCase.findings("documentation", files: files).isEmpty)
    let bare = "/// A protocol.\nprotocol P {\n  func go(a: Int)\n  var b: Int { get }\n}"
    #expect(
      RuleCase.places("documentation", path: "Sources/A/a.swift", bare) == ["3:3", "4:3"])
  }

  @Test("a summary is one line")
  func length() {
    let words = [String](repeating: "word", count: 15)
    let long = "/// \(words.joined(separator: " "))\n/// and more words to follow it.\n"
    let text = long + "struct A {}"
    let findings = RuleCase.findings("documentation", files: ["Sources/A/a.swift": text])
    #expect(findings.map(\.sentence) == ["the summary of A has 103 characters; at most 100"])
    let short = "/// A type.\n///\n\(long)struct A {}"
    #expect(RuleCase.places("documentation", path: "Sources/A/a.swift", short).isEmpty)
  }

  @Test("tests are named by their sentences and need no summary")
  func tests() {
    #expect(RuleCase.places("documentation", path: "Tests/A/a.swift", "struct A {}").isEmpty)
  }
}
