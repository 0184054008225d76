import Documents
import Foundation
import Reports
import Testing

struct GoldenTests {
  private static let report = Report(
    title: "A small report", question: "Does it read well?",
    answer: Text("Yes: ") + .strong("5 of 5") + Text(" readers said so."),
    keyNumbers: [
      .init(label: "Readers", value: "5", interval: "5 to 5", explanation: "all of them")
    ],
    findings: [Finding(.good, "It is short.", explanation: "Less than 200 lines.")],
    sections: [
      Section(
        id: "numbers", title: "Numbers",
        blocks: [
          .paragraph(Text("See ") + .code("a < b") + Text(".")),
          .figure(
            Figure(
              id: "bars", title: "Bars", caption: "One bar.", x: .init("x"), y: .init("y"),
              chart: .bars([]),
              table: DataTable(
                caption: "One row", headings: [.init("Name"), .init("Value", .trailing)],
                rows: [["a", "1"]]))),
        ])
    ],
    facts: [.init("Seed", "42")], source: .init(name: "small.yaml", text: "workbench: 1\n"))

  @Test("a small report is written as recorded")
  func small() throws {
    let page = try ReportRenderer.html(
      GoldenTests.report, pictures: ["bars": "<svg viewBox=\"0 0 1 1\"></svg>"]
    ).replacing(Resources.text(.style), with: "(the style)\n")
      .replacing(Resources.text(.script), with: "(the script)")
      .replacing(/sha256-[^']*/, with: "sha256-(of the script)")
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/small.html")
    if ProcessInfo.processInfo.environment["WORKBENCH_RECORD_GOLDENS"] != nil {
      try Data(page.utf8).write(to: file)
      Issue.record("the page was recorded; look at the difference and run the test again")
      return
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    let expected = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(expected.count < 200)
    for (number, pair) in zip(lines, expected).enumerated() where pair.0 != pair.1 {
      Issue.record("line \(number + 1): '\(pair.0)' instead of '\(pair.1)'")
      return
    }
    #expect(lines.count == expected.count)
  }
}
