import Analyses
import Diagnostics
import TestSupport
import Testing

@Suite("YAML texts")
struct YAMLReaderTests {
  /// A text that is refused, with its mark at the place to be told.
  struct Refused: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let marked: MarkedText
    let code: DiagnosticCode
    let says: String

    init(_ name: String, _ marked: String, _ code: DiagnosticCode, _ says: String) {
      testDescription = name
      self.marked = MarkedText(marked)
      self.code = code
      self.says = says
    }
  }

  static let refused = [
    Refused("an anchored scalar", "a: 1️⃣&x 1", .aliasRefused, "anchors ('&x')"),
    Refused("an anchored mapping", "a: 1️⃣&x\n  b: 1", .aliasRefused, "anchors ('&x')"),
    Refused("an anchored key", "1️⃣&x a: 1", .aliasRefused, "anchors ('&x')"),
    Refused("an anchor on nothing", "a: 1️⃣&x\nb: 1", .aliasRefused, "anchors ('&x')"),
    Refused("an alias", "a: 1\nb: 1️⃣*x", .aliasRefused, "aliases are not read"),
    Refused("an anchor before its alias", "a: 1️⃣&x 1\nb: *x", .aliasRefused, "anchors ('&x')"),
    Refused("an alias before its anchor", "a: 1️⃣*x\nb: &x 1", .aliasRefused, "aliases ('*x')"),
    Refused("an alias as a key", "a: 1️⃣&x 1\n*x : 2", .aliasRefused, "anchors ('&x')"),
    Refused("a merge key", "a:\n  1️⃣<<: {b: 1}", .aliasRefused, "merge keys"),
    Refused("a tag on a scalar", "a: 1️⃣!!int 7", .aliasRefused, "tags ('!!int')"),
    Refused("a tag on a list", "a: 1️⃣!x [1]", .aliasRefused, "tags ('!x')"),
    Refused("two documents", "a: 1\n1️⃣---\nb: 2", .yamlSyntax, "a second document"),
    Refused("a tab", "a:\n1️⃣\tb: 1", .yamlSyntax, "a tab stands"),
    Refused("nothing", "1️⃣", .yamlSyntax, "the file is empty"),
    Refused("remarks only", "1️⃣# one\n# two\n", .yamlSyntax, "the file is empty"),
    Refused("a list as a key", "1️⃣[a, b]: 1", .wrongType, "a key is a single word"),
    Refused("an open list", "a: 1️⃣[1, 2\nb: 3", .yamlSyntax, "the list that opens here"),
    Refused("an open mapping", "a: 1️⃣{b: 1\nc: 3", .yamlSyntax, "the mapping that opens here"),
    Refused("an open quote", "a: 1\nb: 1️⃣'x\n", .yamlSyntax, "the quote that opens here"),
    Refused("a list too many", "a: [1]1️⃣]", .yamlSyntax, "closes nothing"),
    Refused("a directive", "%YAML 1.1\n---\na: 1️⃣%x", .yamlSyntax, "no text without quotes"),
    Refused(
      "merge marks", "a: 1\n1️⃣<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", .yamlSyntax,
      "unfinished merge"),
    Refused("a key twice", "a: 1\nb: 2\n1️⃣a: 3", .duplicateKey, "'a' stands here a second time"),
    Refused("a key three times", "a: 1\n1️⃣a: 2\na: 3", .duplicateKey, "'a' stands here"),
    Refused("two keys twice", "b: 1\na: 1\nb: 2\n1️⃣a: 2", .duplicateKey, "'a' stands here"),
    Refused(
      "a key twice in a list", "- {a: 1}\n- {x: 'a: 2', a: 1, 1️⃣a: 2}", .duplicateKey, "'a' stands"),
    Refused("a key in other quotes", "'a': 1\n1️⃣\"a\": 3", .duplicateKey, "'a' stands"),
    Refused("an empty key twice", "1️⃣'': 1\n'': 3", .duplicateKey, "'' stands"),
    Refused("a number and its text", "1: 1\n1️⃣'1': 3", .duplicateKey, "'1' stands"),
    Refused("a zero byte", "a: x1️⃣\0", .yamlSyntax, "U+0000"),
    Refused("a bell", "a: ä1️⃣\u{7}", .yamlSyntax, "U+0007"),
    Refused("a non-character", "a: ä1️⃣\u{FFFE}", .yamlSyntax, "U+FFFE"),
    Refused("a mark inside the text", "a: 1️⃣\u{FEFF}b", .yamlSyntax, "U+FEFF"),
    Refused("old line ends", "a: 11️⃣\rb: 2", .yamlSyntax, "a carriage return alone"),
    Refused("old line ends at the end", "a: 1\nb: 21️⃣\r", .yamlSyntax, "a carriage return alone"),
    Refused("a next-line character", "a: 11️⃣\u{85}b: 2", .yamlSyntax, "U+0085"),
    Refused("a paragraph separator", "a: '11️⃣\u{2029}'", .yamlSyntax, "U+2029"),
  ]

  @Test("what is not read is refused by name, at its place", arguments: refused)
  func textsAreRefused(_ refused: Refused) throws {
    let problems = Nodes.problems(refused.marked.text)
    let problem = try #require(problems.first)
    #expect(problems.count == 1)
    #expect(problem.code == refused.code)
    #expect(problem.headline.contains(refused.says), "\(problem.headline)")
    let place = try #require(refused.marked.places[1])
    #expect(problem.span?.line == place.line)
    #expect(problem.span?.column == place.column)
    #expect(!problem.hints.isEmpty || problem.code == .duplicateKey)
  }

  @Test("signs of YAML inside texts are texts")
  func signsInsideTexts() throws {
    let root = try Nodes.read(
      """
      query: |
        SELECT *, a & b, '&x', "*y" FROM t -- <<: !tag
      quoted: "&x *x !x # no remark [ { "
      plain: a *b &c !d
      url: http://x.y/#z
      dash: - # this is a dash
      """.replacing("dash: - #", with: "dash: '-' #"))
    #expect(root["query"]?.scalar?.text.hasPrefix("SELECT *, a & b") == true)
    #expect(root["plain"]?.scalar?.text == "a *b &c !d")
    #expect(root["url"]?.scalar?.text == "http://x.y/#z")
    #expect(root["dash"]?.scalar?.text == "-")
  }

  @Test("line ends of Windows count as line ends")
  func windowsLineEnds() throws {
    let root = try Nodes.read("a: 1\r\nb: |\r\n  x\r\n  y\r\nc: z\r\n")
    #expect(root["b"]?.scalar?.text == "x\ny\n")
    #expect(root["c"]?.place?.span.line == 5)
    #expect(root["c"]?.place?.lineText == "c: z")
  }

  static let enormous: [(String, String)] = [
    ("100000 brackets", String(repeating: "[", count: 100_000)),
    ("100000 braces", String(repeating: "{a: ", count: 100_000)),
    ("100000 dashes", String(repeating: "- ", count: 100_000)),
    ("100000 question marks", String(repeating: "? ", count: 100_000)),
    (
      "mappings in one another",
      (0..<2000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    ),
    (
      "dashes over lines",
      (0..<90).map {
        String(repeating: " ", count: 800 * $0) + String(repeating: "- ", count: 400) + "\n"
      }.joined()
    ),
    ("five megabytes", String(repeating: "a", count: 5 << 20)),
    ("too many values", "a: [" + String(repeating: "b,", count: 300_000) + "]"),
    ("too many keys", (0..<210_000).map { "k\($0): 1\n" }.joined()),
  ]

  @Test("what is too large or too deep is refused and does no harm", arguments: enormous)
  func enormousTextsAreRefused(_ name: String, _ text: String) throws {
    let problem = try #require(Nodes.problems(text).first)
    #expect(problem.code == .tooLarge, "\(problem.headline)")
  }

  @Test("a line of a megabyte is read in a moment")
  func longLinesAreRead() throws {
    let clock = ContinuousClock()
    var items = 0
    let time = try clock.measure {
      let root = try Nodes.read("a: [" + String(repeating: "word, ", count: 150_000) + "]")
      items = root["a"]?.items?.count ?? 0
    }
    #expect(items == 150_000)
    #expect(time < .seconds(20))
  }

  static let bombs: [(String, String)] = [
    ("as values", bomb("y: *x8\n")),
    ("as a key", bomb("? *x8\n: 1\n? [*x8, 1]\n: 2\n")),
    ("in braces", bomb("y: {*x8 : 1, *x7 : 2}\n")),
    ("with an open bracket behind", bomb("y: [*x8, *x8\n")),
  ]

  /// Nine levels of lists of nine.
  private static func bomb(_ end: String) -> String {
    var text = "x0: &x0 [z, z, z, z, z, z, z, z, z]\n"
    for level in 1...8 {
      let alias = Array(repeating: "*x\(level - 1)", count: 9).joined(separator: ", ")
      text += "x\(level): &x\(level) [\(alias)]\n"
    }
    return text + end
  }

  @Test("aliases that stand for more than fits into memory are refused at once", arguments: bombs)
  func aliasBombsAreRefused(_ name: String, _ text: String) throws {
    let time = try ContinuousClock().measure {
      let problem = try #require(Nodes.problems(text).first)
      #expect(problem.code == .aliasRefused || problem.code == .yamlSyntax)
    }
    #expect(time < .seconds(5))
  }
}
