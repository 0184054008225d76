import Analyses
import Diagnostics
import Engine
import Learning
import Stages
import Tables
import Testing
import WorkbenchKit

@Suite("Scores of weighted rows", .timeLimit(.minutes(2)))
struct WeightedScoreTests {
  private static func text(_ target: String, _ learner: String, _ weight: String = "w") -> String {
    """
    workbench: 1
    title: Weights
    seed: 5
    test-set: open
    stages:
      - id: drawn
        kind: draw
        with: {rows: 80, columns: {x: {uniform: [0, 6]}, n: {normal: [0, 1]}, w: {integer: [0, 3]}}}
      - id: rows
        kind: sql
        from: drawn
        with: {query: "SELECT x, w, 1 AS one, x + n AS y, CASE WHEN x + n > 3 THEN 'a' ELSE 'b' END AS c FROM drawn"}
      - {id: parts, kind: split, from: rows, with: {test: 0.3}}
      - id: weighed
        kind: recipe
        from: parts.train
        with: {target: \(target), features: [x], weight: \(weight)}
      - {id: plain, kind: recipe, from: parts.train, with: {target: \(target), features: [x]}}
      - {id: heavy, kind: train, from: {rows: parts.train, recipe: weighed}, with: {learner: \(learner)}}
      - {id: light, kind: train, from: {rows: parts.train, recipe: plain}, with: {learner: \(learner)}}
      - {id: scores, kind: evaluate, from: {models: [heavy], rows: parts.test}}
      - {id: others, kind: evaluate, from: {models: [light], rows: parts.test}}
    """
  }

  @Test("a row counts in scores as often as its weight says, on held-out and on other rows")
  func weighted() async throws {
    let analysed = try Analysed(Self.text("y", "linear"))
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let held = try #require(try analysed.table("heavy.held-out"))
    #expect(held.names == ["row", "fold", "target", "weight", "prediction"])
    let (targets, predictions, weights) = (
      held["target"]?.numbers ?? [], held["prediction"]?.numbers ?? [],
      held["weight"]?.numbers ?? []
    )
    let errors = targets.indices.map { weights[$0] * abs(targets[$0] - predictions[$0]) }
    let mean = errors.reduce(0, +) / weights.reduce(0, +)
    let evaluation = try analysed.artifact("scores", as: Evaluation.self)
    let score = try #require(evaluation.entries[0].heldOut(.mae))
    #expect(abs(score.value - mean) < 1e-12)
    let interval = try #require(score.interval)
    #expect(interval.low < mean && mean < interval.high)
    #expect(evaluation.weight == "w")
    #expect(try analysed.report.contains("Rows count by their"))
    let scored = try #require(evaluation.entries[0].scored(.mae))
    #expect(
      scored.value
        != (try analysed.artifact("others", as: Evaluation.self)).entries[0].scored(.mae)?.value)
  }

  @Test(
    "weights of one give the scores without weights",
    arguments: [("y", "linear"), ("c", "logistic")])
  func ones(_ target: String, _ learner: String) async throws {
    let analysed = try Analysed(Self.text(target, learner, "one"))
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let weighed = try analysed.artifact("scores", as: Evaluation.self).entries[0]
    let plain = try analysed.artifact("others", as: Evaluation.self).entries[0]
    for (one, other) in zip(weighed.heldOut + weighed.scored, plain.heldOut + plain.scored) {
      #expect(abs(one.value - other.value) < 1e-9, "\(one.metric)")
    }
  }

  @Test("rows to score without the weights are refused by name")
  func missing() async throws {
    let bare =
      "  - {id: bare, kind: sql, from: {t: parts.test}, with: {query: \"SELECT x, y FROM t\"}}\n"
    let text = Self.text("y", "linear")
      .replacing("{models: [heavy], rows: parts.test}", with: "{models: [heavy], rows: bare}")
      .replacing("  - id: weighed", with: bare + "  - id: weighed")
    let analysed = try Analysed(text)
    let problems = try await analysed.run().outcome.problems
    #expect(problems.contains { $0.headline.contains("lack 'w'") })
  }
}
