import Analyses
import Diagnostics
import Kernels
import Testing

@Suite("Texts written as YAML")
struct YAMLTextTests {
  /// Texts that a careless writer would change.
  private static let hostile = [
    "plain", "two words", "a: b", "a #b", "# a", "- a", "? a", "[a]", "{a: b}", "a, b", "'a'",
    "\"a\"",
    "a\"b\\c", "no", "No", "yes", "on", "y", "null", "~", "true", "12", "012", "1e5", "0x1f", ".5",
    "-",
    "--", "...", "---", "&a", "*a", "!a", "%a", "@a", "`a`", "|", ">", "a ", " a", "a\tb", "a\nb",
    "a\r\nb", "Größe (m²)", "价格", "🙂", "e\u{301}", "x\u{feff}y", "a\u{85}b", "a\u{2028}b",
    "a\u{a0}b",
    "\u{7}", "<<", "=", "a=b", "2024-01-01", "{{stage.name}}", "../data/x.csv", "../a: b", ".inf",
    "",
  ]

  @Test("any text is read again as it was, in a list, as a key and as a value", arguments: hostile)
  func roundTrips(_ text: String) throws {
    try Self.prove(text)
  }

  @Test("so is a random mixture of characters that mean something in YAML")
  func roundTripsAtRandom() throws {
    let pieces: [Unicode.Scalar] = [
      "a", "B", "1", "0", ".", ":", " ", "#", "-", "?", "[", "]", "{", "}", ",", "'", "\"", "\\",
      "&", "*",
      "!", "%", "|", ">", "\n", "\t", "\u{1}", "\u{9f}", "\u{2029}", "é", "\u{1f642}", "~", "=",
      "@",
    ]
    var random = RandomStream(seed: 7)
    for _ in 0..<2000 {
      let count = random.integer(below: 8)
      let scalars = (0..<count).map { _ in pieces[random.integer(below: pieces.count)] }
      try Self.prove(String(String.UnicodeScalarView(scalars)))
    }
  }

  @Test("a comment stays on its line")
  func comments() throws {
    let text = "a: 1 # \(YAMLText.comment("x\ny: 2\u{2028}z: 3\u{1}"))\n"
    let root = try YAMLReader.read(SourceText(path: "t.yaml", text: text))
    #expect(root.entries?.map(\.key) == ["a"])
  }

  private static func prove(_ text: String) throws {
    // Merge keys are refused by name, also in quotes.
    let key = text == "<<" ? "other" : text
    let yaml = """
      list: \(YAMLText.list([text, "other"]))
      items:
        - \(YAMLText.scalar(text))
      map:
        \(YAMLText.scalar(key)): 1

      """
    let root = try YAMLReader.read(SourceText(path: "t.yaml", text: yaml))
    let entries = root.entries ?? []
    let first = entries.first?.value.items?.first?.scalar?.value
    let second = entries.dropFirst().first?.value.items?.first?.scalar?.value
    #expect(first == .text(text), "\(yaml)")
    #expect(second == .text(text), "\(yaml)")
    let read = entries.last?.value.entries?.first?.key
    #expect(read.map { Array($0.utf8) } == Array(key.utf8), "\(yaml)")
  }
}
