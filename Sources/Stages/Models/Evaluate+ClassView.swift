import Analyses
import Documents
import Learning
import Tables

extension Evaluate {
  /// What is shown of an evaluation of classes below its table of scores.
  static func classBlocks(
    _ evaluation: Evaluation, _ labels: [String], predictions: Table, bars: Figure?, stage: String
  ) -> [Block] {
    let pictures = ClassEvaluationFigures(evaluation, labels, stage: stage)
    var blocks: [Block] = [.table(calibrationTable(evaluation))]
    blocks += bars.map { [.figure($0)] } ?? []
    let best = evaluation.best ?? evaluation.entries.first
    let others = evaluation.entries.filter { $0.model != best?.model }
    blocks += best.flatMap { pictures.confusion($0) }.map { [.figure($0)] } ?? []
    blocks += pictures.curves(labels.count == 2 ? evaluation.entries : best.map { [$0] } ?? [])
      .map { .figure($0) }
    if let table = best.flatMap({ shareTable($0, labels, evaluation) }) {
      blocks.append(.table(table))
    }
    if let best, let table = worstTable(best, evaluation, predictions) {
      blocks.append(.details("Rows that \(best.model) is most wrong about", [.table(table)]))
    }
    let rest = others.flatMap { entry -> [Figure] in
      (pictures.confusion(entry).map { [$0] } ?? [])
        + (labels.count == 2 ? [] : pictures.curves([entry]))
    }
    if !rest.isEmpty {
      blocks.append(.details("Pictures of the other models", rest.map { .figure($0) }))
    }
    return blocks
  }

  private static func calibrationTable(_ evaluation: Evaluation) -> DataTable {
    DataTable(
      caption: "Expected calibration error: the mean distance between probabilities and the share "
        + "that came true, in percent",
      headings: [
        .init("Model"), .init("Rows"), .init("15 bins of equal width", .trailing),
        .init("15 bins of equal count", .trailing),
      ],
      rows: evaluation.entries.flatMap { entry in
        [("held-out", entry.heldOutClasses), (evaluation.rows, entry.scoredClasses)].compactMap {
          place, figures in
          figures.map { figures in
            [
              .code(entry.model), Evaluation.text(ofRows: place), Text(percent(figures.widthError)),
              Text(percent(figures.countError)),
            ]
          }
        }
      })
  }

  /// How often each class occurs, and what was expected; the most frequent where there are many.
  private static func shareTable(
    _ entry: Evaluation.Entry, _ labels: [String], _ evaluation: Evaluation
  ) -> DataTable? {
    guard let shifts = entry.classShifts, !shifts.isEmpty else { return nil }
    let shown = shifts.sorted { $0.heldOutShare > $1.heldOutShare }.prefix(20)
    return DataTable(
      caption: "How often classes occur on \(evaluation.rows) and on held-out rows"
        + (shown.count < shifts.count ? ", the \(shown.count) most frequent" : ""),
      headings: [
        .init("Class"), .init("Held-out", .trailing), .init(evaluation.rows, .trailing),
        .init("Difference, interval", .trailing),
        .init("Mean probability by \(entry.model) there", .trailing),
        .init("Share minus it, interval", .trailing),
      ],
      rows: shown.map { shift in
        [
          Text(labels[shift.place]), Text(percent(shift.heldOutShare)),
          Text(percent(shift.testShare)), Text(points(shift.difference)),
          Text(percent(shift.predicted)), Text(points(shift.surprise)),
        ]
      })
  }

  /// The rows whose own class was held least probable.
  private static func worstTable(
    _ entry: Evaluation.Entry, _ evaluation: Evaluation, _ predictions: Table
  ) -> DataTable? {
    let place = evaluation.rows.isEmpty ? "held-out" : evaluation.rows
    guard let models = predictions["model"]?.texts, let rows = predictions["rows"]?.texts,
      let numbers = predictions["row"]?.numbers, let target = predictions["target"],
      let chosen = predictions["prediction"],
      let probabilities = predictions["probability"]?.numbers
    else { return nil }
    let worst = probabilities.indices.filter { models[$0] == entry.model && rows[$0] == place }
      .sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }.prefix(10)
    guard !worst.isEmpty else { return nil }
    return DataTable(
      caption: "Rows of \(place) whose own class \(entry.model) held least probable",
      headings: [
        .init("Row", .trailing), .init("Class"), .init("Chosen"),
        .init("Probability of its class, in %", .trailing),
      ],
      rows: worst.map { row in
        [
          Text("\(Int(numbers[row]))"), Text(label(target, row)), Text(label(chosen, row)),
          Text(Wording.number(100 * probabilities[row], digits: 3)),
        ]
      })
  }

  private static func label(_ column: Column, _ row: Int) -> String {
    switch column.values {
    case .numbers(let numbers): Wording.number(numbers[row])
    case .texts(let texts): texts[row] ?? ""
    case .flags(let flags): flags[row].map { "\($0)" } ?? ""
    case .dates(let dates): dates.text(row) ?? ""
    }
  }

  private static func percent(_ share: Double) -> String {
    share.isFinite ? Wording.fixed(100 * share, decimals: 1) + " %" : "not defined"
  }

  private static func points(_ interval: Bootstrap.Interval) -> String {
    guard interval.low.isFinite, interval.high.isFinite else { return "not defined" }
    return "\(Wording.fixed(100 * interval.low, decimals: 1)) to "
      + "\(Wording.fixed(100 * interval.high, decimals: 1))"
  }
}
