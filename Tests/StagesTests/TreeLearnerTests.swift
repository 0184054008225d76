import Analyses
import Diagnostics
import Engine
import Kernels
import Learning
import Stages
import Tables
import TestSupport
import Testing
import WorkbenchKit

@Suite("Trees and forests from the file to the report", .timeLimit(.minutes(2)))
struct TreeLearnerTests {
  private static let rows: String = {
    var random = RandomStream(seed: 4).derived("rows")
    let lines = (0..<120).map { row in
      let x = random.uniform()
      let colour = row % 11 == 0 ? "" : ["red", "green", "blue"][row % 3]
      let effect = colour == "red" ? 3.0 : colour == "green" ? -2 : 0
      return "\(x),\(colour),\(row / 10),\(4 * x + effect + 10)"
    }
    return "x,colour,who,y\n" + lines.joined(separator: "\n") + "\n"
  }()

  private static func text(_ train: String, recipe: String = "") -> String {
    """
    workbench: 1
    title: Trees
    seed: 2
    stages:
      - {id: rows, kind: read-csv, with: {path: rows.csv}}
      - {id: plain, kind: recipe, from: rows, with: {target: y, ignore: [\(recipe.isEmpty ? "who" : "")]\(recipe)}}
      - {id: model, kind: train, from: {rows: rows, recipe: plain}, with: {\(train)}}
    """
  }

  @Test(
    "learn from text as it is, with every option",
    arguments: [
      "learner: trees", "learner: trees, preset: lightgbm, rows-per-leaf: 5",
      "learner: trees, loss: absolute, leaf: linear, depth: 1",
      "learner: trees, loss: quantile, quantile: 0.5, row-share: 0.8, column-share: 0.9",
      "learner: trees, loss: poisson, rounds: 150",
      "learner: trees, early-stopping: 0.2, patience: 20, monotone: {x: increasing}",
      "learner: forest, trees: 60, loss: absolute", "learner: forest, trees: 60, rows-per-leaf: 2",
    ])
  func text(train: String) async throws {
    let analysed = try Analysed(Self.text(train), files: ["rows.csv": Self.rows])
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty, "\(result.outcome.problems.map(\.headline))")
    let held = try #require(try analysed.table("model.held-out"))
    let error = Metric.mae.value(
      targets: held["target"]?.numbers ?? [], predictions: held["prediction"]?.numbers ?? [])
    #expect(error < 0.8, "\(error)")
    let model = try analysed.artifact("model", as: Model.self)
    try model.verify()
    let new = Table([
      Column("x", numbers: [0.5, 0.5]), Column("colour", texts: ["red", "never seen"]),
    ])
    let values = try #require(try model.predictions(for: new).values)
    #expect(values.allSatisfy { $0 > 0 && $0 < 20 })
    #expect(abs(values[0] - 15) < 2)
    let again = try await analysed.run()
    #expect(again.outcome.problems.isEmpty)
  }

  @Test("a learner that cannot take text says so where it is named")
  func refused() throws {
    let analysed = try Analysed(Self.text("learner: linear"), files: ["rows.csv": Self.rows])
    let error = #expect(throws: DiagnosticError.self) { try analysed.opened() }
    let problem = try #require(error?.diagnostics.first)
    #expect(problem.headline.contains("'colour' still holds text"))
    #expect(problem.hints.first?.contains("one-hot: {columns: [colour]}") == true)
  }

  @Test(
    "rows set aside are whole groups, or the latest times",
    arguments: [", group: who", ", time: who"])
  func kin(recipe: String) async throws {
    let analysed = try Analysed(
      Self.text("learner: trees, early-stopping: 0.3, rounds: 50", recipe: recipe),
      files: ["rows.csv": Self.rows])
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty, "\(result.outcome.problems.map(\.headline))")
    #expect(try analysed.report.contains("rows set aside"))
  }
}
