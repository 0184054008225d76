import Diagnostics
import Engine
import Foundation
import Learning
import Processes
import Stages
import Tables
import TestSupport
import Testing
import WorkbenchKit

@Suite("Programs as learners")
struct CommandLearnerTests {
  /// A learner of the mean in the language of `awk`, and how it is called.
  private static let mean = [
    "fit.awk": """
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == "target") column = i; next }
    { sum += $column }
    END { printf "%.17g\\n", sum / (NR - 1) > "model" }
    """,
    "predict.awk": """
    NR == 1 { getline mean < "model"; print "prediction" > "predictions.csv"; next }
    { print mean > "predictions.csv" }
    """,
  ]

  private static func text(
    fit: String = "[awk, '-F,', -f, fit.awk, train.csv]",
    predict: String = "[awk, '-F,', -f, predict.awk, rows.csv]", more: String = "",
    recipe: String = "{target: y}"
  ) -> String {
    """
    workbench: 1
    title: A learner
    seed: 1
    stages:
      - {id: drawn, kind: draw, with: {rows: 30, columns: {x: {uniform: [0, 9]}, y: {normal: [5, 1]}}}}
      - {id: plain, kind: recipe, from: drawn, with: \(recipe)}
      - id: own
        kind: train
        from: {rows: drawn, recipe: plain}
        with: {learner: command, fit: \(fit), predict: \(predict), files: [fit.awk, predict.awk], folds: 3\(more)}
      - {id: mean, kind: train, from: {rows: drawn, recipe: plain}, with: {learner: mean, folds: 3}}
    """
  }

  private static let below = """

      - {id: scores, kind: evaluate, from: {models: [own, mean], rows: drawn}, with: {metrics: [mae]}}
      - {id: predicted, kind: predict, from: {model: own, rows: drawn}, with: {path: p.csv}}
    """

  @Test("a learner of the mean is as good as the one that is built in, in every fold")
  func mean() async throws {
    let analysed = try Analysed(Self.text() + Self.below, files: Self.mean)
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty, "\(result.outcome.problems)")
    let own = try #require(try analysed.table("own.held-out")?["prediction"]?.numbers)
    let other = try #require(try analysed.table("mean.held-out")?["prediction"]?.numbers)
    #expect(own.count == 30)
    for (a, b) in zip(own, other) { #expect(abs(a - b) < 1e-12) }
    #expect(try analysed.table("predicted")?["prediction"]?.numbers?.count == 30)
    #expect(try await analysed.run().outcome.computed.isEmpty)
    let model = try analysed.artifact("own.model", as: Model.self)
    try model.verify()
    let again = try Model(
      decoding: model.encoded(), catalog: LearnerCatalog.predictors)
    #expect(again.digest == model.digest)
    #expect(try analysed.report.contains("A file of"))
  }

  @Test(
    "a script, an option or a word of the call that changes is fitted anew, and nothing else is")
  func key() async throws {
    let analysed = try Analysed(Self.text(), files: Self.mean)
    #expect(try await analysed.run().outcome.failed.isEmpty)
    try analysed.rewrite(Self.text(more: ", options: {depth: 3}"))
    #expect(try await analysed.run().outcome.computed == ["own"])
    try analysed.folder.write("analyses/fit.awk", (Self.mean["fit.awk"] ?? "") + "\n# changed\n")
    #expect(try await analysed.run().outcome.computed == ["own"])
    #expect(try await analysed.run().outcome.computed.isEmpty)
  }

  @Test(
    "a program that fails in a fold fails the stage, with its last words",
    arguments: [
      ("[sh, -c, 'echo bad luck >&2; exit 2']", "", "'sh' ended with status 2", "bad luck"),
      ("[sh, -c, 'true']", "", "did not write the file 'model'", ""),
      ("", "[sh, -c, 'exit 4']", "'sh' ended with status 4", ""),
      (
        "", "[sh, -c, 'echo p > predictions.csv; echo 1 >> predictions.csv']",
        "wrote no column 'prediction'", "it wrote p"
      ),
      (
        "", "[sh, -c, 'echo prediction > predictions.csv; echo 1 >> predictions.csv']",
        "predicted 1 row of", "one line for each row"
      ),
      (
        "", "[sh, -c, 'sed -e 1s/.*/prediction/ -e 2,99s/.*/many/ rows.csv > predictions.csv']",
        "cannot be read", "many"
      ),
      (
        "", "[sh, -c, 'sed -e 1s/.*/prediction/ -e 2,99s/.*/NA/ rows.csv > predictions.csv']",
        "no finite number for row 1", ""
      ),
      ("[no-such-program]", "", "'no-such-program' was not found", "install it"),
    ])
  func failures(fit: String, predict: String, headline: String, hint: String) async throws {
    let text =
      fit.isEmpty
      ? predict.isEmpty ? Self.text() : Self.text(predict: predict) : Self.text(fit: fit)
    let result = try await Analysed(text, files: Self.mean).run()
    #expect(result.outcome.failed == ["own"])
    let problem = try #require(result.outcome.problems.first)
    #expect(problem.headline.contains(headline), "\(problem)")
    #expect(hint.isEmpty || problem.hints.contains { $0.contains(hint) }, "\(problem)")
  }

  @Test("what a program could not do is not stored: once mended, the same command tries it again")
  func mended() async throws {
    let analysed = try Analysed(Self.text(), files: Self.mean)
    let part = analysed.folder.url.appending(path: "mended").path
    let fit = "[sh, -c, 'test -e \(part) || exit 2; exec awk -F, -f fit.awk train.csv']"
    try analysed.rewrite(Self.text(fit: fit))
    #expect(try await analysed.run(["own"]).outcome.failed == ["own"])
    try analysed.folder.write("mended", "")
    let result = try await analysed.run(["own"])
    #expect(result.outcome.problems.isEmpty, "\(result.outcome.problems)")
    #expect(result.outcome.computed == ["own"])
  }

  @Test("weights, a seed and options reach the program; a feature cannot be called target")
  func told() async throws {
    let fit = "[sh, -c, 'cat settings.json train.csv > model']"
    let predict =
      "[sh, -c, 'sed -e 1s/.*/prediction/ -e 2,99s/.*/1/ rows.csv > predictions.csv; cat model >&2']"
    let files = Self.mean.merging(["rows.csv": "x,y,w\n1,2,1\n3,4,2\n5,6,0.5\n7,8,1\n"]) { a, _ in a
    }
    let text = Self.text(fit: fit, predict: predict, more: ", options: {deep: true, name: n, k: 3}")
      .replacing(
        "{id: drawn, kind: draw, with: {rows: 30, columns: {x: {uniform: [0, 9]}, y: {normal: [5, 1]}}}}",
        with: "{id: drawn, kind: read-csv, with: {path: rows.csv}}"
      )
      .replacing("{target: y}", with: "{target: y, weight: w}")
    let analysed = try Analysed(text, files: files)
    let result = try await analysed.run(["own"])
    #expect(result.outcome.failed.isEmpty, "\(result.outcome.problems)")
    let bytes = try analysed.artifact("own.model", as: Model.self).encoded()
    let stored = String(decoding: bytes, as: UTF8.self)
    #expect(stored.contains("\"options\":{\"deep\":true,\"k\":3,\"name\":\"n\"},\"seed\":"))
    #expect(stored.contains("x,target,weight\n1,2,1\n3,4,2\n"))
    let named = try Analysed(
      text.replacing("target: y", with: "target: x"),
      files: files.merging(["rows.csv": "x,target,w\n1,2,1\n3,4,2\n5,6,0.5\n7,8,1\n"]) { _, b in b }
    )
    let refused = try await named.run(["own"]).outcome.problems.first?.headline ?? ""
    #expect(refused.contains("a feature is called 'target'"), "\(refused)")
  }

  @Test("a file that the program's own would overwrite, and a script as a program, are refused")
  func refusals() throws {
    for (text, words) in [
      (Self.text().replacing("files: [fit.awk", with: "files: [model, fit.awk"), "is written for"),
      (Self.text(fit: "[./fit.sh]"), "neither the name of a program"),
      (Self.text(fit: "[]"), "takes at least 1"),
    ] {
      let analysed = try Analysed(text, files: Self.mean.merging(["model": ""]) { a, _ in a })
      do {
        _ = try analysed.opened()
        Issue.record("accepted: \(words)")
      } catch let error as DiagnosticError {
        #expect(error.diagnostics.contains { $0.headline.contains(words) }, "\(error.diagnostics)")
      }
    }
  }

  @Test(
    "the guide's learner in Python beats the mean",
    .enabled(if: Program.find("python3") != nil, "python3 is not installed"))
  func python() async throws {
    let text = try GuideExamples.blocks(in: "yaml")[1].text
    let analysed = try Analysed(
      text, files: ["nearest.py": try GuideExamples.script("nearest.py", "python")])
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty, "\(result.outcome.problems)")
    let found = try analysed.artifact("scores.metrics", as: Evaluation.self)
    #expect(found.ranking?.best == "nearest")
  }

  @Test(
    "the guide's learner of classes in Python beats the shares, and is read again",
    .enabled(if: Program.find("python3") != nil, "python3 is not installed"))
  func classes() async throws {
    let text = try GuideExamples.blocks(in: "yaml")[2].text
    let analysed = try Analysed(
      text, files: ["votes.py": try GuideExamples.script("votes.py", "python")])
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty, "\(result.outcome.problems)")
    let found = try analysed.artifact("scores.metrics", as: Evaluation.self)
    #expect(found.ranking?.best == "nearest" && found.ranking?.isClear == true)
    let held = try #require(try analysed.table("nearest.held-out"))
    #expect(held.names.suffix(3) == ["p_less", "p_more", "p_same"])
    let model = try analysed.artifact("nearest.model", as: Model.self)
    try model.verify()
    let again = try Model(decoding: model.encoded(), catalog: LearnerCatalog.predictors)
    #expect(again.digest == model.digest && again.predictor.outputCount == 3)
  }

  @Test(
    "probabilities of a program that are none are refused with their row",
    arguments: [
      ("p_0,p_1", "0.5,0.5", ""), ("p_0,p_1", "0.5,0.6", "do not sum to 1: 0.5, 0.6"),
      ("p_0,p_1", "-1,2", "not from 0 to 1"), ("p_0,p_2", "0.5,0.5", "wrote no column 'p_1'"),
      ("p_0,p_1", "NA,1", "no finite number for row 1"), ("p_0,p_1", "0.33333,0.66666", ""),
    ])
  func probabilities(header: String, row: String, problem: String) async throws {
    let predict =
      "[sh, -c, 'sed -e 1s/.*/\(header)/ -e 2,99s/.*/\(row)/ rows.csv > predictions.csv']"
    let rows = (0..<30).map { "\($0),\($0 % 2 == 0 ? "a" : "b")" }.joined(separator: "\n")
    let text = Self.text(fit: "[sh, -c, 'cat train.csv settings.json > model']", predict: predict)
      .replacing(
        "{id: drawn, kind: draw, with: {rows: 30, columns: {x: {uniform: [0, 9]}, y: {normal: [5, 1]}}}}",
        with: "{id: drawn, kind: read-csv, with: {path: rows.csv}}")
    let files = Self.mean.merging(["rows.csv": "x,y\n\(rows)\n"]) { a, _ in a }
    let analysed = try Analysed(text, files: files)
    let problems = try await analysed.run(["own"]).outcome.problems
    guard problem.isEmpty else {
      #expect(problems.first?.headline.contains(problem) == true, "\(problems)")
      return
    }
    #expect(problems.isEmpty, "\(problems)")
    let held = try #require(try analysed.table("own.held-out"))
    let sums = zip(held["p_a"]?.numbers ?? [], held["p_b"]?.numbers ?? []).map { $0 + $1 }
    #expect(sums.count == 30 && sums.allSatisfy { abs($0 - 1) < 1e-12 })
    let bytes = try analysed.artifact("own.model", as: Model.self).encoded()
    #expect(String(decoding: bytes, as: UTF8.self).contains("{\"classes\":2,\"options\":{}"))
  }

  @Test(
    "the guide's learner in R is the line that is built in",
    .enabled(if: Program.find("Rscript") != nil, "R is not installed"))
  func r() async throws {
    let text = try GuideExamples.blocks(in: "yaml")[1].text
      .replacing("python3", with: "Rscript").replacing("nearest.py", with: "line.R")
      .replacing("learner: mean", with: "learner: linear")
    let analysed = try Analysed(
      text, files: ["line.R": try GuideExamples.script("line.R", "r")])
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty, "\(result.outcome.problems)")
    let own = try #require(try analysed.table("nearest.held-out")?["prediction"]?.numbers)
    let built = try #require(try analysed.table("mean.held-out")?["prediction"]?.numbers)
    for (a, b) in zip(own, built) { #expect(abs(a - b) < 1e-9) }
  }
}

@Suite("Programs as measures")
struct OwnMeasureTests {
  private static func text(_ commands: String) -> String {
    """
    workbench: 1
    title: A number of one's own
    seed: 1
    stages:
      - {id: drawn, kind: draw, with: {rows: 40, columns: {x: {uniform: [0, 9]}, y: {normal: [5, 1]}}}}
      - {id: new, kind: draw, with: {rows: 25, columns: {x: {uniform: [0, 9]}, y: {normal: [5, 1]}}}}
      - {id: plain, kind: recipe, from: drawn, with: {target: y}}
      - {id: line, kind: train, from: {rows: drawn, recipe: plain}, with: {learner: linear}}
      - {id: mean, kind: train, from: {rows: drawn, recipe: plain}, with: {learner: mean, folds: 0}}
      - id: scores
        kind: evaluate
        from: {models: [line, mean], rows: new}
        with: {metrics: [mae], commands: \(commands)}
    """
  }

  private static let script = """
    NR > 1 { error = $1 - $2; sum += error < 0 ? -error : error }
    END { printf "%.17g\\n", sum / (NR - 1) }
    """

  @Test("a program that prints the mean error gives what the built-in metric gives")
  func value() async throws {
    let analysed = try Analysed(
      Self.text(
        "{awk-error: {program: awk, arguments: ['-F,', -f, error.awk, scored.csv], files: [error.awk]}}"
      ), files: ["error.awk": Self.script])
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty, "\(result.outcome.problems)")
    let found = try analysed.artifact("scores.metrics", as: Evaluation.self)
    let own = try #require(found.own)
    #expect(
      own.map { "\($0.model) \($0.rows) \($0.count)" } == [
        "line held-out 40", "line new 25", "mean new 25",
      ])
    let line = try #require(found.entries.first)
    for (score, wanted) in zip(own, [line.heldOut(.mae), line.scored(.mae)]) {
      #expect(abs(score.value - (wanted?.value ?? .nan)) < 1e-12)
    }
    #expect(try analysed.report.contains("Numbers of your own"))
    try analysed.folder.write("analyses/error.awk", Self.script + "\n")
    #expect(try await analysed.run().outcome.computed == ["scores"])
  }

  @Test("an evaluation without programs keeps its form")
  func none() async throws {
    let analysed = try Analysed(Self.text("{}"))
    #expect(try await analysed.run().outcome.problems.isEmpty)
    #expect(try analysed.artifact("scores.metrics", as: Evaluation.self).own == nil)
  }

  @Test("what is no number, and a name that a metric has, are refused")
  func refusals() async throws {
    let words = try await Analysed(Self.text("{n: {program: echo, arguments: [much, too]}}")).run()
    #expect(words.outcome.problems.first?.headline.contains("printed 'much too' for 'n'") == true)
    let failed = try await Analysed(
      Self.text("{n: {program: sh, arguments: [-c, 'echo oh >&2; exit 1']}}")
    ).run()
    #expect(failed.outcome.problems.first?.headline.contains("ended with status 1") == true)
    #expect(failed.outcome.problems.first?.hints == ["oh"])
    let taken = try Analysed(Self.text("{mae: {program: echo}}"))
    #expect(throws: DiagnosticError.self) { try taken.opened() }
  }
}
