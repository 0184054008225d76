import Analyses
import Kernels
import Learning
import Tables

/// Measures models of classes on held-out and on other rows, all on the same resampled rows.
struct ClassScorer {
  let settings: Evaluate.Settings
  let random: RandomStream

  private let metrics: [Metric]
  private let costs: ClassCosts?
  private let labels: ClassLabels
  private let models: [Given<Model>]

  /// Takes at least one model; throws where they differ in their classes or costs.
  init(
    _ models: [Given<Model>], settings: Evaluate.Settings, random: RandomStream
  ) throws {
    guard let first = models.first, let labels = first.value.classes else {
      throw StageProblem("there is no model to score")
    }
    if let other = models.first(where: { $0.value.classes != labels }) {
      let hint = "train them on the same rows with the same `positive`"
      throw StageProblem(
        "'\(other.stage)' and '\(first.stage)' do not predict the same classes", hints: [hint])
    }
    let known = Set(models.compactMap { $0.value.adjustment?.costs })
    let wanted = settings.metrics(for: .classes)
    guard known.count <= 1 || settings.metrics != nil && !wanted.contains(.meanCost) else {
      throw StageProblem(
        "the models were trained with different costs, so their costs cannot be compared",
        hints: ["give them the same `costs`, or name `metrics` without mean-cost"])
    }
    costs = known.count == 1 ? known.first : nil
    if wanted.contains(.meanCost), costs == nil {
      throw StageProblem(
        "mean-cost needs a model that was trained with `costs`", setting: "metrics")
    }
    metrics = wanted + (settings.metrics == nil && costs != nil ? [.meanCost] : [])
    self.models = models
    self.labels = labels
    self.settings = settings
    self.random = random
  }

  /// Gives the scores of each model, and its predictions beside the targets as a table.
  func evaluate(heldOut: [Table?], on rows: Given<Table>?) throws -> (Evaluation, Table) {
    let held = heldOut.map { table in
      table.flatMap { HeldOutClasses($0, labels) }.map {
        ClassifiedRows(
          targets: $0.targets, $0.predictions, costs: costs, weights: $0.weights)
      }
    }
    let scored = try scoredRows(rows)
    guard rows != nil || held.contains(where: { $0 != nil }) else {
      throw StageProblem(
        "there are no rows to score the models on",
        hints: ["give `rows`, or train the models with `folds` of 2 or more"])
    }
    let heldScores = scores(held, "held-out")
    let scoredScores = scores(scored, "scored")
    let entries = models.enumerated().map { index, model in
      Evaluation.Entry(
        model: model.stage, learner: model.value.learnerName,
        operationsPerRow: model.value.predictor.operationsPerRow,
        parameterCount: model.value.predictor.parameterCount, heldOut: heldScores[index],
        scored: scoredScores[index], shift: nil,
        heldOutClasses: held[index].map { figures($0, "held-out") },
        scoredClasses: scored[index].map { figures($0, "scored") },
        classShifts: held[index].flatMap { held in scored[index].map { shifts(held, $0) } })
    }
    let evaluation = Evaluation(
      target: models[0].value.recipe.target, rows: rows?.stage ?? "",
      rowCount: rows?.value.rowCount ?? 0, level: settings.level,
      block: settings.block == 1 ? nil : settings.block, metrics: metrics, entries: entries,
      ranking: ranking(held, scored),
      scoresTrainingRows: zip(held, scored).contains { $0 != nil && $0?.targets == $1?.targets },
      classes: labels.names, weight: models[0].value.recipe.weight)
    return (evaluation, predictionTable(held, scored, rows?.stage ?? ""))
  }

  private func scoredRows(_ rows: Given<Table>?) throws -> [ClassifiedRows?] {
    guard let rows else { return models.map { _ in nil } }
    if let problem = UnknownClasses(rows.value, target: models[0].value.recipe.target, labels)?
      .problem(stage: rows.stage)
    {
      throw problem
    }
    let targets = try models[0].value.recipe.target(of: rows.value).map { Int($0) }
    let weights = try Scorer.weights(of: rows.value, models)
    return try models.map { model in
      try model.value.predictions(for: rows.value).classes.map {
        ClassifiedRows(targets: targets, $0, costs: costs, weights: weights)
      }
    }
  }

  /// Models whose rows have the same targets are resampled together.
  private func scores(_ all: [ClassifiedRows?], _ purpose: String) -> [[Evaluation.Score]] {
    var result = [[Evaluation.Score]](repeating: [], count: all.count)
    var done = Set<Int>()
    for (index, rows) in all.enumerated() where !done.contains(index) {
      guard let rows else { continue }
      let group = all.indices.filter { all[$0]?.targets == rows.targets }
      done.formUnion(group)
      let members = group.compactMap { all[$0] }
      let bootstrap = Bootstrap(
        models: members, metrics: metrics, resamples: settings.resampleCount,
        block: settings.block, random: random.derived("resample \(purpose)"))
      for (place, member) in group.enumerated() {
        result[member] = metrics.enumerated().map { number, metric in
          Evaluation.Score(
            metric: metric, value: metric.value(members[place]),
            interval: bootstrap.interval(model: place, metric: number, level: settings.level),
            count: rows.rowCount, leftOutCount: 0)
        }
      }
    }
    return result
  }

  /// Ranks models by held-out scores on the same rows, or by scored rows where none has others.
  private func ranking(
    _ held: [ClassifiedRows?], _ scored: [ClassifiedRows?]
  ) -> Evaluation.Ranking? {
    let rows = held.contains { $0 != nil } ? held : scored
    guard let metric = metrics.first, let targets = rows.compactMap({ $0 }).first?.targets else {
      return nil
    }
    let ranked = models.indices.filter { rows[$0]?.targets == targets }
    let members = ranked.compactMap { rows[$0] }
    let values = members.map { metric.value($0) }
    // Equal values keep the order of the file.
    let order = ranked.indices.sorted {
      metric.isBetter(values[$0], than: values[$1])
        || (!metric.isBetter(values[$1], than: values[$0]) && $0 < $1)
    }
    guard let best = order.first else { return nil }
    let second = order.dropFirst().first
    let difference = second.flatMap { second in
      Bootstrap(
        models: [members[best], members[second]], metrics: [metric],
        resamples: settings.resampleCount, block: settings.block,
        random: random.derived("ranking")
      ).differenceInterval(model: 0, minus: 1, metric: 0, level: settings.level)
    }
    return Evaluation.Ranking(
      best: models[ranked[best]].stage, runnerUp: second.map { models[ranked[$0]].stage },
      difference: difference,
      notRanked: models.indices.filter { !ranked.contains($0) }.map { models[$0].stage })
  }

  /// Compares the shares of classes; with several of them all intervals together have the level.
  private func shifts(_ held: ClassifiedRows, _ scored: ClassifiedRows) -> [ClassShift] {
    let faced = held.facedClasses
    let level = 1 - (1 - settings.level) / Double(faced.count)
    return faced.compactMap {
      ClassShift(of: $0, heldOut: held, test: scored, level: level, block: settings.block)
    }
  }

  private func figures(_ rows: ClassifiedRows, _ purpose: String) -> ClassFigures {
    let places = (0...50).map { Double($0) / 50 }
    // Two hundred draws are enough for a picture.
    let resamples = min(settings.resampleCount, 200)
    let curves = shown(rows).map { place in
      let isOf = rows.isOf(class: place)
      let ranked = RankedScores(scores: rows.probabilities(class: place), isPositive: isOf)
      func band(_ curve: RankedScores.Curve) -> CurveBand? {
        CurveBand(
          ranked, curve, rowCount: rows.rowCount, places: places, resamples: resamples,
          block: settings.block, level: settings.level,
          random: random.derived("\(curve.rawValue) \(purpose)"))
      }
      return ClassFigures.Curves(
        place: place, share: Double(isOf.count { $0 }) / Double(max(1, rows.rowCount)),
        receiver: band(.receiver), precisionRecall: band(.precisionRecall),
        reliability: rows.reliability(
          of: place, binning: .equalCount, binCount: 10, level: settings.level))
    }
    return ClassFigures(
      confusion: ConfusionMatrix(rows), widthError: rows.calibrationError(binning: .equalWidth),
      countError: rows.calibrationError(binning: .equalCount), curves: curves)
  }

  /// The classes whose curves are kept: the most frequent ones, in their order.
  private func shown(_ rows: ClassifiedRows) -> [Int] {
    let faced = rows.facedClasses
    guard faced.count > ClassFigures.curveCountMax else { return faced }
    var counts = [Int](repeating: 0, count: rows.classCount)
    for target in rows.targets { counts[target] += 1 }
    return faced.sorted { (counts[$1], $0) < (counts[$0], $1) }
      .prefix(ClassFigures.curveCountMax).sorted()
  }

  private func predictionTable(
    _ held: [ClassifiedRows?], _ scored: [ClassifiedRows?], _ rowsName: String
  ) -> Table {
    var model: [String?] = []
    var rows: [String?] = []
    var row: [Double] = []
    var target: [Int] = []
    var prediction: [Int] = []
    var probability: [Double] = []
    for (index, given) in models.enumerated() {
      for (place, found) in [("held-out", held[index]), (rowsName, scored[index])] {
        guard let found else { continue }
        model += Array(repeating: given.stage, count: found.rowCount)
        rows += Array(repeating: place, count: found.rowCount)
        row += found.targets.indices.map { Double($0 + 1) }
        target += found.targets
        prediction += found.chosen
        probability += found.ownProbabilities
      }
    }
    return Table([
      Column("model", texts: model), Column("rows", texts: rows), Column("row", numbers: row),
      labels.column("target", places: target), labels.column("prediction", places: prediction),
      Column("probability", numbers: probability),
    ])
  }
}
