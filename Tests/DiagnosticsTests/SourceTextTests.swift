import Diagnostics
import Testing

@Suite("Source text")
struct SourceTextTests {
  @Test(
    "lines are counted from 1 whatever ends them",
    arguments: [
      ("a\nb", ["a", "b"]), ("a\r\nb\n", ["a", "b", ""]), ("", [""]), ("\n\n", ["", "", ""]),
      ("ä\nb", ["ä", "b"]),
    ])
  func lines(text: String, expected: [String]) {
    let source = SourceText(path: "a", text: text)
    #expect(source.lineCount == expected.count)
    #expect((1...source.lineCount).map { source.line($0) } == expected)
    #expect(source.line(0) == nil)
    #expect(source.line(source.lineCount + 1) == nil)
  }

  @Test("a span has a length of at least one and reads as editors expect")
  func span() {
    let span = SourceText(path: "a.yaml", text: "x").span(line: 3, column: 4, length: 0)
    #expect(span.length == 1)
    #expect(span.place == "a.yaml:3:4")
  }

  @Test("codes are different and tell their subject by their hundreds")
  func codes() {
    let codes = DiagnosticCode.allCases.map(\.rawValue)
    #expect(Set(codes).count == codes.count)
    #expect(codes.allSatisfy { $0.count == 6 && $0.hasPrefix("WB0") })
  }
}
