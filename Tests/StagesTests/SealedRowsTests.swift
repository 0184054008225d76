import Diagnostics
import Engine
import Foundation
import Stages
import Synchronization
import TestSupport
import Testing
import WorkbenchKit

@Suite("Sealed test rows and looks, with the kinds that people use")
struct SealedRowsTests {
  private static func text(seal: String = "sealed", part: String = ", part: test") -> String {
    """
    workbench: 1
    title: Sealed
    seed: 3
    test-set: \(seal)
    stages:
      - {id: rows, kind: read-csv, with: {path: rows.csv}}
      - {id: test-rows, kind: read-csv, with: {path: test.csv\(part)}}
      - {id: plain, kind: recipe, from: rows, with: {target: y}}
      - {id: line, kind: train, from: {rows: rows, recipe: plain}, with: {learner: linear}}
      - {id: scores, kind: evaluate, from: {models: [line], rows: test-rows}}
    """
  }

  private static var files: [String: String] {
    func rows(_ count: Int, _ offset: Int) -> String {
      "x,y\n"
        + (0..<count).map { "\($0),\(3 * $0 + ($0 * 7 + offset) % 5)" }.joined(separator: "\n")
        + "\n"
    }
    return ["rows.csv": rows(60, 0), "test.csv": rows(30, 2)]
  }

  @Test("scores made while the rows had no mark are not shown behind the seal")
  func unmarkedFirst() async throws {
    let analysed = try Analysed(Self.text(part: ""), files: Self.files)
    #expect(try await analysed.run().outcome.sealed.isEmpty)
    try analysed.rewrite(Self.text())
    #expect(try await analysed.run().outcome.sealed == ["scores"])
    #expect(!(try analysed.report.contains("Scores of each model")))
  }

  @Test("the page shows no value of test rows until their targets have been read")
  func valuesOfTestRows() async throws {
    let text =
      Self.text() + """

          - {id: asked, kind: sql, from: test-rows, with: {query: "SELECT x, y FROM test_rows"}}
          - {id: again, kind: read-csv, with: {path: rows.csv}}
          - {id: parts, kind: split, from: again, with: {by: time, column: x, test: 0.5}}

        """
    let analysed = try Analysed(text, files: Self.files)
    _ = try await analysed.run()
    // Rows 0 to 59 are for training, 0 to 29 for tests; the later half of them has the mean 44.5.
    let sealed = try analysed.report
    #expect(sealed.contains("0 to 59") && sealed.contains("sealed"))
    #expect(!sealed.contains("0 to 29") && !sealed.contains("44.5"))
    try analysed.rewrite(text.replacing("test-set: sealed", with: "test-set: open"))
    _ = try await analysed.run()
    let open = try analysed.report
    #expect(open.contains("0 to 29") && open.contains("44.5"))
  }

  @Test("behind the seal nothing hands on the targets of test rows, neither a file nor `show`")
  func handedOn() async throws {
    let text =
      Self.text() + """

          - {id: told, kind: predict, from: {model: line, rows: test-rows}, with: {path: told.csv}}
          - {id: bare, kind: sql, from: test-rows, with: {query: SELECT x FROM test_rows}}
          - {id: free, kind: predict, from: {model: line, rows: bare}, with: {path: free.csv}}

        """
    let analysed = try Analysed(text, files: Self.files)
    // Rows without a target are predicted; rows with one wait.
    #expect(try await analysed.run().outcome.sealed == ["scores", "told"])
    func shown() throws -> String {
      let outputs = try StoredOutputs(try analysed.opened())
      let printer = OutputPrinter(head: 1, sealed: outputs.sealedColumns(of: "test-rows"))
      return String(
        decoding: try printer.csv(try outputs.content(of: "test-rows"), named: "test-rows"),
        as: UTF8.self)
    }
    #expect(try shown() == "x,y\n0,\n")
    try analysed.rewrite(text.replacing("test-set: sealed", with: "test-set: open"))
    #expect(try await analysed.run().outcome.sealed.isEmpty)
    #expect(try shown() == "x,y\n0,2\n")
  }

  @Test("one score has one interval, whichever stage works it out")
  func oneInterval() async throws {
    let text =
      Self.text(seal: "open") + """

          - {id: held, kind: evaluate, from: {models: [line]}}

        """
    let analysed = try Analysed(text, files: Self.files)
    _ = try await analysed.run()
    let both = try ["scores", "held"].map {
      try analysed.artifact($0, as: Evaluation.self).entries.first?.heldOut
    }
    #expect(both[0] != nil && both[0] == both[1])
  }

  @Test("looks go with the rows: another name for the analysis begins no new count")
  func renamed() async throws {
    let analysed = try Analysed(Self.text(seal: "open"), files: Self.files)
    #expect(try await analysed.run().outcome.failed.isEmpty)
    #expect(try analysed.report.contains("Test targets were read for one model or more"))
    try analysed.folder.write("analyses/other.yaml", Self.text(seal: "open"))
    let other = try OpenedAnalysis(
      path: analysed.folder.url.appending(path: "analyses/other.yaml").path)
    let result = try await RunSession(other, RunSession.Options()).run { _ in }
    #expect(result.outcome.computed.isEmpty)
    let page = try analysed.folder.read("reports/other.html")
    #expect(page.contains("Test targets were read for one model or more"))
  }

  @Test("the page has no path of the machine, and without measurements no date")
  func page() async throws {
    let analysed = try Analysed(Self.text(seal: "open"), files: Self.files)
    try await analysed.run()
    #expect(!(try analysed.report.contains(analysed.folder.url.path)))
    let opened = try analysed.opened()
    let store = try #require(try opened.existingStore())
    let url = analysed.folder.url.appending(path: "plain.html")
    _ = try ReportWriter(opened, store, to: url, showsMeasurements: false).write()
    let plain = try analysed.folder.read("plain.html")
    #expect(plain.contains("Test targets were read for one model or more"))
    #expect(plain.firstMatch(of: /20\d\d-\d\d-\d\d/) == nil)
  }

  @Test("a file edited by hand is named when nothing else is to be done")
  func editedExport() async throws {
    let text =
      Self.text(seal: "open")
      + "\n  - {id: out, kind: predict, from: {model: line, rows: test-rows}, with: {path: p.csv}}\n"
    let analysed = try Analysed(text, files: Self.files)
    try await analysed.run()
    try analysed.folder.write("reports/tested/p.csv", "mine\n")
    let ends = Ends()
    let result = try await RunSession(try analysed.opened(), RunSession.Options()).run {
      ends.note($0)
    }
    #expect(result.outcome.failed == ["out"])
    #expect(ends.problems.first?.code == .fileEdited)
    #expect(try analysed.folder.read("reports/tested/p.csv") == "mine\n")
  }

  /// The problems that a run told of.
  private final class Ends: Sendable {
    private let told = Mutex<[Diagnostic]>([])

    var problems: [Diagnostic] { told.withLock { $0 } }

    func note(_ event: RunEvent) {
      guard case .stageEnd(let end) = event else { return }
      told.withLock { $0 += end.problems }
    }
  }
}
