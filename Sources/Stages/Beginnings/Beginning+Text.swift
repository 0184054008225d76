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
      "features", kind: RecipeStage.name, from: training,
      note: "How rows become features. A recipe is fitted inside every fold, on its training rows "
        + "alone.", with: BeginningFeatures(self).lines)
    lines += stage(
      "overview", kind: Profile.name, from: "{rows: \(training), recipe: features}",
      note:
        "What the columns hold, what is odd, and what tells \(target.name); without the columns "
        + "that the recipe ignores.",
      with: overview)
    lines += models
    lines += evaluations(isSealed: isSealed)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The stage with the training rows.
  var training: String { testSource == nil ? "parts.train" : known }
  /// The stage with the test rows.
  var testing: String { testSource == nil ? "parts.test" : "test-rows" }
  /// The stage with the rows that have all that is needed.
  private var known: String { needsFilter ? "known" : "rows" }
  private var hasTestTarget: Bool { testRows?[target.name] != nil }

  private var sizes: String {
    "\(Wording.count(rowCount, "row")) and \(Wording.count(columnCount, "column"))."
      + (copyCount == 0
        ? ""
        : " \(Wording.count(copyCount, "row")) \(copyCount == 1 ? "repeats" : "repeat") a row above "
          + "in every column: "
          + (keepsCopiesTogether
            ? "copies are of one \(group ?? "") and stay in one part."
            : "copies in both parts make scores look better than they are."))
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

  /// Gives the lines of a stage.
  func stage(
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
    return (target.gapCount > 0 ? [target.name] : [])
      + facts.filter { $0.missingCount > 0 }.map(\.name)
  }

  /// Whether rows must be left out, which SQL does.
  var needsFilter: Bool { !neededColumns.isEmpty || !target.rareClasses.isEmpty }

  /// Leaves out the rows that nothing can be learned from.
  private var filter: [String] {
    guard needsFilter else { return [] }
    let needed = neededColumns
    var conditions = needed.map { "\(Self.identifier($0)) IS NOT NULL" }
    var notes: [String] = []
    let count = target.gapCount
    if count > 0 {
      notes.append(
        "\(Wording.count(count, "row")) \(count == 1 ? "has" : "have") no \(target.name): nothing "
          + "can be learned from \(count == 1 ? "it" : "them").")
    }
    let split = needed.filter { $0 != target.name }
    if !split.isEmpty {
      notes.append("Rows without \(split.joined(separator: " or ")) cannot be split.")
    }
    if !target.rareClasses.isEmpty {
      notes.append(target.rareWords + ". Join them with others instead, where that makes sense.")
      conditions.append(
        "\(Self.identifier(target.name)) NOT IN (\(target.rareLiterals.joined(separator: ", ")))")
    }
    let query = "SELECT * FROM rows WHERE \(conditions.joined(separator: " AND "))"
    let isPlain =
      (needed + [target.name]).allSatisfy { YAMLText.scalar($0) == $0 }
      && target.rareClasses.isEmpty
    return stage(
      "known", kind: SQL.name, from: "rows", note: notes.joined(separator: " "),
      with: [BeginningLine("query: \(isPlain ? query : YAMLText.scalar(query))")])
  }

  private static func identifier(_ name: String) -> String {
    "\"\(name.replacing("\"", with: "\"\""))\""
  }

  private var split: [String] {
    guard testSource == nil else { return [] }
    if let time {
      let test = testShare == 0.2 ? "0.2" : Wording.fixed(testShare, decimals: 2)
      return stage(
        "parts", kind: Split.name, from: known,
        note:
          "The last fifth in the order of \(time) are test rows: models are used on rows that come "
          + "later." + foldWarning,
        with: [
          BeginningLine("by: time"), BeginningLine("column: \(YAMLText.scalar(time))"),
          BeginningLine("test: \(test)"),
        ])
    }
    if let group {
      return stage(
        "parts", kind: Split.name, from: known,
        note:
          "Rows of one \(group) stay together, in one part: models are used on new ones."
          + foldWarning + untimedWords,
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
            + (target.isImbalanced
              ? "; the rarest is \(ProfileWords.percent(target.rarestShare)) of the rows" : "")))
    }
    return stage(
      "parts", kind: Split.name, from: known,
      note: "A fifth of the rows, drawn at random, are test rows." + untimedWords,
      with: settings)
  }

  /// Why dates do not decide the split, and how they would.
  private var untimedWords: String {
    guard let untimed else { return "" }
    return
      " Not by the dates of \(untimed.name): \(untimed.reason). If models are used on later rows, begin "
      + "again with `--time \(untimed.name)`."
  }

  /// What is said where folds are not made as the split is.
  private var foldWarning: String {
    guard foldColumn == nil else { return "" }
    let why =
      time == nil
      ? "there are too few groups"
      : "the first rows are too few or have not every class"
    return
      " Held-out rows are drawn at random, as \(why): their scores may look too good, the test "
      + "score does not."
  }

  private var overview: [BeginningLine] {
    let columns = columnCount > 40 ? [BeginningLine("columns: \(min(columnCount, 200))")] : []
    return [BeginningLine("target: \(YAMLText.scalar(target.name))")] + columns
  }
}
