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

@Suite("Classes from the file to the report", .timeLimit(.minutes(2)))
struct ClassTests {
  private static func rows(_ label: (Int) -> String) -> String {
    var random = RandomStream(seed: 21).derived("rows")
    let lines = (0..<90).map { row in
      "\(random.normal()),\(random.normal()),\(["u", "v", "w"][row % 3]),\(label(row))"
    }
    return "a,b,t,y\n" + lines.joined(separator: "\n") + "\n"
  }

  private static func text(recipe: String, train: String) -> String {
    """
    workbench: 1
    title: Classes
    seed: 2
    stages:
      - {id: rows, kind: read-csv, with: {path: rows.csv}}
      - id: features
        kind: recipe
        from: rows
        with: {target: y, steps: [{one-hot: {columns: [t]}}]\(recipe)}
      - {id: model, kind: train, from: {rows: rows, recipe: features}, with: {\(train)}}
      - {id: new, kind: predict, from: {model: model, rows: rows}, with: {path: new.csv}}
    """
  }

  @Test(
    "texts, flags and numbers of classes go through train and predict as they are",
    arguments: [
      ("", ["no", "yes"], ColumnKind.text), ("", ["false", "true"], .flag),
      (", task: classes", ["0", "1", "2"], .number), (", positive: no", ["yes", "no"], .text),
    ], ["mean", "logistic", "trees, rounds: 5"])
  func whole(target: (recipe: String, labels: [String], kind: ColumnKind), learner: String)
    async throws
  {
    let labels = target.labels
    let analysed = try Analysed(
      Self.text(recipe: target.recipe, train: "learner: \(learner)"),
      files: ["rows.csv": Self.rows { labels[($0 * $0 + $0 / 4) % labels.count] }])
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty, "\(result.outcome.problems.map(\.headline))")
    let rows = try #require(try analysed.table("rows"))
    let held = try #require(try analysed.table("model.held-out"))
    #expect(held.names == ["row", "fold", "target", "prediction"] + labels.map { "p_\($0)" })
    #expect(held["target"] == rows["y"]?.named("target"))
    #expect(held["prediction"]?.kind == target.kind)
    let new = try #require(try analysed.table("new"))
    #expect(new.names == rows.names + ["prediction"] + labels.map { "p_\($0)" })
    for table in [held, new] {
      let shares = labels.compactMap { table["p_\($0)"]?.numbers }
      for row in 0..<table.rowCount {
        #expect(abs(shares.reduce(0) { $0 + $1[row] } - 1) < 1e-12)
      }
    }
    let model = try analysed.artifact("model", as: Model.self)
    try model.verify()
    #expect(model.classes?.names == labels)
    #expect(try analysed.report.contains("Share"))
  }

  @Test("each fold has its share of each class, and of a rare one who has it")
  func folds() async throws {
    let analysed = try Analysed(
      Self.text(recipe: "", train: "learner: logistic, class-weights: balanced"),
      files: ["rows.csv": Self.rows { $0 == 4 ? "rare" : $0 % 5 == 0 ? "some" : "most" }])
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let held = try #require(try analysed.table("model.held-out"))
    let folds = try #require(held["fold"]?.numbers)
    let targets = try #require(held["target"]?.texts)
    for label in ["some", "most"] {
      let counts = (1...5).map { fold in
        held.rowCount == 0
          ? 0 : folds.indices.count { folds[$0] == Double(fold) && targets[$0] == label }
      }
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
    }
    // The fit without the only rare row has never seen its class.
    #expect(held["p_rare"]?.numbers?[4] == 0)
    #expect(held["p_rare"]?.numbers?[5] != nil)
  }

  @Test(
    "what does not fit is found before anything runs",
    arguments: [
      ("", "learner: linear", "`linear` predicts values, and the target has classes"),
      (", task: values", "learner: mean", "column 'y' of 'rows' holds texts; numbers are needed"),
    ])
  func checked(recipe: String, train: String, headline: String) throws {
    let analysed = try Analysed(
      Self.text(recipe: recipe, train: train),
      files: ["rows.csv": Self.rows { ["no", "yes"][$0 % 2] }])
    let problems = try analysed.problems()
    #expect(problems.contains(headline), "\(problems)")
  }

  @Test(
    "values refuse what is for classes, before anything runs",
    arguments: [
      (
        "", "learner: logistic",
        "`logistic` predicts classes, and the target's values are to be predicted"
      ),
      (
        "", "learner: mean, class-weights: balanced",
        "`class-weights` is for classes, and of target 'y' values are predicted"
      ),
      (
        ", positive: 1", "learner: mean",
        "`positive` is for classes, and of 'y' values are predicted"
      ),
    ])
  func checkedValues(recipe: String, train: String, headline: String) throws {
    let analysed = try Analysed(
      Self.text(recipe: recipe, train: train), files: ["rows.csv": Self.rows { "\($0)" }])
    let problems = try analysed.problems()
    #expect(problems.contains(headline), "\(problems)")
  }

  @Test(
    "what only the rows tell fails in a sentence",
    arguments: [
      ("learner: mean", ["a"], "target 'y' is 'a' in every row; there must be two classes or more"),
      (
        "learner: mean, class-weights: {c: 2}", ["a", "b"],
        "`class-weights` names the class 'c'; the classes are 'a', 'b'"
      ),
      (
        "learner: mean", ["a", "b", ""],
        "row 3 of 'rows' and 29 more have no 'y', which is the target"
      ),
    ])
  func failing(train: String, labels: [String], sentence: String) async throws {
    let analysed = try Analysed(
      Self.text(recipe: "", train: train),
      files: ["rows.csv": Self.rows { labels[$0 % labels.count] }])
    let problems = try await analysed.run().outcome.problems.map(\.headline)
    #expect(problems.contains { $0.contains(sentence) }, "\(problems)")
  }
}

extension Analysed {
  /// Gives the headlines of what is wrong with the file.
  fileprivate func problems() throws -> [String] {
    do {
      _ = try opened()
      return []
    } catch let error as DiagnosticError {
      return error.diagnostics.map(\.headline)
    }
  }
}
