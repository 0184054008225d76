import Foundation
import TestSupport
import Testing

@Suite("Names that would do harm")
struct HostileNamesTests {
  private static let names = [
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"' onload=\"x",
    "'; system(\"touch pwned\"); set output 'x", "`touch pwned`", "{{title}} {{{style}}}",
    "a\u{202E}gnp.exe", "$(touch pwned)", "@macro \\n %s", String(repeating: "long-", count: 400),
    "\u{0645}\u{0633}\u{0627}\u{062D}\u{0629}", "]]></style><style>*{display:none}</style>",
  ]

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// The tags of a page from their names on, without the values of their attributes.
  private static func tags(of page: String) -> [String] {
    page.split(separator: "<").filter { $0.first?.isLetter == true }.map { piece in
      let parts = piece.split(separator: "\"", omittingEmptySubsequences: false)
      var tag = ""
      // Every other part stands between quotation marks.
      for (index, part) in parts.enumerated() where index.isMultiple(of: 2) {
        if let end = part.firstIndex(of: ">") { return tag + part.prefix(through: end) }
        tag += part
      }
      return tag
    }
  }

  @Test("come out of the program as text, in the page, its data and its pictures")
  func page() throws {
    let folder = try TemporaryFolder()
    let header = (Self.names + ["y"]).map(Self.quoted).joined(separator: ",")
    let rows = (0..<60).map { row in
      let level = Self.quoted(Self.names[row % 4])
      let numbers = (1..<Self.names.count).map { String((row * ($0 + 3)) % 19) }
      return ([level] + numbers + ["\(row % 7)"]).joined(separator: ",")
    }
    try folder.write("analyses/data.csv", ([header] + rows).joined(separator: "\n") + "\n")
    let title = Self.names[0].replacing("\"", with: "")
    try folder.write(
      "analyses/hostile.yaml",
      """
      workbench: 1
      title: '\(title)'
      question: '<b>bold</b> & {{{style}}}'
      test-set: open
      card: {use: "<script>alert(2)</script>", contact: "</script>"}
      stages:
        - {id: rows, kind: read-csv, with: {path: data.csv}}
        - {id: parts, kind: split, from: rows}
        - {id: profile, kind: profile, from: {rows: parts.train, against: parts.test}, with: {target: y}}
        - {id: plain, kind: recipe, from: parts.train, with: {target: y, steps: [{one-hot: {columns: text}}]}}
        - {id: line, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: linear}}
        - {id: trees, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: trees, rounds: 5}}
        - {id: scores, kind: evaluate, from: {models: [line, trees], rows: parts.test}}
        - {id: why, kind: explain, from: {models: trees, rows: parts.test}}

      """)
    let outcome = try BuiltProgram.run(["run", "analyses/hostile.yaml"], in: folder.url)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let page = try folder.read("reports/hostile.html")
    let tags = Self.tags(of: page)
    #expect(tags.count { $0.hasPrefix("script") } == 2)
    #expect(tags.count { $0.hasPrefix("style") } == 1)
    for name in ["img", "b>", "iframe", "object", "base", "link", "form"] {
      #expect(!tags.contains { $0.hasPrefix(name) }, "\(name)")
    }
    #expect(!tags.contains { $0.contains(" on") }, "no tag has a handler")
    #expect(!page.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
    #expect(page.contains("a[U+202E]gnp.exe"))
    #expect(page.contains("&lt;img src=x onerror=alert(1)&gt;"))
    #expect(page.contains("\u{0645}\u{0633}\u{0627}"), "letters of any language stay")
    #expect(page.contains("… (2000 letters)"))
    #expect(!page.contains("The picture could not be drawn"))
    #expect(page.utf8.count < 5_000_000)
    let files = FileManager.default.enumerator(atPath: folder.url.path)
    while let file = files?.nextObject() as? String { #expect(!file.contains("pwned")) }

    let data = try #require(
      page.firstMatch(of: /id="workbench-run">([^<]*)<\/script>/)?.1)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
    #expect(object["title"] as? String == title)

    let again = try BuiltProgram.run(
      ["report", "analyses/hostile.yaml", "-o", "again.html"], in: folder.url)
    #expect(again.status == 0)
    #expect(try folder.read("again.html") == page, "rendered again, the page has the same bytes")
  }
}
