import Testing
import WorkbenchKit

@Suite("Explanations of a target learned as its logarithm")
struct ExplainedLogarithmTests {
  @Test("say that values are parts of the logarithm, and never units of the target")
  func scale() async throws {
    let analysed = try Analysed(
      """
      workbench: 1
      title: Products
      seed: 1
      stages:
        - {id: drawn, kind: draw, with: {rows: 60, columns: {x: {uniform: [1, 9]}, z: {uniform: [1, 9]}}}}
        - {id: rows, kind: sql, from: drawn, with: {query: "SELECT x, z, x * z AS y FROM drawn"}}
        - {id: plain, kind: recipe, from: rows, with: {target: y, target-scale: logarithm}}
        - {id: line, kind: train, from: {rows: rows, recipe: plain}, with: {learner: linear, folds: 0}}
        - {id: reasons, kind: explain, from: {models: line, rows: rows}, with: {curves: 0}}

      """)
    try await analysed.run()
    let page = try analysed.report
    #expect(page.contains("logarithm of y"))
    #expect(!page.contains("units of y"))
  }
}
