import Analyses
import Diagnostics
import Documents
import Engine
import Stages
import Tables
import Testing
import WorkbenchKit

@Suite("Split")
struct SplitTests {
  /// An analysis that numbers the rows of a file and cuts it.
  private static func cut(
    _ settings: String, csv: String, seed: Int = 1
  ) async throws -> (train: Table, test: Table) {
    let analysed = try Analysed(text(settings, seed: seed), files: ["rows.csv": csv])
    let result = try await analysed.run()
    if let problem = result.outcome.problems.first { throw problem }
    return (
      try #require(try analysed.table("parts.train")),
      try #require(try analysed.table("parts.test"))
    )
  }

  private static func text(_ settings: String, seed: Int = 1) -> String {
    """
    workbench: 1
    title: Parts
    seed: \(seed)
    stages:
      - {id: rows, kind: read-csv, with: {path: rows.csv}}
      - {id: parts, kind: split, from: rows, with: {\(settings)}}
    """
  }

  private static func csv(_ count: Int, _ column: (Int) -> String) -> String {
    "row,c\n" + (1...count).map { "\($0),\(column($0))\n" }.joined()
  }

  private static func rows(_ table: Table) -> [Double] { table["row"]?.numbers ?? [] }

  @Test("test rows that equal a training row are counted and told, whatever their texts are")
  func copies() async throws {
    let rows = (0..<40).map { "\($0),\(["a", "b", ""][$0 % 3]),\($0 * 7 % 11)" }
    let csv = (["row,word,y"] + rows + rows.prefix(10)).joined(separator: "\n") + "\n"
    let analysed = try Analysed(Self.text("test: 0.5"), files: ["rows.csv": csv])
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let (train, test) = (
      try #require(try analysed.table("parts.train")),
      try #require(try analysed.table("parts.test"))
    )
    let expected = Self.rows(test).count { Self.rows(train).contains($0) }
    let finding = try analysed.view("parts").findings.first
    #expect(expected > 0)
    #expect(finding?.headline.plain.hasPrefix("\(expected) test row") == true)
    let clean = try Analysed(
      Self.text("test: 0.5"),
      files: ["rows.csv": (["row,word,y"] + rows).joined(separator: "\n") + "\n"])
    #expect(try await clean.run().outcome.problems.isEmpty)
    #expect(try clean.view("parts").findings.isEmpty)
  }

  @Test(
    "every row is in one part, in its order, and the share is kept to the row",
    arguments: [
      (10, 0.2, 2), (11, 0.2, 2), (13, 0.2, 3), (2, 0.001, 1), (3, 0.999, 2), (100, 0.33, 33),
    ])
  func random(count: Int, share: Double, expected: Int) async throws {
    let parts = try await Self.cut("test: \(share)", csv: Self.csv(count) { "\($0)" })
    #expect(parts.test.rowCount == expected)
    for part in [Self.rows(parts.train), Self.rows(parts.test)] { #expect(part == part.sorted()) }
    #expect(
      (Self.rows(parts.train) + Self.rows(parts.test)).sorted() == (1...count).map(Double.init))
  }

  @Test("the seed decides which rows are drawn, and nothing else does")
  func seed() async throws {
    let csv = Self.csv(60) { "\($0)" }
    let first = try await Self.cut("test: 0.3", csv: csv, seed: 1)
    let same = try await Self.cut("test: 0.3", csv: csv, seed: 1)
    let other = try await Self.cut("test: 0.3", csv: csv, seed: 2)
    #expect(first.test == same.test)
    #expect(first.test != other.test)
  }

  @Test("rows at random are each drawn about equally often")
  func fairness() async throws {
    let csv = Self.csv(20) { "\($0)" }
    var counts = [Int](repeating: 0, count: 21)
    for seed in 1...60 {
      for row in Self.rows(try await Self.cut("test: 0.25", csv: csv, seed: seed).test) {
        counts[Int(row)] += 1
      }
    }
    // 15 are expected; five standard deviations of 3.4 on either side.
    #expect(counts.dropFirst().allSatisfy { (1...32).contains($0) }, "\(counts)")
  }

  @Test(
    "each level gives its share of the test rows to within one row, missing values too",
    arguments: 1...8)
  func stratified(seed: Int) async throws {
    let words = ["a", "a", "a", "b", "b", "rare", ""]
    let csv = Self.csv(101) { words[($0 * $0 + seed) % 7] }
    let parts = try await Self.cut("test: 0.3, stratify: c", csv: csv, seed: seed)
    #expect(parts.test.rowCount == 30)
    func count(_ table: Table, _ word: String) -> Int {
      let texts = table["c"]?.texts
      return (0..<table.rowCount).count { (texts?[$0] ?? "") == word }
    }
    for word in Set(words) {
      let all = count(parts.train, word) + count(parts.test, word)
      let exact = Double(all) * 30 / 101
      #expect(abs(Double(count(parts.test, word)) - exact) < 1, "\(word)")
    }
  }

  @Test("numbers are spread by ranges of equal count, so that the means of the parts agree")
  func stratifiedNumbers() async throws {
    let csv = Self.csv(200) { "\($0 * $0)" }
    let parts = try await Self.cut("test: 0.2, stratify: c", csv: csv)
    // Ranges of 20 rows each give 4 of them.
    for range in 0..<10 {
      let inside = Self.rows(parts.test).count { Int($0 - 1) / 20 == range }
      #expect(inside == 4, "range \(range)")
    }
    let few = try await Self.cut("test: 0.5, stratify: c", csv: Self.csv(40) { "\($0 % 4)" })
    #expect(
      (0..<4).allSatisfy { level in few.test["c"]?.numbers?.count { $0 == Double(level) } == 5 })
  }

  @Test("by time the last rows are tests, whatever their order in the file")
  func time() async throws {
    let csv = Self.csv(10) { "2024-01-\($0 < 6 ? 20 + $0 : 5 + $0)" }
    let parts = try await Self.cut("by: time, column: c, test: 0.3", csv: csv)
    #expect(Self.rows(parts.test) == [3, 4, 5])
    #expect(Self.rows(parts.train) == [1, 2, 6, 7, 8, 9, 10])
  }

  @Test("rows of one time stay together on the training side")
  func ties() async throws {
    let parts = try await Self.cut(
      "by: time, column: c, test: 0.5", csv: Self.csv(10) { "\([1, 2, 2, 2, 3][($0 - 1) % 5])" })
    #expect(parts.test["c"]?.numbers == [3, 3])
  }

  @Test(
    "no time is in both parts, and the tests are never more than asked for",
    arguments: 1...20)
  func timeProperty(seed: Int) async throws {
    let csv = Self.csv(50) { "\(($0 * 29 + seed * seed) % (3 + seed))" }
    let parts = try await Self.cut("by: time, column: c, test: 0.4", csv: csv)
    let last = try #require(parts.train["c"]?.numbers?.max())
    let first = try #require(parts.test["c"]?.numbers?.min())
    #expect(last < first)
    #expect(parts.test.rowCount <= 20)
  }

  @Test("a group is in one part only, and the share is met as nearly as the order allows")
  func groups() async throws {
    for seed in 1...10 {
      let csv = Self.csv(60) { "g\($0 % 12)" }
      let parts = try await Self.cut("by: group, column: c, test: 0.25", csv: csv, seed: seed)
      let train = Set((0..<parts.train.rowCount).map { parts.train["c"]?.texts?[$0] })
      let test = Set((0..<parts.test.rowCount).map { parts.test["c"]?.texts?[$0] })
      #expect(train.isDisjoint(with: test))
      #expect(parts.test.rowCount == 15)
    }
  }

  @Test("one large group does not empty a part")
  func largeGroup() async throws {
    for seed in 1...6 {
      let csv = Self.csv(20) { $0 < 19 ? "7" : "8" }
      let parts = try await Self.cut("by: group, column: c", csv: csv, seed: seed)
      #expect(parts.train.rowCount > 0 && parts.test.rowCount > 0)
    }
  }

  /// Settings and values that cannot be cut, and what is said.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let settings: String
    let values: [String]
    let headline: String
    var testDescription: String { headline }
  }

  @Test(
    "rows that cannot be cut are refused in a sentence",
    arguments: [
      Refusal(
        settings: "test: 0.5", values: ["1"],
        headline: "'parts' failed: 'rows' has 1 row; two parts need two"),
      Refusal(
        settings: "by: time, column: c", values: ["1", "2", "", "3"],
        headline: "'parts' failed: 1 row of 'rows' has no time in 'c'; the first is row 3"),
      Refusal(
        settings: "by: group, column: c", values: ["a", "", ""],
        headline: "'parts' failed: 2 rows of 'rows' have no group in 'c'; the first is row 2"),
      Refusal(
        settings: "by: group, column: c", values: ["a", "a"],
        headline:
          "'parts' failed: 'c' has one value only, so its rows cannot be cut into two parts"),
      Refusal(
        settings: "by: time, column: c", values: ["1", "2", "2", "2"],
        headline:
          "'parts' failed: the last 20 % of the rows all have one time in 'c', and rows of one time "
          + "stay together on the training side"),
      Refusal(
        settings: "by: time, column: c", values: ["31.12.2023", "01.01.2024"],
        headline:
          "'parts' failed: '01.01.2024' in 'c' does not begin with a year, so its order in time is "
          + "not known"),
      Refusal(
        settings: "by: time, column: c", values: ["2023-12-01", "2023-2-01"],
        headline:
          "'parts' failed: '2023-12-01' and '2023-2-01' in 'c' are not written alike, so their order "
          + "in time is not known"),
      Refusal(
        settings: "by: time, column: c",
        values: ["2023-12-01T10:00+01:00", "2023-12-01T10:00"],
        headline:
          "'parts' failed: '2023-12-01T10:00' and '2023-12-01T10:00+01:00' in 'c' are not "
          + "written alike, so their order in time is not known"),
    ])
  func refusals(_ refusal: Refusal) async throws {
    let csv = Self.csv(refusal.values.count) { refusal.values[$0 - 1] }
    let analysed = try Analysed(Self.text(refusal.settings), files: ["rows.csv": csv])
    let result = try await analysed.run()
    #expect(result.outcome.problems.map(\.headline) == [refusal.headline])
    #expect(result.outcome.problems.allSatisfy { $0.span != nil })
  }

  @Test(
    "settings that do not go together are told at their places",
    arguments: [
      ("column: c", "WB0209"), ("by: time", "WB0202"), ("by: group", "WB0202"),
      ("by: time, column: c, stratify: c", "WB0209"),
      ("by: group, column: c, stratify: c", "WB0209"), ("test: 0", "WB0204"), ("test: 1", "WB0204"),
      ("test: half", "WB0203"), ("by: chance", "WB0205"), ("stratify: d", "WB0308"),
      ("by: time, column: d", "WB0308"), ("shuffle: true", "WB0201"),
    ])
  func settings(settings: String, code: String) throws {
    let analysed = try Analysed(Self.text(settings), files: ["rows.csv": "row,c\n1,a\n2,b\n"])
    do {
      _ = try analysed.opened()
      Issue.record("'\(settings)' was taken")
    } catch let error as DiagnosticError {
      #expect(error.diagnostics.map(\.code.rawValue) == [code])
      #expect(error.diagnostics[0].span?.line == 6)
    }
  }

  @Test("test rows are marked and training rows are not, and the mark travels")
  func marks() throws {
    let more = """

        - {id: copy, kind: sql, from: parts.test, with: {query: SELECT * FROM parts}}
        - {id: kept, kind: sql, from: parts.train, with: {query: SELECT * FROM parts}}
      """
    let files = ["rows.csv": "row,c\n1,2\n2,3\n"]
    let stages = try Analysed(Self.text("test: 0.5") + more, files: files).opened().analysis
    #expect(stages.stage("parts")?.outputTypes["train"]?.isTest == false)
    #expect(stages.stage("parts")?.outputTypes["test"]?.isTest == true)
    #expect(stages.stage("copy")?.outputTypes["table"]?.isTest == true)
    #expect(stages.stage("kept")?.outputTypes["table"]?.isTest == false)
    for (from, isRefused) in [("copy", true), ("parts.test", true), ("kept", false)] {
      let again = more + "\n  - {id: again, kind: split, from: \(from)}\n"
      let fit = more + "\n  - {id: r, kind: recipe, from: \(from), with: {target: c}}\n"
      for text in [again, fit] {
        let analysed = try Analysed(Self.text("test: 0.5") + text, files: files)
        if isRefused {
          #expect(throws: DiagnosticError.self) { try analysed.opened() }
        } else {
          #expect(throws: Never.self) { try analysed.opened() }
        }
      }
    }
  }
}
