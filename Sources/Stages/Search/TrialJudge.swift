import Analyses
import Learning
import Tables

/// Scores the predictions of fits, and says which candidate is better.
struct TrialJudge: Sendable {
  let metric: Metric
  /// The classes of the target by recipe, nil for values.
  private let labels: [ClassLabels?]
  /// The targets of the held-out rows of each fit, by recipe: recipes may divide rows differently.
  private let targets: [[[Double]]]
  /// The weights of the same rows; nil where every row counts the same.
  private let weights: [[[Double]?]]

  /// Divides the rows as the fits do.
  init(
    _ settings: Search.Settings, rows: Table, recipes: [Recipe], seed: UInt64
  ) throws {
    let labels = try explained { try recipes.map { try $0.classes(of: rows) } }
    self.labels = labels
    metric = Search.metric(settings, isClasses: labels.first.map { $0 != nil } ?? false)
    if let problem = MetricWords.problem(
      [metric], task: labels.first.map { $0 == nil ? .values : .classes } ?? .values)
    {
      throw StageProblem(problem, setting: "metric")
    }
    let heldOut = try explained {
      try zip(recipes, labels).map { recipe, classes in
        try (0..<settings.divisions).flatMap { division in
          let folds = try FoldDivision(
            count: settings.foldCount, seed: seed, number: division
          )
          .folds(of: rows, recipe, classes)
          return (0..<settings.foldCount).map { folds.heldOutRows($0) }
        }
      }
    }
    targets = try explained {
      try recipes.indices.map { place in
        let target = try rows.target(named: recipes[place].target, classes: labels[place])
        return heldOut[place].map { fit in fit.map { target[$0] } }
      }
    }
    weights = try explained {
      try recipes.indices.map { place in
        let weights = try recipes[place].weight.map { try rows.weights(named: $0) }
        return heldOut[place].map { fit in weights.map { weights in fit.map { weights[$0] } } }
      }
    }
  }

  /// Scores what a fit gave; not-a-number with the reason where it failed.
  func score(_ output: Table, recipe: Int, fit: Int) -> FitScore {
    if let problem = FitFold.problem(in: output) {
      return FitScore(value: .nan, problem: problem.headline)
    }
    let held = ScoredRows(
      metric: metric, targets: targets[recipe][fit], weights: weights[recipe][fit])
    guard let labels = labels[recipe] else {
      return held.score(output["prediction"]?.numbers ?? [])
    }
    let names = labels.probabilityNames(avoiding: HeldOutTable.names)
    let shares = names.compactMap { output[$0]?.numbers }
    guard shares.count == names.count, let prediction = output["prediction"],
      let chosen = try? labels.places(of: prediction), chosen.count == held.targets.count
    else { return .mismatch }
    return held.score(
      ClassifiedRows(
        classCount: labels.count, targets: held.targets.map { Int($0) },
        probabilities: held.targets.indices.flatMap { row in shares.map { $0[row] } },
        chosen: chosen))
  }

  /// Whether a candidate comes before another: later rounds, then better means, then the order.
  func isBefore(
    _ first: TrialOutcome, _ firstPlace: Int, _ second: TrialOutcome, _ secondPlace: Int
  ) -> Bool {
    if first.round != second.round { return first.round > second.round }
    if metric.isBetter(first.mean, than: second.mean) { return true }
    if metric.isBetter(second.mean, than: first.mean) { return false }
    return firstPlace < secondPlace
  }
}

/// What became of one candidate.
struct TrialOutcome: Sendable {
  /// The round of a search by halving that it came to, from 1.
  let round: Int
  /// The share of the training rows that it was fitted to there.
  let share: Double
  let scores: [FitScore]
  let foldCount: Int

  /// The scores with what their mean needs.
  var foldScores: FoldScores { FoldScores(scores.map(\.value), foldCount: foldCount) }
  /// The mean of the scores; not-a-number where a fit failed.
  var mean: Double { foldScores.mean }
  /// What went wrong, a sentence for each fit that failed.
  var failures: [String] { scores.compactMap(\.problem) }
}
