import Analyses
import Engine
import Kernels
import Learning
import Stages
import Tables
import TestSupport
import Testing
import WorkbenchKit

@Suite("Held-out predictions are honest", .timeLimit(.minutes(2)))
struct HeldOutTests {
  // With a target that nothing explains, R2 on rows that a fit has not seen is about zero or
  // below; 0.05 is far more than luck gives on 400 rows, and far less than any leak would.
  @Test("on pure noise no learner explains anything of the held-out rows", arguments: 1...3)
  func noise(seed: Int) async throws {
    let analysed = try Analysed(
      """
      workbench: 1
      title: Noise
      seed: \(seed)
      stages:
        - id: drawn
          kind: draw
          with:
            rows: 400
            columns:
              a: {uniform: [0, 1]}
              b: {normal: [0, 1]}
              c: {integer: [1, 400]}
              d: {choice: [p, q, r, s, t, u, v, w]}
              y: {normal: [0, 1]}
        - id: plain
          kind: recipe
          from: drawn
          with: {target: y, steps: [{one-hot: {columns: [d]}}]}
        - id: boosted
          kind: train
          from: {rows: drawn, recipe: plain}
          with: {learner: trees, rounds: 60}
        - {id: line, kind: train, from: {rows: drawn, recipe: plain}, with: {learner: linear}}
        - {id: mean, kind: train, from: {rows: drawn, recipe: plain}, with: {learner: mean}}
        - id: scores
          kind: evaluate
          from: {models: [boosted, line, mean]}
          with: {metrics: [r2]}
      """)
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty)
    let evaluation = try analysed.artifact("scores", as: Evaluation.self)
    #expect(evaluation.entries.count == 3)
    for entry in evaluation.entries {
      let score = try #require(entry.heldOut(.r2))
      #expect(score.value < 0.05, "\(entry.model) with seed \(seed)")
      #expect(score.count == 400)
    }
  }

  private static func table(_ targets: [Double]) -> String {
    var random = RandomStream(seed: 5).derived("features")
    let rows = targets.map { "\(random.uniform()),\(random.uniform()),\($0)" }
    return "a,b,y\n" + rows.joined(separator: "\n") + "\n"
  }

  @Test(
    "the held-out prediction of a row does not see that row's target, and other folds' do",
    arguments: ["linear", "mean", "trees, rounds: 20"])
  func ownTarget(learner: String) async throws {
    let text = """
      workbench: 1
      title: One row
      seed: 3
      stages:
        - {id: rows, kind: read-csv, with: {path: rows.csv}}
        - {id: plain, kind: recipe, from: rows, with: {target: y, steps: [{min-max: {columns: numeric}}]}}
        - {id: model, kind: train, from: {rows: rows, recipe: plain}, with: {learner: \(learner)}}
      """
    var random = RandomStream(seed: 6).derived("targets")
    var targets = (0..<60).map { _ in random.normal() }
    let analysed = try Analysed(text, files: ["rows.csv": Self.table(targets)])
    try await analysed.run()
    let before = try #require(try analysed.table("model.held-out"))
    let chosen = 17
    targets[chosen] += 100
    try analysed.folder.write("analyses/rows.csv", Self.table(targets))
    try await analysed.run()
    let after = try #require(try analysed.table("model.held-out"))

    let folds = try #require(before["fold"]?.numbers)
    #expect(after["fold"]?.numbers == folds, "folds do not depend on targets")
    let old = try #require(before["prediction"]?.numbers)
    let new = try #require(after["prediction"]?.numbers)
    for row in old.indices where folds[row] == folds[chosen] {
      #expect(new[row] == old[row], "row \(row) shares the fold of the changed row")
    }
    let others = old.indices.filter { folds[$0] != folds[chosen] }
    #expect(others.contains { new[$0] != old[$0] })
    #expect(after["target"]?.numbers == targets)
  }

  @Test("stored models predict what was shown, also for rows that they have not seen")
  func storedPredictions() async throws {
    let analysed = try Analysed(
      """
      workbench: 1
      title: Predictions
      seed: 4
      stages:
        - {id: drawn, kind: draw, with: {rows: 80, columns: {x: {uniform: [0, 9]}, k: {choice: [p, q]}, n: {normal: [0, 1]}}}}
        - {id: all, kind: sql, from: drawn, with: {query: "SELECT x, k, x * x + n AS y FROM drawn"}}
        - {id: new, kind: draw, with: {rows: 30, columns: {x: {uniform: [0, 12]}, k: {choice: [p, q]}}}}
        - {id: plain, kind: recipe, from: all, with: {target: y, steps: [{one-hot: {columns: [k]}}]}}
        - {id: boosted, kind: train, from: {rows: all, recipe: plain}, with: {learner: trees, rounds: 30}}
        - {id: line, kind: train, from: {rows: all, recipe: plain}, with: {learner: linear}}
        - {id: boosted-new, kind: predict, from: {model: boosted, rows: new}, with: {path: b.csv}}
        - {id: line-new, kind: predict, from: {model: line, rows: new}, with: {path: l.csv}}
      """)
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let rows = try #require(try analysed.table("new"))
    for name in ["boosted", "line"] {
      let model = try analysed.artifact(name, as: Model.self)
      let shown = try #require(try analysed.table("\(name)-new")?["prediction"]?.numbers)
      #expect(try model.predictions(for: rows).values == shown)
      let file = try analysed.folder.read("reports/tested/\(name.prefix(1)).csv")
      #expect(file.split(separator: "\n").count == 31)
    }
  }
}
