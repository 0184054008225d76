import Analyses
import Tables

extension Beginning {
  /// The analysis as a file; the schema is the path from it to the schema of analyses.
  package func text(schema: String, command: String) -> String {
    let isSealed = testSource == nil || hasTestTarget
    var lines = head(schema: schema, command: command)
    lines += ["", "stages:"]
    lines += stage("rows", kind: source.kind, note: sizes, with: source.settings).dropFirst()
    if let testSource {
      lines += stage(
        "test-rows", kind: testSource.kind, note: testWords,
        with: testSource.settings + [BeginningLine("part: test")])
    }
    lines += filter
    lines += split
    lines += stage(
      "overview", kind: Profile.name, from: training,
      note: "What the columns hold, what is odd, and what tells \(target.name).",
      with: overview)
    lines += stage(
      "features", kind: RecipeStage.name, from: training,
      note: "How rows become features. A recipe is fitted inside every fold, on its training rows "
        + "alone.", with: BeginningFeatures(self).lines)
    lines += models
    lines += evaluations(isSealed: isSealed)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The stage with the training rows.
  private var training: String { testSource == nil ? "parts.train" : known }
  private var testing: String { testSource == nil ? "parts.test" : "test-rows" }
  /// The stage with the rows that have all that is needed.
  private var known: String { neededColumns.isEmpty ? "rows" : "known" }
  private var hasTestTarget: Bool { testRows?[target.name] != nil }

  private var sizes: String {
    "\(Wording.count(rowCount, "row")) and \(Wording.count(columnCount, "column"))."
      + (copyCount == 0
        ? ""
        : " \(Wording.count(copyCount, "row")) \(copyCount == 1 ? "repeats" : "repeat") a row above "
          + "in every column: copies in both parts make scores look better than they are.")
  }

  private var testWords: String {
    "The rows to be tested on; `part: test` keeps them from everything that learns."
  }

  // MARK: Head

  private func head(schema: String, command: String) -> [String] {
    let what = target.task == .classes ? "class" : "value"
    let all = BeginningLine(
      "",
      comment: "Begun by `workbench new` from \(source.name). It looked at all rows, those to be "
        + "tested on too, to find out what the columns are for and which of them give \(target.name) "
        + "away; no model learned from them. Change what it guessed wrong.")
    let seal = BeginningLine(
      "",
      comment:
        "sealed: nothing reads \(target.name) of the test rows until you have decided and type")
    let title = "Predicting \(target.name) from \(source.name)"
    let question =
      "How well can the \(what) of \(target.name) be told from the other columns of \(source.name)?"
    return ["# yaml-language-server: $schema=\(schema)"] + all.lines(indent: 0) + [
      "workbench: 1",
      "title: \(YAMLText.scalar(title))",
      "question: \(YAMLText.scalar(question))",
      "seed: 1",
    ] + seal.lines(indent: 0) + [
      "#   \(YAMLText.comment(command)) --unseal", "test-set: sealed",
    ]
  }

  // MARK: Stages

  private func stage(
    _ id: String, kind: String, from: String? = nil, note: String = "",
    with settings: [BeginningLine] = []
  ) -> [String] {
    var lines = [""]
    if !note.isEmpty { lines += BeginningLine("", comment: note).lines(indent: 2) }
    lines += ["  - id: \(id)", "    kind: \(kind)"]
    if let from { lines.append("    from: \(from)") }
    if !settings.isEmpty {
      lines.append("    with:")
      lines += settings.flatMap { $0.lines(indent: 6) }
    }
    return lines
  }

  /// The columns that every row must have a value of.
  var neededColumns: [String] {
    let facts = verdicts.filter { $0.name == time || $0.name == group }.map(\.facts)
    let split = testSource == nil ? facts.filter { $0.missingCount > 0 }.map(\.name) : []
    return (target.knownRows.count < rowCount ? [target.name] : []) + split
  }

  /// Leaves out the rows that nothing can be learned from.
  private var filter: [String] {
    let needed = neededColumns
    guard !needed.isEmpty else { return [] }
    let conditions = needed.map { name in
      "\"\(name.replacing("\"", with: "\"\""))\" IS NOT NULL"
    }
    let query = "SELECT * FROM rows WHERE \(conditions.joined(separator: " AND "))"
    let isPlain = needed.allSatisfy { YAMLText.scalar($0) == $0 }
    let count = rowCount - target.knownRows.count
    let note =
      needed.first == target.name
      ? "\(Wording.count(count, "row")) \(count == 1 ? "has" : "have") no \(target.name): nothing can "
        + "be learned from \(count == 1 ? "it" : "them")."
      : "Rows without \(needed.joined(separator: " or ")) cannot be split."
    return stage(
      "known", kind: SQL.name, from: "rows", note: note,
      with: [BeginningLine("query: \(isPlain ? query : YAMLText.scalar(query))")])
  }

  private var split: [String] {
    guard testSource == nil else { return [] }
    let facts = verdicts.first { $0.name == time || $0.name == group }?.facts
    if let time, let facts {
      let share = RoleGuess.lastShare(facts)
      let test = share < 0.2 ? "0.2" : Wording.fixed(min(share + 0.01, 0.999), decimals: 2)
      return stage(
        "parts", kind: Split.name, from: known,
        note: "The last fifth in the order of \(time) are test rows: models are used on rows that "
          + "come later.",
        with: [
          BeginningLine("by: time"), BeginningLine("column: \(YAMLText.scalar(time))"),
          BeginningLine("test: \(test)"),
        ])
    }
    if let group {
      return stage(
        "parts", kind: Split.name, from: known,
        note:
          "Rows of one \(group) stay together, in one part: models are used on new ones. Held-out "
          + "scores come from folds of single rows, so they may look too good; the test score does not.",
        with: [
          BeginningLine("by: group"), BeginningLine("column: \(YAMLText.scalar(group))"),
          BeginningLine("test: 0.2"),
        ])
    }
    var settings = [BeginningLine("test: 0.2")]
    if target.task == .classes {
      settings.append(
        BeginningLine(
          "stratify: \(YAMLText.scalar(target.name))",
          comment: "each class has its share in both parts"
            + (target.rarestShare < 0.1
              ? "; the rarest is \(ProfileWords.percent(target.rarestShare)) of the rows" : "")))
    }
    return stage(
      "parts", kind: Split.name, from: known,
      note: "A fifth of the rows, drawn at random, are test rows.",
      with: settings)
  }

  private var overview: [BeginningLine] {
    let columns = columnCount > 40 ? [BeginningLine("columns: \(min(columnCount, 200))")] : []
    return [BeginningLine("target: \(YAMLText.scalar(target.name))")] + columns
  }

  // MARK: Models

  private var line: (id: String, learner: String) {
    target.task == .classes ? ("logistic", "logistic") : ("line", "linear")
  }

  /// Larger tables get fewer trees, so that the first run is short.
  private var rounds: Int { rowCount * columnCount > 1_000_000 ? 100 : 300 }

  private var models: [String] {
    let from = "{rows: \(training), recipe: features}"
    let trees =
      rounds == 300
      ? "300 is the standard; a lower learning rate with more rounds is often a little better"
      : "the standard is 300; fewer make the first run of a large table short"
    return stage(
      "mean", kind: Train.name, from: from,
      note: target.task == .classes
        ? "The shares of the classes for every row: the least that a model must beat."
        : "The mean for every row: the least that a model must beat.",
      with: [BeginningLine("learner: mean")])
      + stage(
        line.id, kind: Train.name, from: from, note: "A weighted sum of the features.",
        with: [BeginningLine("learner: \(line.learner)")])
      + stage(
        "trees", kind: Train.name, from: from,
        note: "Boosted trees. `workbench kinds train` shows all settings.",
        with: [
          BeginningLine("learner: trees"),
          BeginningLine("rounds: \(rounds)", comment: trees),
        ])
  }

  private var metrics: [BeginningLine] {
    guard target.task == .classes else { return [BeginningLine("metrics: [rmse, mae, r2]")] }
    let isTwo = target.classes.count == 2
    let names =
      isTwo
      ? ["log-loss", "auc", "average-precision", "balanced-accuracy", "accuracy"]
      : ["log-loss", "balanced-accuracy", "accuracy"]
    let comment =
      target.rarestShare < 0.1
      ? "the first decides; accuracy says little where a class is rare" : "the first decides"
    return [BeginningLine("metrics: [\(names.joined(separator: ", "))]", comment: comment)]
  }

  private func evaluations(isSealed: Bool) -> [String] {
    let models = "[mean, \(line.id), trees]"
    var lines = stage(
      "scores", kind: Evaluate.name, from: "{models: \(models)}",
      note:
        "Scores on held-out training rows, each predicted by a fit that did not see it. Decide by "
        + "these."
        + (time == nil
          ? ""
          : " Rows of one time depend on each other: with `block`, such as `block: 24` for hours of a "
            + "day, the intervals say so."),
      with: metrics)
    if isSealed {
      lines += stage(
        "test-scores", kind: Evaluate.name, from: "{models: \(models), rows: \(testing)}",
        note: "Scores on the test rows, once the seal is broken.", with: metrics)
    }
    let names = Set(verdicts.map(\.name) + [target.name])
    if names.contains(Predict.columnName) {
      lines += BeginningLine(
        "", comment: "No stage `predict`: the table has a column '\(Predict.columnName)' already."
      ).lines(indent: 2)
    } else {
      lines += stage(
        "predictions", kind: Predict.name, from: "{model: trees, rows: \(testing)}",
        with: [BeginningLine("path: predictions.csv")])
    }
    return lines
  }
}
