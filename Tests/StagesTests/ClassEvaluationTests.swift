import Analyses
import Diagnostics
import Engine
import Foundation
import Kernels
import Learning
import Stages
import Tables
import TestSupport
import Testing
import WorkbenchKit

@Suite("Classes mended, weighed and scored", .timeLimit(.minutes(2)))
struct ClassEvaluationTests {
  private static func rows(_ seed: UInt64, labels: [String] = ["no", "yes"]) -> String {
    var random = RandomStream(seed: seed).derived("rows")
    let lines = (0..<150).map { _ in
      let (a, b) = (random.normal(), random.normal())
      let score = a + 0.5 * random.normal()
      let label = labels.count == 2 ? (score > 0.4 ? 1 : 0) : score > 0.5 ? 2 : b > 0 ? 1 : 0
      return "\(a),\(b),\(labels[label])"
    }
    return "a,b,y\n" + lines.joined(separator: "\n") + "\n"
  }

  private static func text(train: String, evaluate: String = "resamples: 100") -> String {
    """
    workbench: 1
    title: Classes
    seed: 2
    stages:
      - {id: rows, kind: read-csv, with: {path: rows.csv}}
      - {id: new, kind: read-csv, with: {path: new.csv}}
      - {id: plain, kind: recipe, from: rows, with: {target: y}}
      - {id: line, kind: train, from: {rows: rows, recipe: plain}, with: {learner: logistic}}
      - {id: model, kind: train, from: {rows: rows, recipe: plain}, with: {\(train)}}
      - {id: scores, kind: evaluate, from: {models: [line, model], rows: new}, with: {\(evaluate)}}
      - {id: found, kind: predict, from: {model: model, rows: new}, with: {path: found.csv}}
      - id: words
        kind: text
        with: {body: "{{scores.best.held-out.auc}} and {{scores.model.new.log-loss.low}}"}
    """
  }

  private static func analysed(_ text: String, labels: [String] = ["no", "yes"]) throws -> Analysed
  {
    try Analysed(
      text, files: ["rows.csv": rows(3, labels: labels), "new.csv": rows(4, labels: labels)])
  }

  @Test(
    "two classes are mended, chosen by cost and scored",
    arguments: ["none", "isotonic", "platt"])
  func twoClasses(method: String) async throws {
    let analysed = try Self.analysed(
      Self.text(
        train: "learner: trees, rounds: 10, calibrate: \(method), costs: {false-negative: 5}"))
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty, "\(result.outcome.problems.map(\.headline))")
    let model = try analysed.artifact("model", as: Model.self)
    let threshold = try #require(model.adjustment?.threshold)
    #expect(model.adjustment?.calibrator?.method.rawValue ?? "none" == method)
    let found = try #require(try analysed.table("found"))
    let shares = try #require(found["p_yes"]?.numbers)
    let chosen = try #require(found["prediction"]?.texts)
    #expect(shares.indices.allSatisfy { (chosen[$0] == "yes") == (shares[$0] >= threshold) })
    let evaluation = try analysed.artifact("scores.metrics", as: Evaluation.self)
    #expect(evaluation.metrics == [.logLoss, .auc, .accuracy, .meanCost])
    for entry in evaluation.entries {
      #expect(entry.heldOut.allSatisfy { $0.interval != nil && $0.value.isFinite })
      #expect(entry.scoredClasses?.confusion.total == 150)
      #expect(entry.classShifts?.count == 1)
    }
    let report = try analysed.report
    for words in ["Expected calibration error", "Whether probabilities come true", "Mean cost"] {
      #expect(report.contains(words))
    }
  }

  @Test("held-out rows of a fold take no part in what is done with them")
  func heldOutIsHonest() async throws {
    let plain = try Self.analysed(Self.text(train: "learner: logistic"))
    try await plain.run()
    let mended = try Self.analysed(Self.text(train: "learner: logistic, calibrate: isotonic"))
    try await mended.run()
    let labels = try #require(try plain.artifact("model", as: Model.self).classes)
    func rows(_ analysed: Analysed) throws -> (folds: [Double], targets: [Int], shares: [Double]) {
      let table = try #require(try analysed.table("model.held-out"))
      let target = try #require(table["target"])
      return (
        try #require(table["fold"]?.numbers), try labels.places(of: target),
        try #require(table["p_yes"]?.numbers)
      )
    }
    let (before, after) = (try rows(plain), try rows(mended))
    let others = before.folds.indices.filter { before.folds[$0] != 2 }
    let calibrator = try Calibrator(
      .isotonic,
      rows: ClassifiedRows(
        classCount: 2, targets: others.map { before.targets[$0] },
        probabilities: others.flatMap { [1 - before.shares[$0], before.shares[$0]] },
        chosen: others.map { before.targets[$0] }))
    for row in before.folds.indices where before.folds[row] == 2 {
      let wanted = calibrator.calibrated([1 - before.shares[row], before.shares[row]])[1]
      #expect(abs(after.shares[row] - wanted) < 1e-12)
    }
  }

  @Test("more than two classes are mended against the rest and chosen by a matrix of costs")
  func manyClasses() async throws {
    let analysed = try Self.analysed(
      Self.text(train: "learner: logistic, calibrate: platt, cost-matrix: {ash: {elm: 9}}"),
      labels: ["ash", "birch", "elm"])
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty, "\(result.outcome.problems.map(\.headline))")
    let evaluation = try analysed.artifact("scores.metrics", as: Evaluation.self)
    #expect(evaluation.classes == ["ash", "birch", "elm"])
    #expect(evaluation.entries.allSatisfy { $0.scoredClasses?.curves.count == 3 })
    let model = try analysed.artifact("model", as: Model.self)
    #expect(model.adjustment?.costs?.values == [0, 1, 9, 1, 0, 1, 1, 1, 0])
  }

  @Test(
    "what cannot be done is said before anything runs",
    arguments: [
      ("learner: logistic, folds: 0, calibrate: platt", "resamples: 100", "'calibrate' is fitted"),
      ("learner: logistic, folds: 0, costs: {false-negative: 5}", "resamples: 100", "'costs' is"),
      ("learner: logistic", "metrics: [mae]", "'mae' measures values"),
      ("learner: logistic", "metrics: [auc, mae]", "'auc' measures classes and 'mae'"),
    ])
  func refused(train: String, evaluate: String, words: String) throws {
    let analysed = try Self.analysed(Self.text(train: train, evaluate: evaluate))
    var headlines: [String] = []
    do {
      _ = try analysed.opened()
    } catch let error as DiagnosticError {
      headlines = error.diagnostics.map(\.headline)
    }
    #expect(headlines.contains { $0.contains(words) }, "\(headlines)")
  }

  @Test("mended trees are as often right as they say as a real peer's on the same folds")
  func peer() async throws {
    struct Recorded: Decodable {
      let trainingCount: Int
      let folds: String
      let error: Double
      let logLoss: Double
    }
    let recorded = try OracleFile.json(Recorded.self, "calibration-trees.json")
    let lines = try String(contentsOf: OracleFile.url("calibration-rows.csv"), encoding: .utf8)
      .split(separator: "\n").map(String.init)
    let head = [lines[0]]
    let analysed = try Analysed(
      """
      workbench: 1
      title: Classes
      seed: 7
      stages:
        - {id: rows, kind: read-csv, with: {path: rows.csv}}
        - {id: new, kind: read-csv, with: {path: new.csv}}
        - {id: plain, kind: recipe, from: rows, with: {target: y}}
        - id: model
          kind: train
          from: {rows: rows, recipe: plain}
          with: {learner: trees, rounds: 100, calibrate: isotonic}
        - id: scores
          kind: evaluate
          from: {models: [model], rows: new}
          with: {resamples: 100}
      """,
      files: [
        "rows.csv": (head + lines[1...recorded.trainingCount]).joined(separator: "\n") + "\n",
        "new.csv": (head + lines[(recorded.trainingCount + 1)...]).joined(separator: "\n") + "\n",
      ])
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let folds = try #require(try analysed.table("model.held-out")?["fold"]?.numbers)
    #expect(folds.map { "\(Int($0) - 1)" }.joined() == recorded.folds)
    let entry = try #require(
      try analysed.artifact("scores.metrics", as: Evaluation.self).entries.first)
    let error = try #require(entry.scoredClasses?.widthError)
    #expect(error < 1.1 * recorded.error)
    #expect(try #require(entry.scored(.logLoss)).value < 1.1 * recorded.logLoss)
  }
}
