import Diagnostics
import Engine
import Foundation
import Stages
import Tables
import TestSupport
import Testing
import WorkbenchKit

@Suite("Explanations of models, as a user runs them", .timeLimit(.minutes(2)))
struct ExplainTests {
  private static func text(_ stage: String, seal: String = "sealed") -> String {
    """
    workbench: 1
    title: Explained
    seed: 3
    test-set: \(seal)
    stages:
      - {id: rows, kind: read-csv, with: {path: rows.csv}}
      - {id: test-rows, kind: read-csv, with: {path: test.csv, part: test}}
      - {id: plain, kind: recipe, from: rows, with: {target: y, steps: [{one-hot: {columns: [sort]}}]}}
      - {id: line, kind: train, from: {rows: rows, recipe: plain}, with: {learner: linear, folds: 0}}
      - {id: boosted, kind: train, from: {rows: rows, recipe: plain}, with: {learner: trees, rounds: 20, folds: 0}}
      - {id: net, kind: train, from: {rows: rows, recipe: plain}, with: {learner: net, layers: [6], epochs: 5, folds: 0}}
      \(stage)
    """
  }

  private static var files: [String: String] {
    func rows(_ count: Int, _ offset: Int) -> String {
      "x,z,sort,y\n"
        + (0..<count).map { row in
          let (x, z) = (row * 7 % 11 + offset, row * 5 % 13)
          return "\(x),\(z),\(["a", "b", "c"][row % 3]),\(3 * x + (row % 3) * z)"
        }.joined(separator: "\n") + "\n"
    }
    return ["rows.csv": rows(120, 0), "test.csv": rows(70, 1)]
  }

  private static let all =
    "- {id: why, kind: explain, from: {models: [line, boosted, net], rows: test-rows, background: "
    + "rows}, with: {interactions: true, by: sort}}"

  @Test("base and values of every model sum to its prediction, and the seal is not broken")
  func sums() async throws {
    let analysed = try Analysed(Self.text(Self.all), files: Self.files)
    let result = try await analysed.run()
    #expect(result.outcome.sealed.isEmpty && result.outcome.failed.isEmpty)
    let table = try #require(try analysed.table("why.attributions"))
    #expect(table.rowCount == 3 * 70)
    #expect(table.names == ["model", "row", "x", "z", "sort", "base", "prediction"])
    let columns = try ["x", "z", "sort", "base", "prediction"].map {
      try #require(table[$0]?.numbers)
    }
    for row in 0..<table.rowCount {
      let sum = columns[0...3].reduce(0) { $0 + $1[row] }
      #expect(abs(sum - columns[4][row]) <= 1e-6 * (1 + abs(columns[4][row])))
    }
    // The rows' target is no part of what is stored.
    #expect(try analysed.table("why.rows")?.names == ["row", "x", "z", "sort"])
    let page = try analysed.report
    #expect(page.contains("How much each column adds") && page.contains("Which columns work"))
    // Of sealed test rows nothing is shown one by one.
    #expect(!page.contains("How the prediction of row"))
    try analysed.rewrite(Self.text(Self.all, seal: "open"))
    _ = try await analysed.run()
    #expect(try analysed.report.contains("How the prediction of row"))
  }

  @Test("rows drawn by a limit have the values that they have among all")
  func limit() async throws {
    func stage(_ more: String) -> String {
      "- {id: why, kind: explain, from: {models: [net], rows: test-rows, background: rows}, with: "
        + "{background-rows: 20\(more)}}"
    }
    let analysed = try Analysed(Self.text(stage("")), files: Self.files)
    _ = try await analysed.run()
    let all = try #require(try analysed.table("why.attributions"))
    try analysed.rewrite(Self.text(stage(", limit: 9")))
    _ = try await analysed.run()
    let some = try #require(try analysed.table("why.attributions"))
    #expect(some.rowCount == 9)
    let places = try #require(some["row"]?.numbers).map { Int($0) - 1 }
    #expect(places == places.sorted())
    #expect(all.rows(places) == some)
  }

  @Test(
    "what cannot be explained is refused with a sentence",
    arguments: [
      ("models: [line, net], rows: rows}, with: {method: path-dependent}", "needs trees"),
      ("models: [net], rows: rows}, with: {class: a}", "values are predicted"),
      ("models: [net], rows: rows}, with: {by: y}", "the target"),
      ("models: [net], rows: rows}, with: {by: w}", "'w'"),
      ("models: [net], rows: rows}, with: {rows-shown: [500]}", "there is no row 500"),
    ])
  func refused(stage: String, sentence: String) async throws {
    let analysed = try Analysed(
      Self.text("- {id: why, kind: explain, from: {\(stage)}"), files: Self.files)
    do {
      let problems = try await analysed.run().outcome.problems.map(\.headline).joined()
      #expect(problems.contains(sentence), "\(problems)")
    } catch let error as DiagnosticError {
      let problems = error.diagnostics.map(\.headline).joined()
      #expect(problems.contains(sentence), "\(problems)")
    }
  }
}
