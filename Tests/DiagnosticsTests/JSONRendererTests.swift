import Diagnostics
import Foundation
import Testing

@Suite("JSON renderer")
struct JSONRendererTests {
  @Test("a problem is one line with its keys in order")
  func complete() {
    let span = SourceSpan(file: "a.yaml", line: 2, column: 3, length: 4)
    let diagnostic = Diagnostic(
      .duplicateKey, "'id' stands twice", span: span, lineText: "  id: a",
      notes: [.init("the first is here", span: SourceSpan(file: "a.yaml", line: 1, column: 3))],
      hints: ["remove one", "or rename it"])
    #expect(
      JSONRenderer().text(diagnostic)
        == #"{"file":"a.yaml","line":2,"column":3,"length":4,"severity":"error","#
        + #""code":"WB0103","message":"'id' stands twice","hints":["remove one","or rename it"],"#
        + #""notes":[{"file":"a.yaml","line":1,"column":3,"length":1,"#
        + #""message":"the first is here"}]}"# + "\n")
  }

  @Test("a problem without a place has the same keys")
  func bare() {
    #expect(
      JSONRenderer().text([Diagnostic(.diskFull, "a", severity: .warning)])
        == #"{"file":null,"line":null,"column":null,"length":null,"severity":"warning","#
        + #""code":"WB0602","message":"a","hints":[],"notes":[]}"# + "\n")
  }

  @Test(
    "any text comes back as it was",
    arguments: [
      "a\"b\\c", "line\nbreak\r\t", "\u{0}\u{1B}\u{1F}", "ä\u{1F600}\u{2028}", "", "</x>",
    ])
  func escapes(text: String) throws {
    let line = JSONRenderer().text(Diagnostic(.csvValue, text))
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    #expect(object?["message"] as? String == text)
    #expect(line.count { $0.isNewline && $0 != "\u{2028}" } == 1)
  }
}
