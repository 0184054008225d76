import Documents
import Testing

@Suite("Markdown")
struct MarkdownTests {
  private func blocks(_ source: String) -> [Block] { Markdown.blocks(of: source, idPrefix: "t") }

  @Test("paragraphs end at an empty line, and lines of one paragraph are joined")
  func paragraphs() {
    #expect(blocks("a\nb\n\n\n  c  \r\nd") == [.paragraph("a b"), .paragraph("c d")])
    #expect(blocks("") == [])
    #expect(blocks(" \n\t\n") == [])
  }

  @Test("lines that begin with a hyphen and a blank are a list, with the lines that go on")
  func lists() {
    #expect(
      blocks("see\n- a\n  b\n- c\n\nd\n-e") == [
        .paragraph("see"), .list(["a b", "c"]), .paragraph("d -e"),
      ])
  }

  @Test("what follows a heading is a part of its own with a number in its identifier")
  func headings() {
    #expect(
      blocks("a\n## One *more*\nb\n# Two\n#three\n####### x") == [
        .paragraph("a"),
        .part(Part(id: "t-1", title: "One *more*", kind: "", blocks: [.paragraph("b")])),
        .part(Part(id: "t-2", title: "Two", kind: "", blocks: [.paragraph("#three ####### x")])),
      ])
  }

  @Test(
    "strong text and code are marked, and what is not closed is text",
    arguments: [
      ("**a** b `c`", [Text.Run.strong("a"), .plain(" b "), .code("c")]),
      ("a**b**c", [.plain("a"), .strong("b"), .plain("c")]),
      ("**a", [.plain("**a")]), ("`a", [.plain("`a")]), ("****", [.plain("****")]),
      ("``", [.plain("``")]), ("*a* _b_", [.plain("*a* _b_")]),
      ("`a **b** c`", [.code("a **b** c")]), ("**a `b`**", [.strong("a `b`")]),
      (#"\*\*a\*\* \` \a \"#, [.plain(#"**a** ` \a \"#)]), (#"`a\`b`"#, [.code("a`b")]),
      ("<b>&amp;</b>", [.plain("<b>&amp;</b>")]),
    ])
  func emphasis(source: String, runs: [Text.Run]) {
    #expect(Markdown.text(of: source) == Text(runs))
  }

  @Test("escaped text reads back as it was, wherever it is put", arguments: 0..<300)
  func escaping(seed: UInt64) {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
    let pieces = ["*", "**", "`", "\\", "- ", "# ", "## ", "{{", "a", "é", "1", "<", "_"]
    var plain = "x"
    for _ in 0..<8 {
      state = state &* 6_364_136_223_846_793_005 &+ 1
      plain += pieces[Int(state >> 33) % pieces.count]
    }
    plain = String(plain.dropFirst())
    let joined = plain.split(separator: " ").joined(separator: " ")
    let escaped = Markdown.escaped(plain)
    #expect(
      Markdown.text(of: "y \(escaped) z").plain.split(separator: " ").joined(separator: " ")
        == "y \(joined) z".split(separator: " ").joined(separator: " "))
    let blocks = Markdown.blocks(of: escaped, idPrefix: "t")
    if joined.isEmpty {
      #expect(blocks.isEmpty)
    } else {
      #expect(blocks == [.paragraph(Text(joined))])
    }
  }
}
