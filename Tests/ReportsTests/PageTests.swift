import Digests
import Documents
import Foundation
import Reports
import Testing

struct PageTests {
  private static let drawing = "<svg viewBox=\"0 0 1 1\"></svg>"

  private func page(_ report: Report) throws -> String {
    let pictures = report.figures.map { ($0.id, PageTests.drawing) }
    return try ReportRenderer.html(
      report, pictures: Dictionary(pictures, uniquingKeysWith: { first, _ in first }))
  }

  @Test("the same report gives the same bytes")
  func sameBytes() throws {
    #expect(try page(SampleReport.full) == page(SampleReport.full))
  }

  @Test("the page asks for nothing outside itself and runs no script but its own")
  func selfContained() throws {
    let page = try page(SampleReport.full)
    for word in ["http:", "https:", "src=", "<link", "@import", "url(", "<img", "fetch(", "eval("] {
      #expect(!page.contains(word), "\(word)")
    }
    let scripts = page.matches(of: /<script>([\s\S]*?)<\/script>/).map { String($0.1) }
    #expect(scripts == [Resources.text(.script)])
    let digest = Data(Digest(of: Array(scripts[0].utf8)).bytes).base64EncodedString()
    #expect(page.contains("script-src 'sha256-\(digest)';"))
    #expect(page.matches(of: #/<[^>]* on[a-z]+=/#).isEmpty)
    #expect(page.contains("default-src 'none'"))
    let targets = page.matches(of: /href="([^"]*)"/).map(\.1)
    #expect(!targets.isEmpty && targets.allSatisfy { $0.hasPrefix("#") })
  }

  @Test("identifiers are there once, and every link and label leads to one")
  func identifiers() throws {
    let page = try page(SampleReport.full)
    let identifiers = page.matches(of: #/ id="([^"]*)"/#).map { String($0.1) }
    #expect(Set(identifiers).count == identifiers.count)
    let used =
      page.matches(of: /href="#([^"]*)"/).map { String($0.1) }
      + page.matches(of: /aria-labelledby="([^"]*)"/).map { String($0.1) }
    for name in used { #expect(identifiers.contains(name), "\(name)") }
  }

  @Test("headings begin with the title and skip no rank")
  func headings() throws {
    let ranks = try page(SampleReport.full).matches(of: /<h(\d)/).compactMap { Int($0.1) }
    #expect(ranks.first == 1)
    #expect(ranks.filter { $0 == 1 }.count == 1)
    for (before, after) in zip(ranks, ranks.dropFirst()) { #expect(after <= before + 1) }
  }

  @Test("a table of many columns says on narrow screens what each cell is")
  func wideTables() throws {
    func page(_ count: Int) throws -> String {
      let names = (0..<count).map { "c\($0)" }
      let table = DataTable(
        caption: "t", headings: names.map { .init($0, .trailing) }, rows: [names.map { Text($0) }])
      return try self.page(
        Report(
          title: "t", question: nil, answer: "a", keyNumbers: [], findings: [],
          sections: [Section(id: "s", title: "s", blocks: [.table(table)])], facts: [],
          source: .init(name: "a.yaml", text: "")))
    }
    #expect(try page(5).contains("<table class=\"wide\">"))
    #expect(try page(5).contains("<td class=\"trailing\" data-label=\"c4\">c4</td>"))
    #expect(!(try page(4).contains("data-label=\"")))
  }

  @Test("the page can be read and found one's way in without a pointer or eyes")
  func accessible() throws {
    let page = try page(SampleReport.full)
    for piece in [
      "<html lang=\"en\">", "class=\"skip\" href=\"#page-content\"", "<main>", "<nav ",
      "<th scope=\"col\"", "<th scope=\"row\"", "<caption>", "name=\"viewport\"",
    ] { #expect(page.contains(piece), "\(piece)") }
    let scrolling = page.matches(of: /<(div|pre) class="scroll[^>]*>/).map(\.0)
    #expect(scrolling.allSatisfy { $0.contains("tabindex=\"0\"") && $0.contains("aria-label=") })
    let style = Resources.text(.style)
    for rule in [
      "prefers-color-scheme", "prefers-reduced-motion", "@media print", ":focus-visible",
    ] {
      #expect(style.contains(rule), "\(rule)")
    }
  }

  @Test("text of a user is never markup")
  func hostileText() throws {
    let evil = "\"><script>alert('x')</script>{{title}}{{{style}}}<!-- & "
    let table = DataTable(
      caption: evil, headings: [.init(evil)], rows: [[Text(evil)], [.code(evil)]])
    let figure = Figure(
      id: "f", title: evil, caption: .strong(evil), x: .init(evil), y: .init(evil),
      chart: .bars([]), table: table)
    let report = Report(
      title: evil, question: evil, answer: Text(evil),
      keyNumbers: [.init(label: evil, value: evil, interval: evil, explanation: Text(evil))],
      findings: [Finding(.note, Text(evil), explanation: Text(evil))], warnings: [Text(evil)],
      sections: [
        Section(
          id: "s", title: evil,
          blocks: [
            .paragraph(.reference(evil, to: "s")), .list([Text(evil)]), .table(table),
            .figure(figure), .listing(evil), .details(evil, [.paragraph(Text(evil))]),
            .finding(Finding(.good, Text(evil), explanation: Text(evil))),
          ])
      ],
      facts: [.init(evil, Text(evil))], source: .init(name: evil, text: evil),
      data: String(decoding: try JSONEncoder().encode([evil: evil]), as: UTF8.self))
    let page = try page(report)
    #expect(page.matches(of: /<script/).count == 2)
    #expect(page.matches(of: /<script>alert/).isEmpty)
    #expect(!page.contains("<!-- "))
    #expect(page.contains("{{title}}"), "text is not a template")
    #expect(page.matches(of: /<style>/).count == 1)
  }

  @Test("nested details show their own blocks only")
  func nestedDetails() throws {
    let report = Report(
      title: "t", question: nil, answer: "a",
      sections: [
        Section(
          id: "s", title: "s",
          blocks: [.details("outer", [.details("inner", [.paragraph("deep")])])])
      ])
    let page = try page(report)
    #expect(page.matches(of: /<summary>/).count == 2)
    #expect(page.matches(of: /<p>deep<\/p>/).count == 1)
  }

  @Test("a listing keeps its line breaks and indents")
  func listing() throws {
    let report = Report(
      title: "t", question: nil, answer: "a",
      sections: [
        Section(id: "s", title: "s", blocks: [.details("d", [.listing("a:\n  b\n    c\n")])])
      ])
    #expect(try page(report).contains("<code>a:\n  b\n    c\n</code>"))
  }

  @Test("a figure without a picture is shown by its numbers")
  func absentPicture() throws {
    let page = try ReportRenderer.html(SampleReport.full, pictures: [:])
    #expect(page.matches(of: /The picture could not be drawn/).count == 5)
    #expect(page.contains("Mean absolute error in kWh"))
  }

  @Test(
    "a picture that holds more than a drawing is refused",
    arguments: [
      "<svg><script>1</script></svg>", "<svg onload=\"x\"></svg>", "<p>", "",
      "<svg><image href=\"x\"/></svg>", "<svg><SCRIPT/></svg>", "<svg style=\"fill:url(x)\"></svg>",
    ])
  func unsafePicture(picture: String) {
    #expect(throws: ReportError.unsafePicture(figure: "pipeline")) {
      try ReportRenderer.html(SampleReport.full, pictures: ["pipeline": picture])
    }
  }

  @Test("what programs read is whole JSON that no text in it can leave")
  func data() throws {
    let evil = "</script><script>x\u{2028}\u{202e}&\u{7f}\\"
    let json = String(decoding: try JSONEncoder().encode(["name": evil]), as: UTF8.self)
    let page = try page(Report(title: "t", question: nil, answer: "a", data: json))
    let inside = try #require(
      page.firstMatch(
        of: /<script type="application\/json" id="workbench-run">([^<]*)<\/script>/)?.1)
    let read = try JSONDecoder().decode([String: String].self, from: Data(inside.utf8))
    #expect(read == ["name": evil])
  }

  @Test("signs that turn the direction of writing are written out, in the page and its listings")
  func direction() throws {
    let page = try page(
      Report(
        title: "a\u{202e}b", question: nil, answer: "c\u{2067}d",
        sections: [Section(id: "s", title: "s", blocks: [.listing("e\u{0}f\tg\n")])]))
    #expect(page.contains("a[U+202E]b") && page.contains("c[U+2067]d"))
    #expect(page.contains("e[U+0000]f\tg\n"))
    #expect(!page.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
  }

  @Test("the contents name the stages of a section, and a link says on paper where it leads")
  func contents() throws {
    let part = Part(id: "stage-a", title: "a", kind: "train", blocks: [])
    let page = try page(
      Report(
        title: "t", question: nil, answer: .reference("a", to: "stage-a"),
        sections: [Section(id: "m", title: "Models", blocks: [.part(part)])]))
    #expect(
      page.contains(
        "<a href=\"#m\">Models</a><ol><li><a href=\"#stage-a\">a</a></li></ol></li>"))
    #expect(page.contains("<a href=\"#stage-a\" data-place=\"Models\">a</a>"))
  }

  private func report(ids: [String], answer: Text = "a") -> Report {
    Report(
      title: "t", question: nil, answer: answer,
      sections: ids.map { Section(id: $0, title: "s", blocks: []) })
  }

  @Test("places with one name, odd names and links to nowhere are errors")
  func badIdentifiers() {
    #expect(throws: ReportError.duplicateIdentifier("a")) { try page(report(ids: ["a", "a"])) }
    #expect(throws: ReportError.duplicateIdentifier("page-content")) {
      try page(report(ids: ["page-content"]))
    }
    #expect(throws: ReportError.malformedIdentifier("A b")) { try page(report(ids: ["A b"])) }
    #expect(throws: ReportError.malformedIdentifier("")) { try page(report(ids: [""])) }
    #expect {
      try page(report(ids: ["a"], answer: .reference("there", to: "b")))
    } throws: { error in
      if case ReportError.unknownReference("b", _) = error { true } else { false }
    }
  }

  @Test("all files of the page can be had as bytes, in a fixed order")
  func resources() {
    #expect(
      Resources.all.map(\.name.rawValue) == [
        "blocks.mustache", "figure.mustache", "page.mustache", "page.js", "style.css",
        "table.mustache", "text.mustache",
      ])
    #expect(Resources.all.allSatisfy { !$0.bytes.isEmpty })
  }
}
