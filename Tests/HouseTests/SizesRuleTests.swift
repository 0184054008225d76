import Testing

@Suite("Rule: sizes")
struct SizesRuleTests {
  private func lines(_ count: Int) -> String {
    String(repeating: "let a = 1\n", count: count)
  }

  @Test(
    "long files are found",
    arguments: [(350, false, 0), (351, false, 1), (351, true, 0), (600, true, 0), (601, true, 1)])
  func files(count: Int, hasReason: Bool, findings: Int) {
    let text = hasReason ? "// LONG: a table of numbers.\n" + lines(count - 1) : lines(count)
    #expect(RuleCase.places("sizes", path: "Sources/A/a.swift", text).count == findings)
  }

  @Test("long functions are found", arguments: [(58, 0), (59, 1)])
  func functions(bodyCount: Int, findings: Int) {
    let text = "struct A {\n  func f() {\n\(lines(bodyCount))  }\n}\n"
    let places = RuleCase.places("sizes", path: "Sources/A/a.swift", text)
    #expect(places == (findings == 0 ? [] : ["2:3"]))
  }
}
