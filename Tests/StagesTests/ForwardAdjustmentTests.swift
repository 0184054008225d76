import Analyses
import Diagnostics
import Documents
import Engine
import Kernels
import Stages
import Tables
import Testing
import WorkbenchKit

@Suite("Classes over time, and classes that no training row has", .timeLimit(.minutes(2)))
struct ForwardAdjustmentTests {
  /// Rows in time; the last tenth has other labels where it is asked for.
  private static func rows(flipsLast: Bool = false) -> String {
    var random = RandomStream(seed: 3).derived("rows")
    let lines = (0..<300).map { row in
      let a = random.normal()
      let isYes = a + random.normal() > 0.3
      return "\(row),\(a),\(isYes != (flipsLast && row >= 270) ? "yes" : "no")"
    }
    return "t,a,y\n" + lines.joined(separator: "\n") + "\n"
  }

  private static func analysed(_ train: String, _ rows: String) throws -> Analysed {
    try Analysed(
      """
      workbench: 1
      title: Classes
      seed: 2
      stages:
        - {id: rows, kind: read-csv, with: {path: rows.csv}}
        - {id: features, kind: recipe, from: rows, with: {target: y, time: t, ignore: [t]}}
        - {id: model, kind: train, from: {rows: rows, recipe: features}, with: {\(train)}}

      """, files: ["rows.csv": rows])
  }

  private static func shares(_ train: String, _ rows: String) async throws -> [(
    fold: Int, p: Double, is: String
  )] {
    let analysed = try analysed(train, rows)
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let held = try #require(try analysed.table("model.held-out"))
    let folds = try #require(held["fold"]?.numbers)
    let shares = try #require(held["p_yes"]?.numbers)
    let chosen = try #require(held["prediction"]?.texts)
    return folds.indices.map { (Int(folds[$0]), shares[$0], chosen[$0] ?? "") }
  }

  @Test(
    "where folds go forward, what mends a fold knows no later rows",
    arguments: ["calibrate: platt", "calibrate: isotonic", "costs: {false-negative: 4}"])
  func forward(_ setting: String) async throws {
    let learner = "learner: logistic, \(setting)"
    let one = try await Self.shares(learner, Self.rows())
    let other = try await Self.shares(learner, Self.rows(flipsLast: true))
    let last = one.map(\.fold).max()
    #expect(one.count == other.count && last == 5)
    for (a, b) in zip(one, other) where a.fold < 5 {
      #expect(a.p == b.p && a.is == b.is)
    }
  }

  @Test("the first fold keeps its probabilities and is chosen by expected cost")
  func first() async throws {
    let plain = try await Self.shares("learner: logistic", Self.rows())
    let mended = try await Self.shares(
      "learner: logistic, calibrate: platt, costs: {false-negative: 4}", Self.rows())
    #expect(zip(plain, mended).contains { $0.fold > 1 && $0.p != $1.p })
    for (a, b) in zip(plain, mended) where a.fold == 1 {
      #expect(a.p == b.p)
      #expect((b.is == "yes") == (b.p > 0.2))
    }
  }

  // MARK: Classes that only test rows have

  @Test("rows of classes that no model knows are counted and named, with what helps")
  func unknown() async throws {
    let analysed = try Analysed(
      """
      workbench: 1
      title: Classes
      seed: 2
      test-set: open
      stages:
        - {id: rows, kind: read-csv, with: {path: rows.csv}}
        - {id: parts, kind: split, from: rows, with: {by: time, column: t, test: 0.2}}
        - {id: features, kind: recipe, from: parts.train, with: {target: y, ignore: [t]}}
        - {id: line, kind: train, from: {rows: parts.train, recipe: features}, with: {learner: logistic}}
        - {id: scores, kind: evaluate, from: {models: [line], rows: parts.test}}

      """,
      files: [
        "rows.csv": Self.rows() + "300,1,maybe\n301,1,maybe\n302,0,never\n"
      ])
    let problem = try #require(try await analysed.run().outcome.problems.first)
    #expect(
      problem.headline.contains(
        "3 rows of 'parts' have a class of 'y' that no training row had, so that no model can be "
          + "right there: 'maybe' (2) and 'never' (1)"), "\(problem.headline)")
    #expect(problem.hints.first?.contains("`stratify: y`") == true)
    let finding = try #require(try analysed.view("parts").findings.first)
    #expect(finding.headline.plain == "y has levels that only test rows have")
    #expect(finding.explanation.plain.contains("'maybe', 'never'"))
  }
}
