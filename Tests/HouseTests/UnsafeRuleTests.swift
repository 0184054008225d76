import Testing

@Suite("Rule: unsafe")
struct UnsafeRuleTests {
  @Test(
    "unsafe words outside their places are found",
    arguments: [
      ("let p: UnsafePointer<Int>", ["1:8"]),
      ("let p: UnsafeMutableRawBufferPointer", ["1:8"]),
      ("let p: OpaquePointer", ["1:8"]),
      ("a.withUnsafeBytes { $0 }", ["1:3"]),
      ("let a = unsafe f()", ["1:9"]),
      ("nonisolated(unsafe) var a = 1", ["1:13"]),
      ("final class A: @unchecked Sendable {}", ["1:17"]),
      ("// unsafe\nlet a = \"unsafe\"; let unsafeHouse = 1", []),
    ])
  func words(text: String, places: [String]) {
    #expect(RuleCase.places("unsafe", path: "Sources/A/a.swift", text) == places)
  }

  @Test(
    "files for unsafe code are short and say why it is sound",
    arguments: [
      ("Sources/A/A+Unsafe.swift", "// SAFETY: checked by f.\nunsafe f()", 0),
      ("Sources/A/A+Unsafe.swift", "unsafe f()", 1),
      ("Sources/Kernels/A.swift", "unsafe f()", 1),
      ("Sources/Kernels/A.swift", "  // SAFETY: checked by f.\nunsafe f()", 0),
      ("Sources/Kernels/A.swift", "safe()", 0),
    ])
  func places(path: String, text: String, count: Int) {
    #expect(RuleCase.places("unsafe", path: path, text).count == count)
  }

  @Test("a file for unsafe code has less than 150 lines", arguments: [(149, 0), (150, 1)])
  func length(lines: Int, findings: Int) {
    let text = "// SAFETY: none.\n" + String(repeating: "f()\n", count: lines - 1)
    #expect(
      RuleCase.places("unsafe", path: "Sources/A/A+Unsafe.swift", text).count == findings)
  }
}
