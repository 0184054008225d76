import Analyses
import Testing

@Suite("Templates")
struct TemplateTests {
  @Test(
    "values stand between two brackets, and blanks around a name do not count",
    arguments: [
      ("{{a.b}}", ["a.b"], "<a.b>"),
      ("one {{ a.b }} two {{c.d e}}", ["a.b", "c.d e"], "one <a.b> two <c.d e>"),
      ("{{a.b}}{{a.b}}", ["a.b", "a.b"], "<a.b><a.b>"),
      ("{{a\n .b\n}}", ["a\n .b"], "<a\n .b>"),
      ("{ {a} } }} {a}", [], "{ {a} } }} {a}"),
      ("ä {{ü.ö}} 🎲", ["ü.ö"], "ä <ü.ö> 🎲"),
      ("", [], ""),
    ])
  func values(source: String, names: [String], filled: String) {
    let template = Template(source)
    #expect(template.references.map(\.text) == names)
    #expect(template.problems.isEmpty)
    #expect(template.filled { "<\($0)>" } == filled)
  }

  @Test("a backslash before two brackets stands for the brackets")
  func escapes() {
    let template = Template(#"\{{a}} {{b.c}} \\ \{{{d.e}}"#)
    #expect(template.references.map(\.text) == ["b.c"])
    #expect(template.problems.isEmpty)
    #expect(template.filled { _ in "X" } == #"\{{a}} X \\ \{{{d.e}}"#)
    #expect(template.filledPlain { _ in "X" } == #"{{a}} X \\ {{{d.e}}"#)
  }

  @Test("brackets without a name and brackets that are not closed are told with their place")
  func problems() {
    let template = Template("{{}} é {{ a {{b.c}} {{d")
    #expect(
      template.problems == [.empty(offset: 0), .unclosed(offset: 8), .unclosed(offset: 21)])
    #expect(template.references.map(\.text) == ["b.c"])
    #expect(template.references.map(\.offset) == [15])
  }

  @Test("an offset leads to the name in the bytes of the text")
  func offsets() {
    let source = "é {{a.b}} 🎲{{  c.d}}"
    for reference in Template(source).references {
      let bytes = source.utf8.dropFirst(reference.offset).prefix(reference.text.utf8.count)
      #expect(String(decoding: Array(bytes), as: UTF8.self) == reference.text)
    }
  }

  @Test("any text can be read, and what is no value stays as it is", arguments: 0..<200)
  func anyText(seed: UInt64) {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
    let pieces = ["{{", "}}", "{", "}", "\\", "a.b", " ", "\n", "é", "`"]
    var source = ""
    for _ in 0..<12 {
      state = state &* 6_364_136_223_846_793_005 &+ 1
      source += pieces[Int(state >> 33) % pieces.count]
    }
    let template = Template(source)
    let rebuilt = template.pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .value(let reference): reference.text
      }
    }.joined()
    let bare = { (text: String) in text.filter { !"{} \n".contains($0) } }
    #expect(bare(rebuilt) == bare(source), "\(source.debugDescription)")
  }
}
