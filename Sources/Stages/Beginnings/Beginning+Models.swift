import Analyses
import Learning
import Tables

extension Beginning {
  private var line: (id: String, learner: String) {
    target.task == .classes ? ("logistic", "logistic") : ("line", "linear")
  }

  /// How the trees are grown: large tables get fewer trees, so that the first run is short, and small
  /// ones fewer and smaller trees.
  ///
  /// Many large trees learn single rows of a small table by heart, above all where classes are
  /// predicted: their probabilities become too sure of themselves, and log loss is hard on that. On
  /// a dozen real tables, trees of depth 3 were better up to about these sizes.
  private var treeSettings: [BeginningLine] {
    let isSmall = rowCount < (target.task == .classes ? 20_000 : 5_000)
    if isSmall {
      let first = Int(Double(rowCount) * firstFitShare)
      let isSlow = target.task == .classes && foldColumn?.isTime == true && first < 1000
      return [
        BeginningLine(
          "rounds: 100",
          comment:
            "of a table of this size, fewer and smaller trees than the standard learn less by heart"
        ),
        BeginningLine(
          "depth: 3", comment: "the standards are `rounds: 300` and `depth: 6`; try both"),
      ]
        + (isSlow
          ? [
            BeginningLine(
              "learning-rate: 0.03",
              comment:
                "the first fold learns from \(Wording.count(first, "row")) alone; the standard is 0.1"
            )
          ] : [])
    }
    if rowCount * columnCount * max(target.classes.count - 1, 1) > 1_000_000 {
      return [
        BeginningLine(
          "rounds: 100",
          comment: "the standard is 300; fewer make the first run of a large table short")
      ]
    }
    return [
      BeginningLine(
        "rounds: 300",
        comment:
          "300 is the standard; a lower learning rate with more rounds is often a little better")
    ]
  }

  /// Whether a weighted sum is fitted, which takes long where there are many classes and features.
  private var hasLine: Bool {
    guard target.task == .classes else { return true }
    let features = verdicts.reduce(1) { count, verdict in
      switch verdict.role {
      case .fewLevels: count + verdict.facts.distinctCount
      default: count + (verdict.role.isFeature ? 1 : 0)
      }
    }
    // Each step solves equations between all coefficients, made from all rows; a minute or so here.
    let coefficients = Double(features * (target.classes.count == 2 ? 1 : target.classes.count))
    return Double(rowCount) * coefficients * coefficients < 1.2e9
  }

  private var modelIDs: String { hasLine ? "[mean, \(line.id), trees]" : "[mean, trees]" }

  private var lineStage: [String] {
    guard hasLine else {
      return [""]
        + BeginningLine(
          "",
          comment:
            "No `learner: logistic`: with \(target.classes.count) classes and so many features it "
            + "would take minutes."
        ).lines(indent: 2)
    }
    return stage(
      line.id, kind: Train.name, from: "{rows: \(training), recipe: features}",
      note: "A weighted sum of the features." + imbalanceWords,
      with: [BeginningLine("learner: \(line.learner)")])
  }

  /// The stages that fit: a baseline, a weighted sum, and trees.
  var models: [String] {
    let from = "{rows: \(training), recipe: features}"
    return stage(
      "mean", kind: Train.name, from: from,
      note: target.task == .classes
        ? "The shares of the classes for every row: the least that a model must beat."
        : "The mean for every row: the least that a model must beat.",
      with: [BeginningLine("learner: mean")])
      + lineStage
      + stage(
        "trees", kind: Train.name, from: from,
        note: "Boosted trees. `workbench kinds train` shows all settings." + calibrationWords,
        with: [BeginningLine("learner: trees")] + treeSettings)
  }

  /// What can be done where a class is rare.
  private var imbalanceWords: String {
    guard target.isImbalanced, let rarest = target.classes.last else { return "" }
    return
      " '\(ProfileWords.shortened(rarest.text))' is rare: `class-weights: balanced` lets each class "
      + "count as much as the others, which costs log-loss; `costs` of two classes says what each "
      + "sort of error costs, and leaves the probabilities alone."
  }

  /// What can be done where probabilities are not what they say.
  private var calibrationWords: String {
    guard target.task == .classes else { return "" }
    let method = target.knownRows.count >= 1000 ? "isotonic" : "platt"
    return
      " `calibrate: \(method)` mends probabilities that the report shows to be too sure or too shy."
  }

  private var metrics: [BeginningLine] {
    guard target.task == .classes else {
      return [BeginningLine("metrics: [mae, rmse, r2]", comment: tailWords)]
    }
    let isTwo = target.classes.count == 2
    let names =
      isTwo
      ? ["log-loss", "auc", "average-precision", "balanced-accuracy", "accuracy"]
      : ["log-loss", "balanced-accuracy", "accuracy"]
    let comment =
      target.isImbalanced
      ? "the first decides; accuracy says little where a class is rare" : "the first decides"
    return [BeginningLine("metrics: [\(names.joined(separator: ", "))]", comment: comment)]
  }

  /// What can be done where few rows have much larger targets than the others.
  private var tailWords: String {
    guard let ratio = target.tailRatio else { return "the first decides" }
    let times = Wording.number(ratio, digits: 2)
    return
      "the first decides. \(target.name) has a long tail: a hundredth of the rows has over \(times) "
      + "times the median, and they would decide rmse. Put `mape` first to count shares of the target"
  }

  /// The stages that score and predict.
  func evaluations(isSealed: Bool) -> [String] {
    let models = modelIDs
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
    lines += stage(
      "reasons", kind: Explain.name, from: "{models: trees, rows: \(training)}",
      note:
        "What each column adds to the predictions of the trees, on 300 training rows; the target "
        + "is not read.",
      with: [BeginningLine("limit: 300")])
    let names = Set(verdicts.map(\.name) + [target.name])
    if names.contains(Predict.columnName) {
      lines += BeginningLine(
        "", comment: "No stage `predict`: the table has a column '\(Predict.columnName)' already."
      ).lines(indent: 2)
    } else {
      lines += stage(
        "predictions", kind: Predict.name, from: "{model: trees, rows: \(testing)}",
        note:
          "By the trees, as nothing has a score yet: when `scores` names another model, write its "
          + "id here.",
        with: [BeginningLine("path: predictions.csv")])
    }
    return lines
  }
}
