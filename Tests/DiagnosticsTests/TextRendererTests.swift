import Diagnostics
import Testing

@Suite("Text renderer")
struct TextRendererTests {
  private let span = SourceSpan(file: "analyses/a.yaml", line: 23, column: 13, length: 8)

  @Test("a problem is shown with its place, line, underline, notes and hints")
  func complete() {
    let diagnostic = Diagnostic(
      .unknownKey, "'max-dept' is not a setting of train-trees", span: span,
      lineText: "            max-dept: 6",
      notes: [
        .init(
          "the stage begins here", span: SourceSpan(file: "analyses/a.yaml", line: 20, column: 5)),
        .init("settings are kebab-case"),
      ],
      hints: ["did you mean `max-depth`?"])
    #expect(
      TextRenderer().text(diagnostic) == """
        analyses/a.yaml:23:13: error: 'max-dept' is not a setting of train-trees [WB0201]
           23 |             max-dept: 6
              |             ^^^^^^^^
        note: analyses/a.yaml:20:5: the stage begins here
        note: settings are kebab-case
        hint: did you mean `max-depth`?

        """)
  }

  @Test("a problem without a place is its sentence")
  func bare() {
    let diagnostic = Diagnostic(.programMissing, "'gnuplot' is not installed", severity: .warning)
    #expect(
      TextRenderer().text(diagnostic) == "warning: 'gnuplot' is not installed [WB0701]\n")
  }

  @Test("several problems are separated by an empty line")
  func several() {
    let diagnostic = Diagnostic(.noResult, "a")
    #expect(
      TextRenderer().text([diagnostic, diagnostic])
        == "error: a [WB0504]\n\nerror: a [WB0504]\n")
  }

  @Test(
    "a long line is shown as a window around the place",
    arguments: [
      (column: 1, lead: "", tail: "…"), (column: 50, lead: "", tail: "…"),
      (column: 120, lead: "…", tail: "…"), (column: 300, lead: "…", tail: ""),
    ])
  func window(column: Int, lead: String, tail: String) throws {
    var line = [Character](repeating: ".", count: 300)
    line[column - 1] = "X"
    let diagnostic = Diagnostic(
      .csvValue, "a", span: SourceSpan(file: "a.csv", line: 2, column: column),
      lineText: String(line))
    let lines = TextRenderer().text(diagnostic).split(separator: "\n")
    try #require(lines.count == 3)
    let shown = lines[1].dropFirst("    2 | ".count)
    #expect(shown.count == 100 + lead.count + tail.count)
    #expect(shown.hasPrefix(lead) && shown.hasSuffix(tail))
    let marked = lines[2].firstIndex(of: "^").map {
      lines[2].distance(from: lines[2].startIndex, to: $0)
    }
    let placed = lines[1].firstIndex(of: "X").map {
      lines[1].distance(from: lines[1].startIndex, to: $0)
    }
    #expect(marked == placed)
  }

  @Test("an underline ends with the line that it is under")
  func underline() {
    let diagnostic = Diagnostic(
      .csvSyntax, "a", span: SourceSpan(file: "a.csv", line: 1, column: 3, length: 40),
      lineText: "abcde")
    #expect(TextRenderer().text(diagnostic).hasSuffix("    1 | abcde\n      |   ^^^\n"))
  }

  @Test("a place beyond the end of its line is shown after it")
  func beyond() {
    let diagnostic = Diagnostic(
      .csvFieldCount, "a", span: SourceSpan(file: "a.csv", line: 1, column: 6), lineText: "abcde")
    #expect(TextRenderer().text(diagnostic).hasSuffix("    1 | abcde\n      |      ^\n"))
  }

  @Test("control characters never reach the terminal")
  func control() {
    let diagnostic = Diagnostic(
      .csvValue, "a\u{1B}[31m\nb", span: SourceSpan(file: "a.csv", line: 1, column: 1),
      lineText: "\u{1B}[2Jx\u{7F}\t", notes: [.init("c\rd")], hints: ["e\u{7}"])
    let text = TextRenderer().text(diagnostic)
    let isHarmless = text.unicodeScalars.allSatisfy {
      $0 == "\n" || ($0.value >= 0x20 && $0.value != 0x7F)
    }
    #expect(isHarmless)
    #expect(text.split(separator: "\n").count == 5)
    #expect(text.contains("\u{FFFD}[2Jx\u{FFFD}\u{FFFD}"))
  }

  @Test("colour marks the severity and the underline only")
  func colour() {
    let diagnostic = Diagnostic(
      .csvValue, "a", span: SourceSpan(file: "a.csv", line: 1, column: 1), lineText: "x")
    #expect(
      TextRenderer(colour: true).text(diagnostic)
        == "a.csv:1:1: \u{1B}[31merror\u{1B}[0m: a [WB0406]\n    1 | x\n"
        + "      | \u{1B}[31m^\u{1B}[0m\n")
  }
}
