import Analyses
import Kernels
import Learning
import Tables

/// Measures models on held-out and on other rows, all on the same resampled rows.
struct Scorer {
  let settings: Evaluate.Settings
  let random: RandomStream
  private var metrics: [Metric] { settings.metrics(for: .values) }

  /// Predictions beside their targets.
  private struct Pairs {
    var targets: [Double]
    var predictions: [Double]
    /// Nil where every row counts the same.
    var weights: [Double]?

    var residuals: [Double] { zip(targets, predictions).map { $0 - $1 } }
  }

  /// Gives the scores of each model, and the residuals as a table.
  func evaluate(
    _ models: [Given<Model>], heldOut: [Table?], on rows: Given<Table>?
  ) throws -> (Evaluation, Table) {
    guard let first = models.first else { throw StageProblem("there is no model to score") }
    let scored = try scoredPairs(models, rows)
    let held = heldOut.map { table -> Pairs? in
      guard let table, table.rowCount > 0, let targets = table["target"]?.numbers,
        let predictions = table["prediction"]?.numbers
      else { return nil }
      return Pairs(
        targets: targets, predictions: predictions, weights: table["weight"]?.numbers)
    }
    let scoredValues = scores(scored.compactMap { $0 }, "scored")
    let heldValues = heldScores(held)
    guard rows != nil || held.contains(where: { $0 != nil }) else {
      throw StageProblem(
        "there are no rows to score the models on",
        hints: ["give `rows`, or train the models with `folds` of 2 or more"])
    }
    var entries: [Evaluation.Entry] = []
    for (index, model) in models.enumerated() {
      let shift = held[index].flatMap { pairs in
        scored[index].flatMap {
          Shift(
            heldOut: pairs.residuals, test: $0.residuals, level: settings.level,
            block: settings.block, random: random.derived("shift"))
        }
      }
      entries.append(
        Evaluation.Entry(
          model: model.stage, learner: model.value.learnerName,
          operationsPerRow: model.value.predictor.operationsPerRow,
          parameterCount: model.value.predictor.parameterCount,
          heldOut: heldValues[index], scored: rows == nil ? [] : scoredValues[index],
          shift: shift.map(Evaluation.ShiftSummary.init), heldOutClasses: nil, scoredClasses: nil,
          classShifts: nil))
    }
    let evaluation = Evaluation(
      target: first.value.recipe.target, rows: rows?.stage ?? "",
      rowCount: rows?.value.rowCount ?? 0,
      level: settings.level, block: settings.block == 1 ? nil : settings.block,
      metrics: metrics, entries: entries,
      ranking: ranking(models.map(\.stage), held, scored),
      scoresTrainingRows: zip(held, scored).contains { $0 != nil && $0?.targets == $1?.targets },
      classes: nil, weight: first.value.recipe.weight)
    return (evaluation, residualTable(models.map(\.stage), held, scored, rows?.stage ?? ""))
  }

  /// Ranks models by held-out scores on the same rows, or by scored rows where none has others.
  private func ranking(
    _ names: [String], _ held: [Pairs?], _ scored: [Pairs?]
  ) -> Evaluation.Ranking? {
    let pairs = held.contains { $0 != nil } ? held : scored
    guard let metric = metrics.first, let targets = pairs.compactMap({ $0 }).first?.targets
    else { return nil }
    let ranked = names.indices.filter { pairs[$0]?.targets == targets }
    let values = ranked.map { index in
      metric.value(
        targets: targets, predictions: pairs[index]?.predictions ?? [],
        weights: pairs[index]?.weights)
    }
    // Equal values keep the order of the file.
    let order = ranked.indices.sorted {
      metric.isBetter(values[$0], than: values[$1])
        || (!metric.isBetter(values[$1], than: values[$0]) && $0 < $1)
    }
    guard let best = order.first else { return nil }
    let second = order.dropFirst().first
    let difference = second.flatMap { second in
      Bootstrap(
        targets: targets,
        predictions: [best, second].compactMap { pairs[ranked[$0]]?.predictions },
        weights: pairs[ranked[best]]?.weights,
        metrics: [metric], resamples: settings.resampleCount, block: settings.block,
        random: random.derived("ranking")
      ).differenceInterval(model: 0, minus: 1, metric: 0, level: settings.level)
    }
    return Evaluation.Ranking(
      best: names[ranked[best]], runnerUp: second.map { names[ranked[$0]] },
      difference: difference,
      notRanked: names.indices.filter { !ranked.contains($0) }.map { names[$0] })
  }

  private func scoredPairs(_ models: [Given<Model>], _ rows: Given<Table>?) throws -> [Pairs?] {
    guard let rows, let first = models.first else { return models.map { _ in nil } }
    let targets = try first.value.recipe.target(of: rows.value)
    let weights = try Self.weights(of: rows.value, models)
    return try models.map {
      Pairs(
        targets: targets, predictions: try $0.value.predictions(for: rows.value).values ?? [],
        weights: weights)
    }
  }

  /// The weights of the first model's recipe, by which all models are scored; nil where it has none.
  static func weights(of rows: Table, _ models: [Given<Model>]) throws -> [Double]? {
    let names = Set(models.map(\.value.recipe.weight))
    guard names.count <= 1, let first = models.first else {
      throw StageProblem(
        "the models weigh rows by different columns, so their scores cannot be compared",
        hints: ["give their recipes the same `weight`"])
    }
    guard let weight = first.value.recipe.weight else { return nil }
    guard rows[weight] != nil else {
      throw StageProblem(
        "the rows to score lack '\(weight)', by which the models of '\(first.stage)' weigh rows",
        hints: ["add the column, with 1 in every row where all shall count the same"])
    }
    return try first.value.recipe.weights(of: rows)
  }

  /// Models whose held-out rows have the same targets are resampled together.
  private func heldScores(_ held: [Pairs?]) -> [[Evaluation.Score]] {
    var result = [[Evaluation.Score]](repeating: [], count: held.count)
    var done = Set<Int>()
    for (index, pairs) in held.enumerated() where !done.contains(index) {
      guard let pairs else { continue }
      let group = held.indices.filter { held[$0]?.targets == pairs.targets }
      done.formUnion(group)
      let values = scores(group.compactMap { held[$0] }, "held-out")
      for (place, member) in group.enumerated() { result[member] = values[place] }
    }
    return result
  }

  private func scores(_ pairs: [Pairs], _ purpose: String) -> [[Evaluation.Score]] {
    guard let targets = pairs.first?.targets else { return [] }
    let bootstrap = Bootstrap(
      targets: targets, predictions: pairs.map(\.predictions), weights: pairs.first?.weights,
      metrics: metrics,
      resamples: settings.resampleCount, block: settings.block,
      random: random.derived("resample \(purpose)"))
    return pairs.enumerated().map { model, pair in
      metrics.enumerated().map { index, metric in
        Evaluation.Score(
          metric: metric,
          value: metric.value(
            targets: pair.targets, predictions: pair.predictions, weights: pair.weights),
          interval: bootstrap.interval(model: model, metric: index, level: settings.level),
          count: pair.targets.count, leftOutCount: metric.leftOutCount(targets: pair.targets))
      }
    }
  }

  private func residualTable(
    _ names: [String], _ held: [Pairs?], _ scored: [Pairs?], _ rowsName: String
  ) -> Table {
    var model: [String?] = []
    var rows: [String?] = []
    var row: [Double] = []
    var target: [Double] = []
    var prediction: [Double] = []
    for (index, name) in names.enumerated() {
      for (place, pairs) in [("held-out", held[index]), (rowsName, scored[index])] {
        guard let pairs else { continue }
        let count = pairs.targets.count
        model += Array(repeating: name, count: count)
        rows += Array(repeating: place, count: count)
        row += (1...max(1, count)).prefix(count).map(Double.init)
        target += pairs.targets
        prediction += pairs.predictions
      }
    }
    return Table([
      Column("model", texts: model), Column("rows", texts: rows), Column("row", numbers: row),
      Column("target", numbers: target), Column("prediction", numbers: prediction),
      Column("residual", numbers: zip(target, prediction).map { $0 - $1 }),
    ])
  }
}
