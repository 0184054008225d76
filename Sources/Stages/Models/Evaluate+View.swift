package import Analyses
import Documents
import Learning
import Tables

extension Evaluate {
  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let stored = try context.output("metrics", as: Evaluation.self)
    let shown = context.references("rows").first ?? stored.rows
    let evaluation = stored.named(rows: shown)
    let table = Self.renamed(
      try context.output("residuals", as: Table.self), from: stored.rows, to: shown)
    let residuals = ResidualRows(table)
    let words = EvaluationWords(evaluation, context)
    let pictures = EvaluationFigures(evaluation, residuals, stage: context.stage)
    var blocks: [Block] = [
      .table(scoreTable(evaluation)),
      .details(
        "All intervals, and what they mean",
        [.paragraph(words.intervalNote), .table(intervalTable(evaluation))]),
    ]
    blocks += ownBlocks(evaluation)
    if let labels = evaluation.classes {
      blocks += classBlocks(
        evaluation, labels, predictions: table, bars: pictures.bars, stage: context.stage)
      return StageView(
        blocks: blocks, findings: words.findings, answer: words.answer, numbers: words.keyNumbers)
    }
    blocks += pictures.bars.map { [.figure($0)] } ?? []
    blocks += pictures.residualHistogram.map { [.figure($0)] } ?? []
    if let shift = words.shiftExplanation { blocks.append(.paragraph(shift)) }
    blocks += pictures.predictedAgainstActual.map { [.figure($0)] } ?? []
    let others = pictures.otherHistograms
    if !others.isEmpty {
      blocks.append(.details("Residuals of the other models", others.map { .figure($0) }))
    }
    return StageView(
      blocks: blocks, findings: words.findings, answer: words.answer, numbers: words.keyNumbers)
  }

  /// The table with another name for the rows that were scored.
  private static func renamed(_ table: Table, from stored: String, to shown: String) -> Table {
    guard stored != shown, let texts = table["rows"]?.texts else { return table }
    let levels = texts.levels.map { $0 == stored ? shown : $0 }
    return table.with(Column("rows", .texts(TextValues(levels: levels, codes: texts.codes))))
  }

  /// The values side by side, with the interval of the metric that decides.
  private static func scoreTable(_ evaluation: Evaluation) -> DataTable {
    let level = Wording.percent(evaluation.level)
    var headings: [DataTable.Heading] = [.init("Model"), .init("Rows")]
    for (index, metric) in evaluation.metrics.enumerated() {
      headings.append(.init(MetricWords.name(of: metric), .trailing))
      if index == 0 { headings.append(.init("\(level) interval", .trailing)) }
    }
    let rows = scoreRows(evaluation).map { entry, place, scores in
      var cells: [Text] = [.code(entry.model), .code(place)]
      for (index, score) in scores.enumerated() {
        let value = MetricWords.value(score.value, of: score.metric)
        cells.append(index == 0 ? .strong(value) : Text(value))
        if index == 0 { cells.append(Text(interval(of: score))) }
      }
      return cells
    }
    return DataTable(
      caption: evaluation.scoresTrainingRows
        ? "Scores of each model; only held-out rows had not been seen by its fit"
        : "Scores of each model on rows that its fit had not seen", headings: headings,
      rows: rows)
  }

  /// Every interval, one row for each model, rows and metric.
  private static func intervalTable(_ evaluation: Evaluation) -> DataTable {
    DataTable(
      caption: "Scores with \(Wording.percent(evaluation.level)) intervals",
      headings: [
        .init("Model"), .init("Rows"), .init("Metric"), .init("Value", .trailing),
        .init("Interval", .trailing), .init("Rows counted", .trailing),
      ],
      rows: scoreRows(evaluation).flatMap { entry, place, scores in
        scores.map { score in
          [
            .code(entry.model), .code(place), Text(MetricWords.name(of: score.metric)),
            Text(MetricWords.value(score.value, of: score.metric)), Text(interval(of: score)),
            Text(Wording.grouped(score.count - score.leftOutCount)),
          ]
        }
      })
  }

  private static func scoreRows(
    _ evaluation: Evaluation
  ) -> [(entry: Evaluation.Entry, place: String, scores: [Evaluation.Score])] {
    evaluation.entries.flatMap { entry in
      [("held-out", entry.heldOut), (evaluation.rows, entry.scored)].compactMap { place, scores in
        scores.isEmpty ? nil : (entry: entry, place: place, scores: scores)
      }
    }
  }

  private static func interval(of score: Evaluation.Score) -> String {
    guard let interval = score.interval else { return "" }
    return MetricWords.interval(interval.low, interval.high, of: score.metric)
  }
}

/// The residuals of an evaluation by model and rows.
struct ResidualRows {
  private let models: TextValues
  private let rows: TextValues
  private let targets: [Double]
  private let predictions: [Double]

  /// Takes the table that the evaluation stored; a table of another form counts as empty.
  init(_ table: Table) {
    models = table["model"]?.texts ?? TextValues([])
    rows = table["rows"]?.texts ?? TextValues([])
    targets = table["target"]?.numbers ?? []
    predictions = table["prediction"]?.numbers ?? []
  }

  /// Gives targets and predictions of a model on some rows.
  func pairs(model: String, rows wanted: String) -> (targets: [Double], predictions: [Double]) {
    guard let modelCode = models.levels.firstIndex(of: model),
      let rowsCode = rows.levels.firstIndex(of: wanted)
    else { return ([], []) }
    let chosen = targets.indices.filter {
      models.codes[$0] == Int32(modelCode) && rows.codes[$0] == Int32(rowsCode)
    }
    return (chosen.map { targets[$0] }, chosen.map { predictions[$0] })
  }

  /// Gives target minus prediction of a model on some rows.
  func residuals(model: String, rows: String) -> [Double] {
    let pairs = pairs(model: model, rows: rows)
    return zip(pairs.targets, pairs.predictions).map { $0 - $1 }
  }
}
