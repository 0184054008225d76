import Testing

@Suite("Rules: prints, purity, words")
struct WordRulesTests {
  @Test(
    "libraries that print or exit are found, programs are not",
    arguments: [
      ("Sources/A/a.swift", "func f() { print(1) }", ["1:12"]),
      ("Sources/A/a.swift", "exit(1); fputs(a, b)", ["1:1", "1:10"]),
      ("Sources/A/a.swift", "FileHandle.standardOutput.write(a)", ["1:1"]),
      ("Sources/A/a.swift", "// print(1)\nlet a = \"print(1)\"; a.print(2); reprint(3)", []),
      ("Sources/A/a.swift", "enum E { case exit(Int) }; func print(a: Int) {}", []),
      ("Sources/workbench/a.swift", "print(1)", []),
      ("Sources/dev/a.swift", "print(1)", []),
      ("Tests/ATests/a.swift", "print(1)", ["1:1"]),
    ])
  func prints(path: String, text: String, places: [String]) {
    #expect(RuleCase.places("prints", path: path, text) == places)
  }

  @Test(
    "learners that look at clock, disk or chance are found",
    arguments: [
      ("Sources/Trees/a.swift", "let now = Date()", ["1:11"]),
      ("Sources/Kernels/a.swift", "rows.shuffled(); Double.random(in: 0...1)", ["1:5", "1:24"]),
      ("Sources/Trees/a.swift", "let DateParts = 1; a.Date", []),
      ("Sources/Engine/a.swift", "let now = Date()", []),
    ])
  func purity(path: String, text: String, places: [String]) {
    #expect(RuleCase.places("purity", path: path, text) == places)
  }

  @Test(
    "a comment that leaves work names its decision",
    arguments: [
      ("// TO" + "DO: later", ["1:4"]),
      ("let a = 1  // FIX" + "ME", ["1:15"]),
      ("// TO" + "DO 0003: later", []),
      ("// TO" + "DO(0003): later", []),
      ("// TO" + "DO 0009: there is no such note", ["1:4"]),
      ("let a = \"TO" + "DO\"", []),
      ("// TO" + "DOS is an old word", []),
    ])
  func words(text: String, places: [String]) {
    #expect(RuleCase.places("words", path: "Sources/A/a.swift", text) == places)
  }
}
