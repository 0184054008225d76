import Diagnostics
import House
import Testing

@Suite("Swift text")
struct SwiftTextTests {
  @Test(
    "comments and the contents of literals are not code",
    arguments: [
      ("a // b", "a"),
      ("a /* b /* c */ d */ e", "a                   e"),
      ("let s = \"print(x)\" + t", "let s = \"        \" + t"),
      ("let s = \"a \\\" b\" + t", "let s = \"      \" + t"),
      ("let s = #\"a \" \\(b) c\"# + t", "let s = #\"          \"# + t"),
      ("let s = \"a \\(f(b) + \"c\") d\" + t", "let s = \"    f(b) + \" \")  \" + t"),
      ("let r = /a\"b/ ", "let r = /   /"),
      ("let r = #/a\"b/# + t", "let r = #/   /# + t"),
      ("let q = a / b / c", "let q = a / b / c"),
      ("x // \"never closed", "x"),
    ])
  func code(text: String, expected: String) {
    let line = SwiftText(path: "a.swift", text: text).codeText(1)
    #expect(trimmed(line) == trimmed(expected))
    #expect(line.utf8.count == text.utf8.count)
  }

  @Test("a string over several lines hides all of them, but not what is interpolated")
  func multiLine() {
    let text = "let s = \"\"\"\n  print(a) \\(b)\n  // c\n  \"\"\"\nd // e\n"
    let file = SwiftText(path: "a.swift", text: text)
    let code = (1...file.lineCount).map { trimmed(file.codeText($0)) }
    #expect(code == ["let s = \"\"\"", "             b)", "", "  \"\"\"", "d"])
    #expect(String(decoding: file.comments[4], as: UTF8.self) == "  // e")
  }

  @Test("an unfinished literal ends with its line, an unfinished comment with the file")
  func unfinished() {
    let string = SwiftText(path: "a.swift", text: "let s = \"a\nprint(b)")
    #expect(string.codeText(2) == "print(b)")
    let comment = SwiftText(path: "a.swift", text: "a /* b\nc")
    #expect(trimmed(comment.codeText(2)) == "")
  }

  @Test("columns count Unicode scalars, not bytes")
  func columns() {
    let file = SwiftText(path: "a.swift", text: "let ä = \"ß\"; x")
    let byte = file.lines[0].utf8.count - 1
    #expect(file.span(line: 1, byte: byte).column == 14)
  }

  @Test("a final line break does not begin another line")
  func lineCount() {
    #expect(SwiftText(path: "a.swift", text: "a\nb\n").lineCount == 2)
    #expect(SwiftText(path: "a.swift", text: "").lineCount == 0)
  }

  private func trimmed(_ text: String) -> String {
    var text = text
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
