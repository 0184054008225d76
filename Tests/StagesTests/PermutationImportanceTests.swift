import Engine
import Tables
import Testing
import WorkbenchKit

@Suite("Permutation importance")
struct PermutationImportanceTests {
  private static func analysis(_ last: String, testSet: String = "open") -> String {
    """
    workbench: 1
    title: Shuffled
    seed: 3
    test-set: \(testSet)
    stages:
      - {id: drawn, kind: draw, with: {rows: 4000, columns: {x: {uniform: [0, 3]}, z: {uniform: [0, 1]}, n: {normal: [0, 1]}}}}
      - {id: rows, kind: sql, from: drawn, with: {query: "SELECT x, z, 6 * x AS y, CASE WHEN x + n > 1.5 THEN 'yes' ELSE 'no' END AS k FROM drawn"}}
      - {id: parts, kind: split, from: rows, with: {test: 0.5}}
      - {id: plain, kind: recipe, from: parts.train, with: {target: y, features: [x, z]}}
      - {id: sorts, kind: recipe, from: parts.train, with: {target: k, features: [x, z]}}
      - {id: line, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: linear, folds: 0}}
      - {id: odds, kind: train, from: {rows: parts.train, recipe: sorts}, with: {learner: logistic, folds: 0}}
      \(last)

    """
  }

  @Test(
    "a column that is all there is costs the mean distance of two rows, and one of nothing nothing")
  func growth() async throws {
    // Of two rows drawn from 0 to 3 the mean distance is 1, so six times that is 6.
    let analysed = try Analysed(
      Self.analysis(
        "- {id: importance, kind: permutation-importance, from: {models: line, rows: parts.train}}")
    )
    try await analysed.run()
    let table = try #require(try analysed.table("importance"))
    let growth = try #require(table["growth"]?.numbers)
    #expect(table.rowCount == 2 && table["column"]?.texts?[0] == "x")
    #expect(abs(growth[0] - 6) < 0.2 && abs(growth[1]) < 1e-6)
    // The interval is about as wide as 2000 rows make it.
    let (low, high) = (table["low"]?.numbers?[0] ?? .nan, table["high"]?.numbers?[0] ?? .nan)
    #expect(low < growth[0] && high > growth[0] && high - low < 0.5)
  }

  @Test(
    "classes are judged by the logarithm of their probability, or by errors where that is asked")
  func classes() async throws {
    for (setting, word) in [("", "log loss"), (", with: {loss: errors}", "share of rows")] {
      let analysed = try Analysed(
        Self.analysis(
          "- {id: importance, kind: permutation-importance, from: {models: odds, rows: parts.train}\(setting)}"
        ))
      try await analysed.run()
      #expect(try analysed.report.contains(word))
      let growth = try #require(try analysed.table("importance")?["growth"]?.numbers)
      #expect(growth[0] > 0.1 && abs(growth[1]) < 0.05)
    }
  }

  @Test("test rows wait for the seal")
  func sealed() async throws {
    let analysed = try Analysed(
      Self.analysis(
        "- {id: importance, kind: permutation-importance, from: {models: line, rows: parts.test}}",
        testSet: "sealed"))
    let result = try await analysed.run()
    #expect(result.outcome.sealed.contains("importance"))
  }

  @Test("a loss of classes is refused for a model of values")
  func refused() async throws {
    let analysed = try Analysed(
      Self.analysis(
        "- {id: importance, kind: permutation-importance, from: {models: line, rows: parts.train}, with: {loss: errors}}"
      ))
    let result = try await analysed.run()
    #expect(result.outcome.failed.contains { $0 == "importance" })
  }
}
