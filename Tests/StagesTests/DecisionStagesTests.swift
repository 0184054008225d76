import Analyses
import Diagnostics
import Engine
import Stages
import Tables
import Testing
import WorkbenchKit

@Suite("Kinds of decisions", .timeLimit(.minutes(4)))
struct DecisionStagesTests {
  private static func run(_ stages: String) async throws -> (Analysed, [Diagnostic]) {
    let analysed = try Analysed(
      "workbench: 1\ntitle: Decisions\nseed: 3\nstages:\n"
        + stages.split(separator: "\n").map { "  \($0)\n" }.joined())
    let result = try await analysed.run()
    return (analysed, result.outcome.problems)
  }

  private static func texts(_ table: Table?, _ name: String) -> [String?] {
    guard let table, case .texts(let texts)? = table[name]?.values else { return [] }
    return (0..<table.rowCount).map { texts[$0] }
  }

  @Test("shares of levers add up to what all save, in every draw")
  func levers() async throws {
    let (analysed, problems) = try await Self.run(
      """
      - {id: rows, kind: draw, with: {rows: 30, design: subsets, flags: [a, b, c], columns: {p: {uniform: [1, 2]}}}}
      - {id: totals, kind: sql, from: rows, with: {query: "SELECT *, p * (10 - 4 * a) * (1 - 0.5 * b) - c AS cost FROM rows"}}
      - {id: shares, kind: levers, from: totals, with: {levers: [a, b, c], total: cost, by: draw}}
      - {id: told, kind: text, with: {body: "{{shares.summary.saved}} {{shares.summary.first_lever}}"}}
      """)
    #expect(problems.isEmpty)
    let table = try #require(try analysed.table("shares"))
    let saved = try #require(try analysed.table("shares.summary")?["saved"]?.numbers?[0])
    let sum = (table["shapley"]?.numbers ?? []).reduce(0, +)
    #expect(abs(sum - saved) < 1e-9 * saved)
    #expect(Self.texts(table, "lever") == ["b", "a", "c"])
    #expect(table["first_share"]?.numbers == [1, 0, 0])
    let (low, mean, high) = (
      table["alone_low"]?.numbers ?? [], table["alone"]?.numbers ?? [],
      table["alone_high"]?.numbers ?? []
    )
    #expect(low[0] < mean[0] && mean[0] < high[0])
    #expect(abs(mean[2] - 1) < 1e-9)
  }

  @Test("a front keeps the choices that no other beats, with their columns")
  func pareto() async throws {
    let (analysed, problems) = try await Self.run(
      """
      - {id: rows, kind: sql, with: {query: "SELECT 'x' AS name, 1 AS cost, 5 AS speed UNION ALL SELECT 'y', 2, 9 UNION ALL SELECT 'z', 2, 5"}}
      - {id: front, kind: pareto, from: rows, with: {low: [cost], high: [speed], label: name, named: [z]}}
      """)
    #expect(problems.isEmpty)
    #expect(Self.texts(try analysed.table("front.front"), "name") == ["x", "y"])
    #expect(try analysed.table("front")?["on_front"]?.numbers == [1, 1, 0])
  }

  @Test("a sum of inputs varies by their widths, one at a time and by its variance")
  func sensitivity() async throws {
    let columns = "columns: {wide: {uniform: [0, 4]}, narrow: {uniform: [0, 1]}}"
    let (analysed, problems) = try await Self.run(
      """
      - {id: ends, kind: draw, with: {rows: 1, design: one-at-a-time, ends: [0, 1], \(columns)}}
      - {id: sums, kind: sql, from: ends, with: {query: "SELECT input, end, wide + narrow AS y FROM ends"}}
      - {id: swings, kind: sensitivity, from: sums, with: {result: y, break-even: 3.5}}
      - {id: sample, kind: draw, with: {rows: 4000, design: saltelli, \(columns)}}
      - {id: results, kind: sql, from: sample, with: {query: "SELECT sample, draw, wide + narrow AS y FROM sample"}}
      - {id: shares, kind: sensitivity, from: results, with: {result: y, method: variance}}
      """)
    #expect(problems.isEmpty)
    let swings = try #require(try analysed.table("swings"))
    #expect(swings["width"]?.numbers == [4, 1])
    #expect(swings["crossing"]?.numbers?[0] == 0.75)
    #expect(swings["crossing"]?.numbers?[1].isNaN ?? false)
    let shares = try #require(try analysed.table("shares"))
    let exact = [16.0 / 17, 1.0 / 17]
    for (column, error) in [("first", "first_error"), ("total", "total_error")] {
      let found = zip(shares[column]?.numbers ?? [], shares[error]?.numbers ?? [])
      for ((value, error), expected) in zip(found, exact) {
        #expect(abs(value - expected) < 4 * error)
      }
    }
  }

  @Test("what decides between two choices is worth knowing, and what does not is worth nothing")
  func information() async throws {
    let (analysed, problems) = try await Self.run(
      """
      - {id: drawn, kind: draw, with: {rows: 4000, columns: {a: {normal: [0, 1]}, b: {normal: [0, 1]}}}}
      - {id: rows, kind: sql, from: drawn, with: {query: "SELECT a, b, a + 10 AS go, 10 AS stay FROM drawn"}}
      - {id: worth, kind: value-of-information, from: rows, with: {choices: [go, stay], inputs: [b, a], goal: low}}
      """)
    #expect(problems.isEmpty)
    let table = try #require(try analysed.table("worth"))
    #expect(Self.texts(table, "input") == ["a", "b"])
    let worth = table["worth"]?.numbers ?? []
    // E[max(0, z)] of a standard normal is 0.399.
    #expect(abs(worth[0] - 0.399) < 0.03)
    #expect(worth[1] < 0.02)
    let summary = try #require(try analysed.table("worth.summary"))
    #expect(worth[0] <= (summary["perfect"]?.numbers?[0] ?? 0))
  }

  @Test(
    "rows that do not fit are refused with column, row or subset",
    arguments: [
      (
        "SELECT 0 AS a, 1 AS cost", "levers", "levers: [a], total: cost",
        "there is no row of the subset of a"
      ),
      (
        "SELECT 2 AS a, 1 AS cost", "levers", "levers: [a], total: cost",
        "the lever 'a' is 2 in row 1; it is 0 or 1"
      ),
      (
        "SELECT 0 AS a, 1 AS cost UNION ALL SELECT 0, 2", "levers", "levers: [a], total: cost",
        "row 2 is the second of the subset without any lever"
      ),
      (
        "SELECT 0 AS a, NULL AS cost", "levers", "levers: [a], total: cost",
        "column 'cost' has no number in row 1"
      ),
      ("SELECT 1 AS x, NULL AS y", "pareto", "low: [x, y]", "column 'y' has no number in row 1"),
      (
        "SELECT 'a' AS input, 'low' AS end, 1 AS y", "sensitivity", "result: y",
        "no row has the end 'base'"
      ),
      (
        "SELECT 'A' AS sample, 1 AS draw, 1 AS y", "sensitivity", "result: y, method: variance",
        "there are no rows of the samples 'A' and 'B'"
      ),
      (
        "SELECT 1 AS a, 2 AS b, 3 AS c", "value-of-information", "choices: [a, b], inputs: [c]",
        "the number of draws is 1; it is a whole number from 10"
      ),
    ])
  func nonsense(query: String, kind: String, with: String, expected: String) async throws {
    let (_, problems) = try await Self.run(
      """
      - {id: rows, kind: sql, with: {query: "\(query)"}}
      - {id: found, kind: \(kind), from: rows, with: {\(with)}}
      """)
    #expect(problems.contains { $0.headline.contains(expected) }, "\(problems.map(\.headline))")
  }

  @Test("designs have the rows that they promise, and more columns change no numbers")
  func designs() async throws {
    let (analysed, problems) = try await Self.run(
      """
      - {id: plain, kind: draw, with: {rows: 5, columns: {x: {triangular: [0, 1, 4]}, y: {log-normal: [1, 0.5]}}}}
      - {id: mixed, kind: draw, with: {rows: 5, design: saltelli, columns: {x: {uniform: [0, 1]}, y: {choice: [a, b]}}}}
      - {id: sets, kind: draw, with: {rows: 2, design: subsets, flags: [f, g], columns: {x: {uniform: [0, 1]}}}}
      - {id: ends, kind: draw, with: {rows: 1, design: one-at-a-time, columns: {x: {normal: [5, 1]}, n: {integer: [1, 10]}}}}
      """)
    #expect(problems.isEmpty)
    let mixed = try #require(try analysed.table("mixed"))
    #expect(mixed.rowCount == 20)
    let x = mixed["x"]?.numbers ?? []
    // The rows of x have B's x, those of y have A's.
    #expect(Array(x[10..<15]) == Array(x[5..<10]) && Array(x[15..<20]) == Array(x[0..<5]))
    let sets = try #require(try analysed.table("sets"))
    #expect(sets["f"]?.numbers == [0, 1, 0, 1, 0, 1, 0, 1])
    #expect(sets["g"]?.numbers == [0, 0, 1, 1, 0, 0, 1, 1])
    #expect(sets["draw"]?.numbers == [1, 1, 1, 1, 2, 2, 2, 2])
    let ends = try #require(try analysed.table("ends"))
    let normal = ends["x"]?.numbers ?? []
    #expect(abs(normal[1] - 3.718448) < 1e-6 && abs(normal[2] - 6.281552) < 1e-6 && normal[3] == 5)
    let plain = try #require(try analysed.table("plain"))
    #expect((plain["x"]?.numbers ?? []).allSatisfy { (0...4).contains($0) })
    #expect((plain["y"]?.numbers ?? []).allSatisfy { $0 > 0 })
  }
}
