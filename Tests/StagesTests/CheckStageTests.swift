import Analyses
import Diagnostics
import Documents
import Engine
import Stages
import Tables
import Testing
import WorkbenchKit

@Suite("Checks")
struct CheckStageTests {
  private static func text(_ conditions: String, from: String = "my-houses") -> String {
    """
    workbench: 1
    title: Checks
    stages:
      - {id: my-houses, kind: read-csv, with: {path: houses.csv}}
      - id: sane
        kind: check
        from: \(from)
        with:
          conditions:
    \(conditions.split(separator: "\n").map { "        \($0)" }.joined(separator: "\n"))
    """
  }

  private static let files = ["houses.csv": "town,price\nA,3\nB,\nC,-1\nD,0\nE,-9\nF,-12345\n"]

  private static func run(
    _ conditions: String, from: String = "my-houses"
  ) async throws -> (result: RunSession.Result, analysed: Analysed) {
    let analysed = try Analysed(text(conditions, from: from), files: files)
    return (try await analysed.run(), analysed)
  }

  @Test("conditions that hold are listed with the rows that there were to break them")
  func passing() async throws {
    let (result, analysed) = try await Self.run(
      """
      - {name: prices are small, query: SELECT * FROM my_houses WHERE price > 3, of: my-houses}
      - {name: there are rows, query: SELECT count(*) AS n FROM my_houses HAVING count(*) = 0}
      """)
    #expect(result.outcome.failed.isEmpty)
    let table = try #require(try analysed.table("sane"))
    #expect(table.names == ["condition", "of", "rows"])
    #expect(table["rows"]?.numbers?.first == 6)
    #expect(table["rows"]?.missingCount == 1)
    let report = try analysed.report
    #expect(report.contains("All 2 conditions hold"))
    #expect(report.contains("prices are small"))
  }

  @Test("a broken condition fails the stage with its name, the count and the first rows")
  func broken() async throws {
    let (result, _) = try await Self.run(
      """
      - {name: fine, query: SELECT * FROM my_houses WHERE price > 3}
      - name: prices are positive
        query: SELECT * FROM my_houses WHERE price <= 0
        of: my-houses
      - {name: prices are known, query: SELECT * FROM my_houses WHERE price IS NULL}
      """)
    #expect(result.outcome.failed == ["sane"])
    let problem = try #require(result.outcome.problems.first)
    #expect(
      problem.headline
        == "'sane' failed: the condition 'prices are positive' is broken by 4 of 6 rows of "
        + "'my-houses': town 'C', price -1; town 'D', price 0; town 'E', price -9; and 1 more")
    #expect(
      problem.hints == [
        "the condition 'prices are known' is broken too, by 1 row: town 'B', price missing"
      ])
    #expect(problem.span?.line == 12)
    #expect(problem.code == .stageFailed)
  }

  @Test("a name of one's own for an input works as in `sql`, also for what a condition is of")
  func ports() async throws {
    let (result, _) = try await Self.run(
      "- {name: few, query: SELECT town FROM h WHERE price = 3, of: h}", from: "{h: my-houses}")
    #expect(
      result.outcome.problems.map(\.headline) == [
        "'sane' failed: the condition 'few' is broken by 1 of 6 rows of 'h': town 'A'"
      ])
  }

  @Test("wide and long values are cut short in the sentence")
  func long() async throws {
    let (result, _) = try await Self.run(
      "- {name: n, query: \"SELECT 1 AS a, 2 AS b, 3 AS c, 4 AS d, 5 AS e, 6 AS f, 7 AS g\"}")
    #expect(result.outcome.problems[0].headline.hasSuffix("e 5, f 6, …"))
    let (other, _) = try await Self.run(
      "- {name: n, query: \"SELECT '\(String(repeating: "x", count: 90))' AS a\"}")
    #expect(
      other.outcome.problems[0].headline.hasSuffix("a '\(String(repeating: "x", count: 39))…'"))
  }

  @Test("a query that stops while it runs fails the stage under the condition's name")
  func runtime() async throws {
    let (result, _) = try await Self.run(
      "- {name: mixed, query: \"SELECT 1 AS a UNION ALL SELECT 'b'\"}")
    #expect(
      result.outcome.problems[0].headline.hasPrefix(
        "'sane' failed: the condition 'mixed' cannot be looked at: row 2 of column 'a' is a text"))
  }

  @Test(
    "mistakes of the settings are found before anything runs, at their places",
    arguments: [
      ("- {name: a, query: SELECT * FROM houses}", "WB0311", 10, 42),
      ("- {name: a, query: SELECT * FROM my_houses WHERE prise > 1}", "WB0311", 10, 58),
      ("- {name: a, query: SELECT * FROM my_houses, of: my-house}", "WB0301", 10, 57),
      ("- {name: a, query: DELETE FROM my_houses}", "WB0311", 10, 28),
      ("- {name: a}", "WB0202", 10, 11), ("- {query: SELECT 1 AS x}", "WB0202", 10, 11),
      ("- {name: '', query: SELECT 1 AS x}", "WB0204", 10, 18),
      ("- {name: 3, query: SELECT 1 AS x}", "WB0203", 10, 18), ("- text", "WB0203", 10, 11),
      ("- {name: a, query: SELECT 1 AS x, if: b}", "WB0201", 10, 43), ("{}", "WB0203", 10, 9),
      ("[]", "WB0204", 10, 9),
      (
        "- {name: a, query: SELECT 1 AS x}\n- {name: a, query: SELECT 2 AS x}", "WB0209", 11, 18
      ),
    ])
  func mistakes(conditions: String, code: String, line: Int, column: Int) throws {
    do {
      _ = try Analysed(Self.text(conditions), files: Self.files).opened()
      Issue.record("'\(conditions)' was taken")
    } catch let error as DiagnosticError {
      #expect(error.diagnostics.map(\.code.rawValue) == [code])
      #expect(error.diagnostics[0].span?.line == line)
      #expect(error.diagnostics[0].span?.column == column)
    }
  }
}
