import House
import Testing

@Suite("Rules: layers, importers")
struct LayersRuleTests {
  private let table = """
    | target | may import | third party |
    |---|---|---|
    | `A` | — | — |
    | `B` | `A` | `Zip` |
    """

  private let a = Manifest.Target(name: "A")

  private func sentences(
    _ targets: [Manifest.Target], _ files: [String: String], table: String? = nil
  ) -> [String] {
    RuleCase.findings("layers", files: files, targets: targets, table: table ?? self.table)
      .map(\.sentence)
  }

  @Test("a manifest that agrees with the table and its imports is silent")
  func agreement() {
    let b = Manifest.Target(name: "B", targets: ["A"], products: ["Zip"])
    let tests = Manifest.Target(name: "BTests", kind: .test, targets: ["TestSupport", "B"])
    let files = [
      "Sources/A/a.swift": "import Foundation",
      "Sources/B/b.swift": "package import A\nimport struct Zip.Archive",
      "Tests/BTests/b.swift": "import B\nimport Testing",
    ]
    #expect(sentences([a, b, tests], files).isEmpty)
  }

  @Test("an arrow that the table does not allow is found")
  func arrow() {
    let upward = Manifest.Target(name: "A", targets: ["B"], products: ["Zip"])
    let b = Manifest.Target(name: "B")
    let found = sentences([upward, b], ["Sources/A/a.swift": "import B\nimport Zip"])
    #expect(
      found == [
        "A declares B, which its row of the table does not allow",
        "A declares Zip, which its row of the table does not allow",
      ])
  }

  @Test("an import without a declaration is found at its place")
  func undeclared() {
    let b = Manifest.Target(name: "B")
    let files = ["Sources/B/b.swift": "import Foundation\ninternal import A // why"]
    let found = RuleCase.findings("layers", files: files, targets: [a, b], table: table)
    #expect(
      found.map(\.line) == [
        "Sources/B/b.swift:2:17: error: B imports A, which the manifest does not declare [layers]"
      ])
  }

  @Test("a declaration that no file uses is found")
  func unused() {
    let b = Manifest.Target(name: "B", targets: ["A"])
    let found = sentences([a, b], ["Sources/B/b.swift": "// import A"])
    #expect(found == ["B declares A, and no file of it imports that"])
  }

  @Test("rows and targets are the same")
  func rows() {
    let c = Manifest.Target(name: "C")
    let found = sentences([a, c], [:])
    #expect(
      found == [
        "the target C has no row in \(Repository.architecturePath)",
        "the table names the target B, which the manifest does not have",
      ])
  }

  @Test("a page without the table is one finding")
  func noTable() {
    #expect(sentences([a], [:], table: "# Nothing").count == 1)
  }

  @Test("a package that two targets use is found, unless a decision allows it")
  func importers() {
    func count(_ product: String, _ kinds: [Manifest.Target.Kind]) -> Int {
      let targets = kinds.enumerated().map { number, kind in
        Manifest.Target(name: "T\(number)", kind: kind, products: [product])
      }
      return RuleCase.findings("importers", targets: targets).count
    }
    #expect(count("Yams", [.regular]) == 0)
    #expect(count("Yams", [.regular, .regular]) == 1)
    #expect(count("Yams", [.regular, .test]) == 0)
    #expect(count("GRDB", [.regular, .regular]) == 0)
    #expect(count("GRDB", [.regular, .regular, .regular]) == 1)
    #expect(count("ArgumentParser", [.executable, .executable]) == 0)
    #expect(count("ArgumentParser", [.executable, .regular]) == 1)
  }
}
