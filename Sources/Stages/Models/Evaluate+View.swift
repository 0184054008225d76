package import Analyses
import Documents
import Learning
import Tables

extension Evaluate {
  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let stored = try context.output("metrics", as: Evaluation.self)
    let shown =
      context.namesTestRows("rows")
      ? Evaluation.testRowsName : context.references("rows").first ?? stored.rows
    let evaluation = stored.named(rows: shown)
    let table = Self.renamed(
      try context.output("residuals", as: Table.self), from: stored.rows, to: shown)
    let residuals = ResidualRows(table)
    let words = EvaluationWords(evaluation, storedRows: stored.rows, context)
    let pictures = EvaluationFigures(evaluation, residuals, stage: context.stage)
    let scores = ScoreTable(evaluation)
    var blocks: [Block] = [.table(scores.table)]
    blocks += scores.note.map { [.paragraph($0)] } ?? []
    if let weight = evaluation.weight {
      blocks.append(.paragraph("Rows count by their " + .code(weight) + "."))
    }
    blocks += [
      .details(
        "All intervals, and what they mean",
        [.paragraph(words.intervalNote), .table(intervalTable(evaluation))])
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
    blocks += shiftShape(evaluation, residuals).map { [.paragraph($0)] } ?? []
    blocks += pictures.predictedAgainstActual.map { [.figure($0)] } ?? []
    let others = pictures.otherHistograms
    if !others.isEmpty {
      blocks.append(.details("Residuals of the other models", others.map { .figure($0) }))
    }
    if let best = evaluation.best,
      let worst = WorstRows.table(table, model: best.model, rows: evaluation.rows)
    {
      blocks.append(.details("Rows that are predicted worst", [.table(worst)]))
    }
    return StageView(
      blocks: blocks, findings: words.findings, answer: words.answer, numbers: words.keyNumbers)
  }

  /// What the residuals of the best model look as if it had been added, where there is a difference.
  private static func shiftShape(_ evaluation: Evaluation, _ residuals: ResidualRows) -> Text? {
    guard let best = evaluation.best, let shift = best.shift, shift.pValue < 0.001,
      let shape = ShiftShape(
        heldOut: residuals.residuals(model: best.model, rows: "held-out").filter(\.isFinite),
        test: residuals.residuals(model: best.model, rows: evaluation.rows).filter(\.isFinite))
    else { return nil }
    return ShiftShapeWords.text(shape, rows: Evaluation.text(ofRows: evaluation.rows))
  }

  /// The table with another name for the rows that were scored.
  private static func renamed(_ table: Table, from stored: String, to shown: String) -> Table {
    guard stored != shown, let texts = table["rows"]?.texts else { return table }
    let levels = texts.levels.map { $0 == stored ? shown : $0 }
    return table.with(Column("rows", .texts(TextValues(levels: levels, codes: texts.codes))))
  }

  /// Every interval, one row for each model, rows and metric.
  private static func intervalTable(_ evaluation: Evaluation) -> DataTable {
    DataTable(
      caption: "Scores with \(Wording.percent(evaluation.level)) intervals",
      headings: [
        .init("Model"), .init("Rows"), .init("Metric"), .init("Value", .trailing),
        .init("Interval", .trailing), .init("Rows counted", .trailing),
      ],
      rows: ScoreTable.lines(evaluation).flatMap { entry, place, scores in
        scores.map { score in
          [
            .code(entry.model), Evaluation.text(ofRows: place),
            Text(MetricWords.name(of: score.metric)),
            Text(MetricWords.value(score.value, of: score.metric)),
            Text(ScoreTable.interval(of: score)),
            Text(Wording.grouped(score.count - score.leftOutCount)),
          ]
        }
      })
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
