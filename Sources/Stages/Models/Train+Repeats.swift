import Analyses
import Diagnostics
import Digests
import Kernels
import Learning
import Tables

/// Several fits of one model that differ by their random numbers.
struct TrainRepeats: Sendable {
  /// What is made of the fits.
  enum Choice: String, CaseIterable, Sendable {
    /// The one with the best score on the rows set aside.
    case best
    /// The mean of the predictions of all.
    case average
  }

  let count: Int
  let validation: Double
  let metric: Metric?
  let choice: Choice

  /// The columns of the table of repeats.
  static let columnNames = ["repeat", "score", "one-number", "chosen"]

  /// Reads the settings; nil where there is one fit.
  static func settings(_ reader: inout SettingReader) -> TrainRepeats? {
    let count = reader.setting(
      "repeats", .integer(in: 1...1000), standard: 1, unit: "fits", absent: 1,
      "How many fits there are, each with random numbers of its own.")
    let validation = reader.setting(
      "validation", .number(in: 0...0.5), standard: 0, absent: 0,
      "With repeats: the share of rows that no repeat is fitted to, and on which they are compared; "
        + "0.2 is one row in five.")
    let choice = reader.setting(
      "choose", .choice(), standard: Choice.best, absent: .best,
      "With repeats: whether the best one is the model, or the mean of their predictions.")
    let metric = reader.optional(
      "metric", .choice(Metric.self),
      "With repeats: what they are compared by; where it is not given, mae for values and log-loss "
        + "for classes.")
    guard count > 1 else {
      for word in ["validation", "choose"] where reader.isGiven(word) {
        reader.report(
          .conflict, "'\(word)' has no effect, as there is one fit", at: word,
          hints: ["set `repeats: 10`, or leave `\(word)` out"])
      }
      return nil
    }
    if validation == 0, choice == .best {
      reader.report(
        .missingKey, "'repeats' needs 'validation', the share of rows to choose the best one by",
        at: "repeats", hints: ["set `validation: 0.2`, or `choose: average`"])
    }
    return TrainRepeats(count: count, validation: validation, metric: metric, choice: choice)
  }

  /// The jobs, one a repeat.
  func jobs(
    _ learner: LearnerChoice, _ classWeights: ClassWeights?, _ inputs: TrainInputs
  ) -> [Job<FitRepeat>] {
    (0..<count).map { number in
      Job(
        FitRepeat.self,
        settings: FitRepeat.Settings(
          learner: learner, number: number, validation: validation,
          rowSeed: inputs.analysisSeed, classWeights: classWeights),
        inputs: inputs.digests, seed: inputs.seed, label: "repeat \(number + 1) of \(count)")
    }
  }

  /// Chooses or averages; gives the model and a table of all repeats.
  func chosen(
    _ fits: [RepeatFit], rows: Table, recipe: Recipe, seed: UInt64
  ) throws -> (model: Model, table: Table) {
    let judged = try judged(fits, rows: rows, recipe: recipe, seed: seed)
    let models = zip(fits, judged).compactMap { fit, score in
      if case .model(let model) = fit { (model: model, score: score.value) } else { nil }
    }
    guard let first = models.first else {
      let sentences = fits.compactMap { fit in
        if case .problem(let sentence) = fit { sentence } else { nil }
      }
      throw StageProblem(
        "none of the \(count) repeats gave a model",
        hints: sentences.first.map { ["the first failure: \($0)"] } ?? [])
    }
    guard choice == .best else {
      return (try averaged(models.map(\.model), rows), table(judged, chosen: nil))
    }
    let metric = metric(isClasses: first.model.classes != nil)
    var best: Int?
    for place in judged.indices where judged[place].value.isFinite {
      if best.map({ metric.isBetter(judged[place].value, than: judged[$0].value) }) ?? true {
        best = place
      }
    }
    guard let best, case .model(let model) = fits[best] else {
      throw StageProblem(
        "no repeat has a \(MetricWords.inSentence(metric)) on the rows set aside",
        setting: "validation")
    }
    return (model, table(judged, chosen: best))
  }

  private func metric(isClasses: Bool) -> Metric { metric ?? (isClasses ? .logLoss : .mae) }

  private func judged(
    _ fits: [RepeatFit], rows: Table, recipe: Recipe, seed: UInt64
  ) throws -> [FitScore] {
    let classes = try recipe.classes(of: rows)
    let parts = try ValidationRows(rows, recipe, classes, share: validation, seed: seed)
    guard !parts.validation.isEmpty else { return fits.map { _ in FitScore() } }
    let held = rows.rows(parts.validation)
    let scored = ScoredRows(
      metric: metric(isClasses: classes != nil),
      targets: try held.target(named: recipe.target, classes: classes),
      weights: try recipe.weight.map { try held.weights(named: $0) })
    return try fits.map { fit in
      guard case .model(let model) = fit else { return FitScore() }
      switch try model.predictions(for: held) {
      case .values(let values): return scored.score(values)
      case .classes(let found):
        return scored.score(
          ClassifiedRows(targets: scored.targets.map { Int($0) }, found))
      }
    }
  }

  private func averaged(_ models: [Model], _ rows: Table) throws -> Model {
    guard let first = models.first else { throw StageProblem("there is no model to average") }
    let others = models.dropFirst().map(\.predictor)
    guard models.allSatisfy({ Self.bytes(of: $0.recipe) == Self.bytes(of: first.recipe) }),
      let average = first.predictor.averaged(with: Array(others))
    else {
      throw StageProblem(
        "the repeats differ in more than their random numbers, so their mean is no model",
        hints: ["set `choose: best`"], setting: "choose")
    }
    return try Model(recipe: first.recipe, predictor: average, trainingRows: rows)
  }

  private static func bytes(of recipe: FittedRecipe) -> [UInt8] {
    var writer = ByteWriter()
    recipe.encode(into: &writer)
    return writer.bytes
  }

  private func table(_ judged: [FitScore], chosen: Int?) -> Table {
    Table([
      Column("repeat", numbers: judged.indices.map { Double($0 + 1) }),
      Column("score", numbers: judged.map(\.value)),
      Column("one-number", flags: judged.map(\.isConstant)),
      Column("chosen", flags: judged.indices.map { chosen ?? $0 == $0 }),
    ])
  }

  /// The table where there is one fit.
  static let noTable = Table([
    Column("repeat", numbers: []), Column("score", numbers: []), Column("one-number", flags: []),
    Column("chosen", flags: []),
  ])
}

/// What the jobs of a training read.
struct TrainInputs {
  let digests: [String: Digest]
  /// Nil where nothing random is done.
  let seed: UInt64?
  /// The same for the fits without one fold, which a search has made already where it chose them.
  let foldSeed: UInt64?
  let analysisSeed: UInt64
}
