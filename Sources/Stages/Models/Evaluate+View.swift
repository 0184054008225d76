package import Analyses
import Documents
import Learning
import Tables

extension Evaluate {
  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let evaluation = try context.output("metrics", as: Evaluation.self)
    let residuals = ResidualRows(try context.output("residuals", as: Table.self))
    let words = EvaluationWords(evaluation, context)
    let pictures = EvaluationFigures(evaluation, residuals, stage: context.stage)
    var blocks: [Block] = [.table(scoreTable(evaluation)), .paragraph(words.intervalNote)]
    blocks += pictures.bars.map { [.figure($0)] } ?? []
    blocks += pictures.residualHistogram.map { [.figure($0)] } ?? []
    if let shift = words.shiftExplanation { blocks.append(.paragraph(shift)) }
    blocks += pictures.predictedAgainstActual.map { [.figure($0)] } ?? []
    let others = pictures.otherHistograms
    if !others.isEmpty {
      blocks.append(.details("Residuals of the other models", others.map { .figure($0) }))
    }
    return StageView(
      blocks: blocks, findings: words.findings, answer: words.answer, figures: words.keyFigures)
  }

  /// Every score with its interval, held-out beside scored rows.
  private static func scoreTable(_ evaluation: Evaluation) -> DataTable {
    var headings: [DataTable.Heading] = [.init("Model"), .init("Rows")]
    headings += evaluation.metrics.map { .init(MetricWords.name(of: $0), .trailing) }
    var rows: [[Text]] = []
    for entry in evaluation.entries {
      for (name, scores) in [("held-out", entry.heldOut), (evaluation.rows, entry.scored)]
      where !scores.isEmpty {
        let cells = scores.map { score -> Text in
          let value = MetricWords.value(score.value, of: score.metric)
          guard let interval = score.interval else { return Text(value) }
          return Text.strong(value) + " (\(Wording.interval(interval.low, interval.high)))"
        }
        rows.append([Text.code(entry.model), Text(name)] + cells)
      }
    }
    return DataTable(
      caption: "Scores of each model with \(Wording.percent(evaluation.level)) intervals",
      headings: headings, rows: rows)
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
