import Analyses
import Documents
import Engine
import Stages
import Testing
import WorkbenchKit

@Suite("The table of scores")
struct ScoreTableTests {
  private static func analysed(_ models: String, metrics: String, scale: Int = 1) throws -> Analysed
  {
    try Analysed(
      """
      workbench: 1
      title: Scores
      seed: 8
      test-set: open
      stages:
        - {id: drawn, kind: draw, with: {rows: 300, columns: {x: {uniform: [0, 9]}, n: {normal: [0, 1]}}}}
        - {id: rows, kind: sql, from: drawn, with: {query: "SELECT x, \(scale) * (3 * x + n - 20) AS y FROM drawn"}}
        - {id: parts, kind: split, from: rows, with: {test: 0.3}}
        - {id: plain, kind: recipe, from: parts.train, with: {target: y}}
        - {id: line, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: linear}}
        - {id: mean, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: mean}}
        - {id: trees, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: trees, rounds: 30}}
        - {id: twin, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: linear}}
        - {id: scores, kind: evaluate, from: {models: \(models), rows: parts.test}, with: {metrics: \(metrics)}}

      """)
  }

  private static func table(_ analysed: Analysed) async throws -> (rows: [[String]], text: String) {
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let blocks = try analysed.view("scores").blocks
    let tables = blocks.compactMap { block -> DataTable? in
      if case .table(let table) = block { table } else { nil }
    }
    let texts = blocks.compactMap { block -> String? in
      if case .paragraph(let text) = block { text.plain } else { nil }
    }
    return (try #require(tables.first).rows.map { $0.map(\.plain) }, texts.joined(separator: "\n"))
  }

  @Test("marks the best of each metric on the same rows, and says what the mark means")
  func best() async throws {
    let (rows, text) = try await Self.table(
      try Self.analysed("[mean, line]", metrics: "[mae, rmse, r2]"))
    for row in rows {
      let isBest = row[0] == "line"
      for place in [2, 4, 5] { #expect(row[place].contains("★") == isBest, "\(row)") }
      #expect(!row.joined().contains("☆"), "\(row)")
    }
    #expect(text.contains("★ is the best of its metric on the same rows."))
    #expect(!text.contains("☆"))
  }

  @Test("marks scores inside the interval of the best one too, and both of two equal ones")
  func near() async throws {
    let (rows, text) = try await Self.table(
      try Self.analysed("[line, trees, twin]", metrics: "[bias, mae]"))
    #expect(rows.filter { $0[0] != "trees" }.allSatisfy { $0[4].contains("★") })
    #expect(rows.contains { $0[0] == "trees" && $0[2].contains("☆") }, "\(rows)")
    #expect(text.contains("☆ lies inside the 95 % interval"))
  }

  @Test("has no mark where one model stands alone")
  func alone() async throws {
    let (rows, text) = try await Self.table(try Self.analysed("[line]", metrics: "[mae]"))
    #expect(!rows.joined().joined().contains("★") && !text.contains("★"))
  }

  @Test("writes numbers as axes do: a true minus, and groups from five digits on")
  func numbers() async throws {
    let (rows, _) = try await Self.table(
      try Self.analysed("[mean, line]", metrics: "[mae, r2]", scale: 100_000))
    let mean = try #require(rows.first { $0[0] == "mean" })
    #expect(mean[2].contains("\u{202f}") && mean[4].hasPrefix("\u{2212}0.0"), "\(mean)")
  }

  @Test("calls the only test rows so, and says how results call them")
  func names() async throws {
    let analysed = try Self.analysed("[mean, line]", metrics: "[mae]")
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let page = try analysed.report
    #expect(page.contains("On test rows it is"))
    #expect(page.contains("and the file call the test rows"))
  }
}
