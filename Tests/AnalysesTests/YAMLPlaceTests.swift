import Analyses
import Diagnostics
import TestSupport
import Testing

@Suite("Places")
struct YAMLPlaceTests {
  @Test(
    "a value has the place and the length that it has in the text",
    arguments: [
      ("a: 1️⃣word", 4), ("a: 1️⃣two words  # remark", 9), ("a: 1️⃣'it''s'", 7),
      ("a: 1️⃣\"say \\\"x\\\"\"", 11), ("a: 1️⃣ö̈ä", 3), ("{b: 1, a: 1️⃣12}", 2),
      ("b: ä\na: 1️⃣12\r\nc: 3", 2),
      ("a:\n  1️⃣- x\n  - y", 1), ("a: 1️⃣[x]", 1), ("a:\n  1️⃣key: 1", 3), ("a: 1️⃣{key: 1}", 1),
      ("a: 1️⃣|\n  text", 1), ("a: 1️⃣>\n  text", 1), ("? a\n: 1️⃣12", 2),
      ("\"🦆🦆\": 0\na: 1️⃣🦆", 1), ("a: 1️⃣one\n  two", 3),
    ])
  func valuesHaveTheirPlaces(_ text: String, _ length: Int) throws {
    let marked = MarkedText(text)
    let span = try #require(try Nodes.read(marked.text)["a"]?.place?.span)
    let wanted = try #require(marked.places[1])
    #expect((span.line, span.column) == (wanted.line, wanted.column))
    #expect(span.length == length)
  }

  @Test(
    "an offset inside a text is found in the file",
    arguments: [
      ("a: |\n  one\n  two 1️⃣three\n", "three"), ("a: |2\n    one\n   1️⃣two\n", "two"),
      ("- x\n- a: |-\n\n    eins\n\n    zwei ä1️⃣drei\n", "drei"),
      ("a: |\r\n  one\r\n  1️⃣two\r\n", "two"),
      ("a: one 1️⃣two", "two"), ("a: 'one 1️⃣two'", "two"), ("a: \"one 1️⃣two\"", "two"),
      ("{a: one 1️⃣two, b: 3}", "two"), ("a: 1️⃣>\n  one\n  two\n", "two"),
      ("a: 1️⃣\"o\\u006ee two\"", "two"), ("a: 1️⃣one\n  two", "two"),
    ])
  func offsetsAreFound(_ text: String, _ word: String) throws {
    let marked = MarkedText(text)
    let root = try Nodes.read(marked.text)
    let node = try #require(root["a"] ?? root.items?.last?["a"])
    let value = try #require(node.scalar?.text)
    let range = try #require(value.firstRange(of: word))
    let offset = value.utf8.distance(from: value.startIndex, to: range.lowerBound)
    let place = try #require(node.place).inside(text: value, offset: offset)
    let wanted = try #require(marked.places[1])
    #expect((place.span.line, place.span.column) == (wanted.line, wanted.column))
    #expect(place.lineText != nil)
  }

  @Test("an offset behind the end of a text keeps to the text")
  func offsetsBehindTheEnd() throws {
    for text in ["a: |\n  one\n", "a: one", "a: ''", "a: |\n"] {
      let node = try #require(try Nodes.read(text)["a"])
      let value = node.scalar?.text ?? ""
      let place = try #require(node.place).inside(text: value, offset: value.utf8.count + 5)
      #expect(place.span.line <= 3)
    }
  }

  @Test("a key in quotes is found where it stands")
  func keysHaveTheirPlaces() throws {
    let root = try Nodes.read("a: 1\n\"b c\": 2\n")
    let span = try #require(root.entries?.last?.keyPlace?.span)
    #expect((span.line, span.column, span.length) == (2, 1, 5))
  }
}
